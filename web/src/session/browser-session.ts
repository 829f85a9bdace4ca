import { fetchAccessToken, revokeSession, signIn, signUp } from './auth-calls.ts'
import { revocation } from './revocation.ts'
import { type AppSession, openSession } from './session.ts'
import * as vault from './session-vault.ts'

const revocationPause = 30_000

/** The session of this browser: its vault, its other tabs, its clock. */
export function openBrowserSession(): AppSession {
  let timer: ReturnType<typeof setTimeout> | undefined
  const revokeSetAside = revocation({
    awaiting: vault.awaitingRevocation,
    revoke: revokeSession,
    revoked: vault.revoked,
    tryLater: (run) => {
      clearTimeout(timer)
      timer = setTimeout(run, revocationPause)
    },
  })
  const session = openSession({
    signIn,
    signUp,
    fetchAccessToken,
    vault,
    revokeSession,
    revokeSetAside,
    account: () => import('./account-calls.ts'),
    channel: new BroadcastChannel('duly-session'),
    now: () => Date.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
  void session.restore()
  revokeSetAside()
  addEventListener('online', revokeSetAside)
  // A page restored from the back/forward cache may have missed a sign-out.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload()
  })
  return session
}
