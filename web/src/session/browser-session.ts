import { fetchAccessToken, revokeSession, signIn, signUp } from './auth-calls.ts'
import { revokeSetAside } from './revocation.ts'
import { openSession, type Session } from './session.ts'
import * as vault from './vault.ts'

/** The session of this browser: its vault, its other tabs, its clock. */
export function openBrowserSession(): Session {
  const session = openSession({
    signIn,
    signUp,
    fetchAccessToken,
    vault,
    revokeSession,
    revokeSetAside,
    channel: new BroadcastChannel('duly-session'),
    now: () => Date.now(),
  })
  void session.restore()
  revokeSetAside()
  addEventListener('online', revokeSetAside)
  // A page that the browser kept aside, to show it on “back”, may have missed a sign-out.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload()
  })
  return session
}
