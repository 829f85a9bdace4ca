import { expect, it, vi } from 'vitest'
import { ApiFailure } from '../api.ts'
import type { User } from './claims.ts'
import { openSession } from './session.ts'
import type { StoredSession } from './session-vault.ts'

const zoe = { id: 'u1', name: 'Zoë', email: 'zoe@example.org' }
const max = { id: 'u2', name: 'Max', email: 'max@example.org' }
const credentials = { email: zoe.email, password: 'long enough' }
const answer = () => Promise.resolve(new Response('{}'))
const claims = btoa(JSON.stringify({ sub: 'u1', name: 'Zoe', email: zoe.email, iat: 0, exp: 900 }))

function browser() {
  const disk: { session: StoredSession | null } = { session: null }
  const tabs: ((event: MessageEvent) => void)[] = []
  let [serial, entries] = [0, 0]
  const vault = {
    store: async (token: string, user: User) => {
      serial += 1
      disk.session = { id: `kept-${serial}`, token, user }
      return disk.session.id
    },
    kept: async () => disk.session,
    forget: async (id: string) => {
      if (disk.session?.id === id) disk.session = null
    },
    rename: async (id: string, user: User) => {
      if (disk.session?.id === id) disk.session = { ...disk.session, user }
    },
    setAsideForRevocation: vi.fn(async () => {
      disk.session = null
    }),
  }
  const fetchAccessToken = vi.fn(async (_: string) => `e30.${claims}.sig`)
  const revokeSetAside = vi.fn()
  const account = {
    sessions: async () => [],
    endOtherSessions: async () => {},
    rename: vi.fn(async (_token: string, _name: string) => {}),
    changePassword: async () => ({ sessionToken: `token ${++entries}`, user: zoe }),
    deleteAccount: vi.fn(async (_token: string, _password: string) => {}),
  }
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
      account: async () => account,
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
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    })
    return session
  }
  return { disk, vault, fetchAccessToken, revokeSession, revokeSetAside, account, openTab }
}

