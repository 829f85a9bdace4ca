import { Fragment, type ReactNode } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import type { Authorize } from '../api.ts'
import { deferred } from '../ui/lazy-route.ts'
import type { User } from './claims.ts'
import { nextPath, signInPath } from './next-path.ts'
import type { AppSession } from './session.ts'
import { useSession } from './use-session.ts'

const AccountBar = deferred(() => import('./account-bar.tsx'))

type SignedInProps = {
  session: AppSession
  waiting: ReactNode
  children: (
    authorize: Authorize,
    accountBar: (mayLeave: () => Promise<boolean>) => ReactNode,
    user: User,
  ) => ReactNode
}

/** Shows its children to a signed-in user; others sign in first and come back. */
export function SignedIn({ session, waiting, children }: SignedInProps) {
  const state = useSession(session)
  const [path] = useLocation()
  const search = useSearch()
  if (state.status === 'restoring') return waiting
  if (state.status === 'signed-out') {
    // Another user who signs in next did not ask for this page.
    if (state.why === 'deleted') return <Redirect to="/auth/sign-in" replace />
    const from = (search ? `${path}?${search}` : path) + location.hash
    return <Redirect to={signInPath(from)} replace />
  }
  const { user, authorize } = state
  const accountBar = (mayLeave: () => Promise<boolean>) => (
    <AccountBar user={user} mayLeave={mayLeave} onSignOut={session.signOut} />
  )
  // The key discards all component state of the previous user.
  return <Fragment key={user.id}>{children(authorize, accountBar, user)}</Fragment>
}

/** Shows its children to signed-out visitors; others go where they wanted to. */
export function SignedOut({ session, children }: { session: AppSession; children: ReactNode }) {
  const state = useSession(session)
  const next = nextPath(new URLSearchParams(useSearch()).get('next'))
  if (state.status === 'restoring') return null
  if (state.status === 'signed-in') return <Redirect to={next} replace />
  return children
}
