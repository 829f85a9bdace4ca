// Who is signed in, in this tab and, by broadcast, in the others.
import type { Authorize } from '../api.ts'
import { accessTokens } from './access-token.ts'
import type { Entered, SignIn, SignUp } from './auth-calls.ts'
import type { User } from './claims.ts'
import { newStay, type Stay } from './stay.ts'
import type { Kept } from './vault.ts'

export type SessionState =
  | { status: 'restoring' }
  /** `ended`: not by the person's own wish but because the server refused the session. */
  | { status: 'signed-out'; ended: boolean }
  /** `user` is null until the first access token has told who it is. */
  | { status: 'signed-in'; user: User | null; authorize: Authorize }

type Message = { kind: 'signed-in'; user: User } | { kind: 'signed-out' }

type Deps = {
  signIn: (input: SignIn) => Promise<Entered>
  signUp: (input: SignUp) => Promise<Entered>
  fetchAccessToken: (sessionToken: string) => Promise<string>
  vault: {
    keep: (token: string) => Promise<string>
    kept: () => Promise<Kept | null>
    forget: (id: string) => Promise<void>
    setAsideForRevocation: (id: string) => Promise<void>
  }
  revokeSession: (sessionToken: string) => Promise<void>
  /** Tells the server, when it can be reached, of the sessions that were set aside. */
  revokeSetAside: () => void
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>
  now: () => number
}

export type Session = ReturnType<typeof openSession>

export function openSession(deps: Deps) {
  let state: SessionState = { status: 'restoring' }
  let stay: Stay | null = null
  let keptAs: string | null = null
  let sessionToken = ''
  const listeners = new Set<() => void>()
  const signedIn = () => state.status === 'signed-in'

  function become(next: SessionState) {
    state = next
    for (const listener of listeners) listener()
  }

  function tell(message: Message) {
    deps.channel.postMessage(message)
  }

  function start(token: string, id: string | null, user: User | null) {
    const mine = stay && user && stay.user?.id === user.id ? stay : newStay()
    stay?.use(null)
    stay = mine
    mine.user = user
    keptAs = id
    sessionToken = token
    const tokens = accessTokens({
      fetchToken: () => deps.fetchAccessToken(token),
      now: deps.now,
      onRenewed: ({ user: found }) => {
        if (!mine.uses(tokens) || mine.user) return
        mine.user = found
        become({ status: 'signed-in', user: found, authorize: mine.authorize })
      },
      onRefused: () => {
        if (mine.uses(tokens)) void refused()
      },
    })
    mine.use(tokens)
    become({ status: 'signed-in', user, authorize: mine.authorize })
  }

  async function refused() {
    const id = keptAs
    keptAs = null
    sessionToken = ''
    stay?.use(null)
    become({ status: 'signed-out', ended: true })
    if (id) await deps.vault.forget(id).catch(() => {})
    // Another tab may have signed in again meanwhile.
    await restore(null)
  }

  async function restore(user: User | null) {
    if (signedIn()) return
    const found = await deps.vault.kept().catch(() => null)
    if (signedIn()) return
    if (found) start(found.token, found.id, user)
    else if (state.status === 'restoring') become({ status: 'signed-out', ended: false })
  }

  async function enter(entering: Promise<Entered>) {
    const { sessionToken: token, user } = await entering
    // A browser that keeps nothing (some private modes) still serves until the tab closes.
    const id = await deps.vault.keep(token).catch(() => null)
    start(token, id, user)
    tell({ kind: 'signed-in', user })
  }

  function leave() {
    stay?.use(null)
    stay = null
    keptAs = null
    sessionToken = ''
    become({ status: 'signed-out', ended: false })
  }

  deps.channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'signed-in') void restore(data.user)
    else leave()
  })

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    state: () => state,

    /** Takes up the session that this browser keeps, if it keeps one. */
    restore: () => restore(null),

    signIn: (input: SignIn) => enter(deps.signIn(input)),
    signUp: (input: SignUp) => enter(deps.signUp(input)),

    /** Forgets everything at once, with the network or without; the server hears of it when it can. */
    async signOut() {
      const [id, token] = [keptAs, sessionToken]
      leave()
      if (id) await deps.vault.setAsideForRevocation(id).catch(() => {})
      else if (token) void deps.revokeSession(token).catch(() => {})
      tell({ kind: 'signed-out' })
      deps.revokeSetAside()
    },
  }
}
