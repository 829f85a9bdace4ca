// Who is signed in, in this tab and, by broadcast, in the others.
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
  /** Not by the person's own wish: `ended`, the server refused the session; `replaced`, somebody else signed in here. */
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
  /** Tells the server, when it can be reached, of the sessions that were set aside. */
  revokeSetAside: () => void
  /** Few ever need them: they are fetched when somebody does. */
  account: () => Promise<AccountCalls>
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>
  now: () => number
  pause: (ms: number) => Promise<void>
}

/** For the disk, in ms: whoever signs out does not wait for one that does not answer. */
const longestWait = 1_000

/** A session in use. One without `id` is kept nowhere but in this tab. */
type Current = { id: string | null; token: string }

export type Session = ReturnType<typeof openSession>

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

  /** Takes up the session that this browser keeps, unless this tab has one. */
  async function restore() {
    if (state.status === 'signed-in') return
    const found = await deps.vault.kept().catch(() => null)
    if (current) return
    if (found) start(found, found.user)
    else if (state.status === 'restoring') become({ status: 'signed-out', why: 'left' })
  }

  /** Somebody signed in elsewhere: whoever was here until now goes on with the newer session. */
  async function follow(user: User) {
    if (stay && stay.user.id !== user.id) leave('replaced')
    const found = await deps.vault.kept().catch(() => null)
    if (!found || found.id === current?.id) return
    if (!current || stay?.user.id === found.user.id) start(found, found.user)
  }

  async function enter(entering: Promise<Entered>) {
    const { sessionToken: token, user } = await entering
    // A browser that keeps nothing (some private modes) still serves until the tab closes.
    const id = await deps.vault.store(token, user).catch(() => null)
    start({ id, token }, user)
    tell({ kind: 'signed-in', user })
    // It may have taken the place of another session.
    deps.revokeSetAside()
  }

  function leave(why: 'left' | 'replaced' | 'deleted' = 'left') {
    stay?.use(null)
    stay = null
    current = null
    become({ status: 'signed-out', why })
  }

  /** One call of the account, under the session token. */
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

  /** Without a vault to remember it, the server is told now or never. */
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

    /** What only the session itself may do, whose token stays in this room. */
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

      /** Ends every session of the person; this browser goes on with the new one. */
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

    /** Forgets everything, with the network or without; the server hears of it when it can. */
    async signOut() {
      if (!current) return leave()
      const leaving = current
      const { id, token } = leaving
      // Before anybody is told: a page that is left in that moment would be signed in when it comes back.
      if (id) await Promise.race([setAside(id, token), deps.pause(longestWait)])
      else revokeNow(token)
      deps.revokeSetAside()
      // Somebody has signed in meanwhile, in another tab: theirs goes on.
      if (current && current !== leaving) return
      leave()
      tell({ kind: 'signed-out' })
    },
  }
}
