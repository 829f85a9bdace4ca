// The routes: the app's table of contents.
import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { apiFor } from './api.ts'
import { SignedIn, SignedOut } from './session/guards.tsx'
import type { Session } from './session/session.ts'
import { PageSkeleton } from './ui/skeleton.tsx'

const loadDashboard = () => import('./tasks/dashboard.tsx')
const loadSignIn = () => import('./session/sign-in.tsx')
// Fetched before they are asked for: signing in and out neither waits for the network nor needs it.
loadDashboard().catch(() => {})
const prefetchSignIn = () => void loadSignIn().catch(() => {})

const SignIn = lazy(loadSignIn)
const SignUp = lazy(() => import('./session/sign-up.tsx'))
const Dashboard = lazy(loadDashboard)
const Settings = lazy(() => import('./settings/settings.tsx'))
const NotFound = lazy(() => import('./not-found.tsx'))

export function App({ session }: { session: Session }) {
  return (
    <Suspense>
      <Switch>
        <Route path="/">
          <Redirect to="/dashboard" replace />
        </Route>
        <Route path="/auth/sign-in">
          <SignedOut session={session}>
            <SignIn session={session} />
          </SignedOut>
        </Route>
        <Route path="/auth/sign-up">
          <SignedOut session={session}>
            <SignUp session={session} />
          </SignedOut>
        </Route>
        <Route path="/dashboard">
          <SignedIn session={session} waiting={<PageSkeleton />}>
            {(authorize, accountBar) => (
              <Suspense fallback={<PageSkeleton />}>
                <Dashboard
                  api={apiFor(authorize)}
                  accountBar={accountBar}
                  onReady={prefetchSignIn}
                />
              </Suspense>
            )}
          </SignedIn>
        </Route>
        <Route path="/settings/:section?">
          {({ section }) => (
            <SignedIn session={session} waiting={<PageSkeleton />}>
              {(authorize, accountBar, user) => (
                <Suspense fallback={<PageSkeleton />}>
                  <Settings
                    section={section}
                    api={apiFor(authorize)}
                    account={session.account}
                    user={user}
                    accountBar={accountBar}
                  />
                </Suspense>
              )}
            </SignedIn>
          )}
        </Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Suspense>
  )
}
