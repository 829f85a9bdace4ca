import { expect, it, vi } from 'vitest'
import { ApiFailure } from '../api.ts'
import { openSession } from './session.ts'
import type { Kept } from './vault.ts'

const zoe = { id: 'u1', name: 'Zoë', email: 'zoe@example.org' }
const credentials = { email: zoe.email, password: 'long enough' }
const answer = () => Promise.resolve(new Response('{}'))
const claims = btoa(JSON.stringify({ sub: 'u1', name: 'Zoe', email: zoe.email, iat: 0, exp: 900 }))

function browser() {
  const disk: { session: Kept | null } = { session: null }
  const tabs: ((event: MessageEvent) => void)[] = []
  let serial = 0
  const vault = {
    keep: async (token: string) => {
      serial += 1
      disk.session = { id: `kept-${serial}`, token }
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

  function openTab(entered = zoe) {
    const hear: ((event: MessageEvent) => void)[] = []
    const enter = async () => ({ sessionToken: `token of ${entered.id}`, user: entered })
    const session = openSession({
      signIn: enter,
      signUp: enter,
      fetchAccessToken,
      vault,
      revokeSession: async () => {},
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
  return { disk, vault, fetchAccessToken, revokeSetAside, openTab }
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

it('restores a kept session and learns the user from the access token', async () => {
  const { disk, openTab } = browser()
  disk.session = { id: 'kept', token: 'secret' }
  const tab = openTab()
  await tab.restore()
  expect(tab.state()).toMatchObject({ status: 'signed-in', user: null })
  await authorizeOf(tab)(answer)
  expect(tab.state()).toMatchObject({ user: { id: 'u1', name: 'Zoe' } })
})

it('stays signed in while the API is out of reach', async () => {
  const { disk, openTab, fetchAccessToken } = browser()
  disk.session = { id: 'kept', token: 'secret' }
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
  expect(revokeSetAside).toHaveBeenCalledOnce()
  await expect(authorize(answer)).rejects.toMatchObject({ code: 'signed_out' })
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
