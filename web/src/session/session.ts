// The signed-in user, in this tab and, by broadcast, in the others.
import type { SignIn, SignUp } from '../../../worker/auth/schema.ts'
import { ApiFailure, type Authorize } from '../api.ts'
import { accessTokens } from './access-token.ts'
import { type AccountAuthorizer, createAccountAuthorizer } from './account-authorizer.ts'
import type { AccountCalls } from './account-calls.ts'
import type { Entered } from './auth-calls.ts'
import type { User } from './claims.ts'
import type { StoredSession } from './session-vault.ts'

export type SessionState =
  | { status: 'restoring' }
  /**
   * `ended`: the server refused the session; `replaced`: another user signed in here. Neither is the user's own choice.
   */
  | { status: 'signed-out'; why: 'left' | 'ended' | 'replaced' | 'deleted' }
  | { status: 'signed-in'; user: User; authorize: Authorize }

type Message = { kind: 'signed-in'; user: User } | { kind: 'signed-out' }

type Deps = {
  signIn: (input: SignIn) => Promise<Entered>
  signUp: (input: SignUp) => Promise<Entered>
  fetchAccessToken: (sessionToken: string) => Promise<string>
  vault: {
    store: (token: string, user: User) => Promise<string>
    kept: () => Promise<StoredSession | null>
    forget: (id: string) => Promise<void>
    rename: (id: string, user: User) => Promise<void>
    setAsideForRevocation: (id: string) => Promise<void>
  }
  revokeSession: (sessionToken: string) => Promise<void>
  /** Tells the server, when it is reachable, of sessions that were set aside. */
  revokeSetAside: () => void
  /** Loaded on demand, because few users ever need them. */
  account: () => Promise<AccountCalls>
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>
  now: () => number
  pause: (ms: number) => Promise<void>
}

/** In ms: signing out does not wait longer for a disk that does not respond. */
const longestWait = 1_000

/** A session in use. One without `id` exists in this tab only. */
type Current = { id: string | null; token: string }

export type AppSession = ReturnType<typeof openSession>

export function openSession(deps: Deps) {
  let state: SessionState = { status: 'restoring' }
  let stay: AccountAuthorizer | null = null
  let current: Current | null = null
  const listeners = new Set<() => void>()

  function become(next: SessionState) {
    state = next
    for (const listener of listeners) listener()
  }

  function tell(message: Message) {
    deps.channel.postMessage(message)
  }

  function start(session: Current, user: User) {
    const mine = stay?.user.id === user.id ? stay : createAccountAuthorizer(user)
    if (stay !== mine) stay?.use(null)
    stay = mine
    current = session
    const show = (found: User) => {
      mine.user = found
      become({ status: 'signed-in', user: found, authorize: mine.authorize })
    }
    const tokens = accessTokens({
      fetchToken: () => deps.fetchAccessToken(session.token),
      now: deps.now,
      onRenewed: (claims) => {
        if (mine.uses(tokens)) show(claims.user)
      },
      onRefused: () => {
        if (mine.uses(tokens)) void refused()
      },
    })
    mine.use(tokens)
    show(user)
  }

  async function refused() {
    const id = current?.id
    current = null
    stay?.use(null)
    become({ status: 'signed-out', why: 'ended' })
    if (id) await deps.vault.forget(id).catch(() => {})
    // Another tab may have signed in again meanwhile.
    await restore()
  }

  /** Uses the session stored in this browser, unless this tab has one. */
  async function restore() {
    if (state.status === 'signed-in') return
    const found = await deps.vault.kept().catch(() => null)
    if (current) return
    if (found) start(found, found.user)
    else if (state.status === 'restoring') become({ status: 'signed-out', why: 'left' })
  }

  /** The user signed in in another tab: continues with the newer session. */
  async function follow(user: User) {
    if (stay && stay.user.id !== user.id) leave('replaced')
    const found = await deps.vault.kept().catch(() => null)
    if (!found || found.id === current?.id) return
    if (!current || stay?.user.id === found.user.id) start(found, found.user)
  }

  async function enter(entering: Promise<Entered>) {
    const { sessionToken: token, user } = await entering
    // Without storage (some private modes), the session lasts until the tab closes.
    const id = await deps.vault.store(token, user).catch(() => null)
    start({ id, token }, user)
    tell({ kind: 'signed-in', user })
    // It may have replaced another session.
    deps.revokeSetAside()
  }

  function leave(why: 'left' | 'replaced' | 'deleted' = 'left') {
    stay?.use(null)
    stay = null
    current = null
    become({ status: 'signed-out', why })
  }

  /** Makes one account call with the session token. */
  async function withToken<T>(run: (calls: AccountCalls, token: string) => Promise<T>): Promise<T> {
    const used = current
    if (!used) throw new ApiFailure(401, { code: 'signed_out', detail: 'You are signed out.' })
    try {
      return await run(await deps.account(), used.token)
    } catch (failure) {
      const isEnded = failure instanceof ApiFailure && failure.code === 'session_invalid'
      if (isEnded && current === used) void refused()
      throw failure
    }
  }

  /** Without a vault to remember it, the server must be told now. */
  function revokeNow(token: string) {
    void deps.revokeSession(token).catch(() => {})
  }

  async function setAside(id: string, token: string) {
    await deps.vault.setAsideForRevocation(id).catch(() => {
      revokeNow(token)
      return deps.vault.forget(id).catch(() => {})
    })
  }

  deps.channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'signed-in') void follow(data.user)
    else leave()
  })

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    state: () => state,
    restore,

    /** Operations that need the session token, which stays in this room. */
    account: {
      sessions: () => withToken(({ sessions }, token) => sessions(token)),
      endOtherSessions: () => withToken((calls, token) => calls.endOtherSessions(token)),

      async rename(name: string) {
        const used = current
        await withToken((calls, token) => calls.rename(token, name))
        if (!stay || current !== used) return
        const user = { ...stay.user, name }
        stay.user = user
        become({ status: 'signed-in', user, authorize: stay.authorize })
        if (used?.id) await deps.vault.rename(used.id, user).catch(() => {})
      },

      /** Ends every session of the user; this browser continues with the new one. */
      changePassword: (from: string, to: string) =>
        enter(withToken((calls, token) => calls.changePassword(token, from, to))),

      async deleteAccount(password: string) {
        const used = current
        await withToken((calls, token) => calls.deleteAccount(token, password))
        leave('deleted')
        if (used?.id) await deps.vault.forget(used.id).catch(() => {})
        tell({ kind: 'signed-out' })
      },
    },

    signIn: (input: SignIn) => enter(deps.signIn(input)),
    signUp: (input: SignUp) => enter(deps.signUp(input)),

    /** Forgets everything, online or offline; the server is told when it is reachable. */
    async signOut() {
      if (!current) return leave()
      const leaving = current
      const { id, token } = leaving
      // Before anything says so: a page closed in this moment must not come back signed in.
      if (id) await Promise.race([setAside(id, token), deps.pause(longestWait)])
      else revokeNow(token)
      deps.revokeSetAside()
      // Another user has signed in meanwhile, in another tab: their session continues.
      if (current && current !== leaving) return
      leave()
      tell({ kind: 'signed-out' })
    },
  }
}