function authorizeOf(session: ReturnType<typeof openSession>) {
  const state = session.state()
  if (state.status !== 'signed-in') throw new Error('not signed in')
  return state.authorize
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('is signed out if the browser cannot store data', async () => {
  const tab = browser().openTab()
  expect(tab.state()).toEqual({ status: 'restoring' })
  await tab.restore()
  expect(tab.state()).toEqual({ status: 'signed-out', why: 'left' })
})

it('restores a stored session and learns a changed name from the access token', async () => {
  const { disk, openTab } = browser()
  disk.session = { id: 'kept', token: 'secret', user: zoe }
  const tab = openTab()
  await tab.restore()
  expect(tab.state()).toMatchObject({ status: 'signed-in', user: zoe })
  await authorizeOf(tab)(answer)
  expect(tab.state()).toMatchObject({ user: { id: 'u1', name: 'Zoe' } })
})

it('stays signed in while the API is unreachable', async () => {
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
  expect(one.state()).toEqual({ status: 'signed-out', why: 'left' })
})

it('forgets on sign-out before it says so, and leaves the rest to the revocation', async () => {
  const { disk, openTab, vault, revokeSetAside } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  const authorize = authorizeOf(tab)
  const leaving = tab.signOut()
  tab.subscribe(() => expect(disk.session).toBeNull())
  await leaving
  expect(tab.state().status).toBe('signed-out')
  expect(vault.setAsideForRevocation).toHaveBeenCalledWith('kept-1')
  expect(revokeSetAside).toHaveBeenCalled()
  await expect(authorize(answer)).rejects.toMatchObject({ code: 'signed_out' })
})

it('does not affect a user who signs in while a slow disk signs another out', async () => {
  const { openTab, vault } = browser()
  const [one, two] = [openTab(), openTab()]
  await one.signIn(credentials)
  await settled()
  let answer = () => {}
  vault.setAsideForRevocation.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  const leaving = one.signOut()
  await two.signIn(credentials)
  await settled()
  answer()
  await leaving
  await settled()
  expect([one.state().status, two.state().status]).toEqual(['signed-in', 'signed-in'])
})

it('waits for no disk that does not respond', async () => {
  vi.useFakeTimers()
  const { openTab, vault } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  vault.setAsideForRevocation.mockReturnValueOnce(new Promise(() => {}))
  const leaving = tab.signOut()
  await vi.advanceTimersByTimeAsync(1_000)
  await leaving
  expect(tab.state().status).toBe('signed-out')
  vi.useRealTimers()
})

it('revokes directly and forgets if nothing can be set aside', async () => {
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
  expect(tab.state()).toEqual({ status: 'signed-out', why: 'ended' })
  expect(disk.session).toBeNull()
})

it('lets the same user continue after a refused session, and nobody else', async () => {
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

it('continues with the session that the same user opened in another tab', async () => {
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

it('keeps the work of a tab whose session ended if another tab has a newer one', async () => {
  const { disk, openTab, fetchAccessToken } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  const before = authorizeOf(tab)
  // Simulates a missed broadcast, as in a sleeping page.
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

it('makes room when another user signs in in another tab', async () => {
  const { openTab } = browser()
  const [one, two] = [openTab(), openTab(max)]
  await one.signIn(credentials)
  const before = authorizeOf(one)
  await two.signIn(credentials)
  await settled()
  expect(one.state()).toMatchObject({ status: 'signed-in', user: max })
  await expect(before(answer)).rejects.toMatchObject({ code: 'signed_out' })
})

it('continues in every tab with the session from a change of password', async () => {
  const { fetchAccessToken, disk, openTab } = browser()
  const [one, two] = [openTab(), openTab()]
  await one.signIn(credentials)
  await vi.waitFor(() => expect(two.state().status).toBe('signed-in'))
  await one.account.changePassword('the old one', 'the new one')
  expect(disk.session?.token).toBe('token 2')
  for (const tab of [one, two]) {
    await vi.waitFor(() => authorizeOf(tab)(answer))
    expect(fetchAccessToken).toHaveBeenLastCalledWith('token 2')
  }
})

it('uses a new name at once, and after the next start', async () => {
  const { account, openTab } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  await tab.account.rename('Zora')
  expect(account.rename).toHaveBeenCalledWith('token 1', 'Zora')
  expect(tab.state()).toMatchObject({ user: { id: 'u1', name: 'Zora' } })
  const next = openTab()
  await next.restore()
  expect(next.state()).toMatchObject({ user: { name: 'Zora' } })
})

it('leaves nothing of a deleted account, in any tab', async () => {
  const { disk, openTab } = browser()
  const [one, two] = [openTab(), openTab()]
  await one.signIn(credentials)
  await vi.waitFor(() => expect(two.state().status).toBe('signed-in'))
  await one.account.deleteAccount('long enough')
  expect(one.state()).toEqual({ status: 'signed-out', why: 'deleted' })
  expect(two.state()).toEqual({ status: 'signed-out', why: 'left' })
  expect(disk.session).toBeNull()
})

it('stays signed in when the password for deleting the account is wrong', async () => {
  const { account, disk, openTab } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  account.deleteAccount.mockRejectedValueOnce(new ApiFailure(401, { code: 'invalid_password' }))
  await expect(tab.account.deleteAccount('wrong')).rejects.toMatchObject({ status: 401 })
  expect(tab.state().status).toBe('signed-in')
  expect(disk.session).not.toBeNull()
})

it('signs out if the server no longer knows the session', async () => {
  const { account, openTab } = browser()
  const tab = openTab()
  await tab.signIn(credentials)
  account.rename.mockRejectedValueOnce(new ApiFailure(401, { code: 'session_invalid' }))
  await expect(tab.account.rename('Zora')).rejects.toMatchObject({ status: 401 })
  expect(tab.state()).toEqual({ status: 'signed-out', why: 'ended' })
})
