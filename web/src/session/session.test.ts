import { expect, it, vi } from 'vitest'
import { ApiFailure } from '../api.ts'
import type { User } from './claims.ts'
import { openSession } from './session.ts'
import type { Kept } from './vault.ts'

const zoe = { id: 'u1', name: 'Zoë', email: 'zoe@example.org' }
const max = { id: 'u2', name: 'Max', email: 'max@example.org' }
const credentials = { email: zoe.email, password: 'long enough' }
const answer = () => Promise.resolve(new Response('{}'))
const claims = btoa(JSON.stringify({ sub: 'u1', name: 'Zoe', email: zoe.email, iat: 0, exp: 900 }))

function browser() {
  const disk: { session: Kept | null } = { session: null }
  const tabs: ((event: MessageEvent) => void)[] = []
  let [serial, entries] = [0, 0]
  const vault = {
    keep: async (token: string, user: User) => {
      serial += 1
      disk.session = { id: `kept-${serial}`, token, user }
      return disk.session.id
    },
    kept: async () => disk.session,
    forget: async (id: string) => {
      if (disk.session?.id === id) disk.session = null
    },
    setAsideForRevocation: vi.fn(async () => {
      disk.session = null
    }),
  }
  const fetchAccessToken = vi.fn(async (_: string) => `e30.${claims}.sig`)
  const revokeSetAside = vi.fn()
  const revokeSession = vi.fn(async (_: string) => {})

  function openTab(entered = zoe) {
    const hear: ((event: MessageEvent) => void)[] = []
    const enter = async () => ({ sessionToken: `token ${++entries}`, user: entered })
    const session = openSession({
      signIn: enter,
      signUp: enter,
      fetchAccessToken,
      vault,
      revokeSession,
      revokeSetAside,
      channel: {
        postMessage: (data: unknown) => {
          for (const tab of tabs)
            if (!hear.includes(tab)) tab(new MessageEvent('message', { data }))
        },
        addEventListener: (_: string, listener: unknown) => {
          const handle = (event: MessageEvent) => {
            if (typeof listener === 'function') listener(event)
          }
          hear.push(handle)
          tabs.push(handle)
        },
      },
      now: () => 0,
    })
    return session
  }
  return { disk, vault, fetchAccessToken, revokeSession, revokeSetAside, openTab }
}

function authorizeOf(session: ReturnType<typeof openSession>) {
  const state = session.state()
  if (state.status !== 'signed-in') throw new Error('not signed in')
  return state.authorize
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('is signed out when the browser keeps nothing', async () => {
  const tab = browser().openTab()
  expect(tab.state()).toEqual({ status: 'restoring' })
  await tab.restore()
  expect(tab.state()).toEqual({ status: 'signed-out', ended: false })
})

it('restores a kept session and learns a changed name from the access token', async () => {
  const { disk, openTab } = browser()
  disk.session = { id: 'kept', token: 'secret', user: zoe }
  const tab = openTab()
  await tab.restore()
  expect(tab.state()).toMatchObject({ status: 'signed-in', user: zoe })
  await authorizeOf(tab)(answer)
  expect(tab.state()).toMatchObject({ user: { id: 'u1', name: 'Zoe' } })
})

it('stays signed in while the API is out of reach', async () => {
  const { disk, openTab, fetchAccessToken } = browser()
  disk.session = { id: 'kept', token: 'secret', user: zoe }
  fetchAccessToken.mockRejectedValueOnce(new ApiFailure(0, { code: 'network' }))
  const tab = openTab()
  await tab.restore()
  await expect(authorizeOf(tab)(answer)).rejects.toMatchObject({ status: 0 })
  expect(tab.state().status).toBe('signed-in')
  expect(disk.session).not.toBeNull()
})

it('signs the other tabs in and out', async () => {
  const { openTab } = browser()
  const [one, two] = [openTab(), openTab()]
  await Promise.all([one.restore(), two.restore()])
  await one.signIn(credentials)
  await settled()
  expect(two.state()).toMatchObject({ status: 'signed-in', user: zoe })
  await two.signOut()
  expect(one.state()).toEqual({ status: 'signed-out', ended: false })
})

it('forgets at once on sign-out and leaves the rest to the revocation', async () => {
  const { disk, openTab, vault, revokeSetAside } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  const authorize = authorizeOf(tab)
  const leaving = tab.signOut()
  expect(tab.state().status).toBe('signed-out')
  await leaving
  expect(disk.session).toBeNull()
  expect(vault.setAsideForRevocation).toHaveBeenCalledWith('kept-1')
  expect(revokeSetAside).toHaveBeenCalled()
  await expect(authorize(answer)).rejects.toMatchObject({ code: 'signed_out' })
})

it('revokes directly and forgets where nothing can be set aside', async () => {
  const { disk, openTab, vault, revokeSession } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  vault.setAsideForRevocation.mockRejectedValueOnce(new Error('the disk is full'))
  await tab.signOut()
  expect(disk.session).toBeNull()
  expect(revokeSession).toHaveBeenCalledWith('token 1')
})

it('says that the session ended when the server refuses it', async () => {
  const { disk, openTab, fetchAccessToken } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  fetchAccessToken.mockRejectedValueOnce(new ApiFailure(401, { code: 'unauthorized' }))
  await expect(authorizeOf(tab)(answer)).rejects.toMatchObject({ status: 401 })
  await settled()
  expect(tab.state()).toEqual({ status: 'signed-out', ended: true })
  expect(disk.session).toBeNull()
})

it('lets the same person go on after a refused session, and nobody else', async () => {
  const { openTab, fetchAccessToken } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  const before = authorizeOf(tab)
  fetchAccessToken.mockRejectedValueOnce(new ApiFailure(401, { code: 'unauthorized' }))
  await expect(before(answer)).rejects.toMatchObject({ status: 401 })
  await tab.signIn(credentials)
  expect(authorizeOf(tab)).toBe(before)
  await tab.signOut()
  await tab.signIn(credentials)
  expect(authorizeOf(tab)).not.toBe(before)
})

it('goes on with the session that the same person opened in another tab', async () => {
  const { openTab, fetchAccessToken } = browser()
  const [one, two] = [openTab(), openTab()]
  await one.signIn(credentials)
  await settled()
  const [before, ended] = [authorizeOf(one), new ApiFailure(401, { code: 'unauthorized' })]
  fetchAccessToken.mockRejectedValueOnce(ended)
  await expect(authorizeOf(two)(answer)).rejects.toBe(ended)
  await settled()
  expect([one.state().status, two.state().status]).toEqual(['signed-in', 'signed-out'])

  await two.signIn(credentials)
  await settled()
  await before(answer)
  expect(fetchAccessToken).toHaveBeenLastCalledWith('token 2')
  expect(authorizeOf(one)).toBe(before)
})

it('keeps the work of a tab whose session ended where another tab has a newer one', async () => {
  const { disk, openTab, fetchAccessToken } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  const before = authorizeOf(tab)
  // The broadcast was missed: a sleeping page hears nothing.
  disk.session = { id: 'newer', token: 'newer', user: zoe }
  fetchAccessToken.mockRejectedValueOnce(new ApiFailure(401, { code: 'unauthorized' }))
  await expect(before(answer)).rejects.toMatchObject({ status: 401 })
  await settled()
  expect(authorizeOf(tab)).toBe(before)
})

it('does not fail a call that the newer session can make', async () => {
  const { openTab, fetchAccessToken } = browser()
  const [one, two] = [openTab(), openTab()]
  await one.signIn(credentials)
  await settled()
  let refuse = (_: ApiFailure) => {}
  fetchAccessToken.mockReturnValueOnce(new Promise((_, reject) => (refuse = reject)))
  const calling = authorizeOf(one)(answer)
  await two.signIn(credentials)
  await settled()
  refuse(new ApiFailure(401, { code: 'unauthorized' }))
  expect((await calling).ok).toBe(true)
  expect(one.state().status).toBe('signed-in')
})

it('makes room when somebody else signs in in another tab', async () => {
  const { openTab } = browser()
  const [one, two] = [openTab(), openTab(max)]
  await one.signIn(credentials)
  const before = authorizeOf(one)
  await two.signIn(credentials)
  await settled()
  expect(one.state()).toMatchObject({ status: 'signed-in', user: max })
  await expect(before(answer)).rejects.toMatchObject({ code: 'signed_out' })
})
