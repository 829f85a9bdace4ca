// The routes: the app's table of contents.
import { Suspense, useEffect, useState } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import type { Authorize } from './api.ts'
import { Frame } from './frame/frame.tsx'
import { LifeSign } from './life-sign.tsx'
import { workspaceOf } from './open-workspace.ts'
import type { User } from './session/claims.ts'
import { SignedIn, SignedOut } from './session/guards.tsx'
import type { AppSession } from './session/session.ts'
import * as pages from './tasks/pages.ts'
import { TasksPage } from './tasks/tasks-page.tsx'
import { deferred, lazyRoute } from './ui/lazy-route.ts'
import { RoomBoundary } from './ui/room-boundary.tsx'
import { AddingToCome, PageSkeleton, ToCome } from './ui/skeleton.tsx'
import { useAtom } from './ui/use-atom.ts'
import { usePainted } from './ui/use-painted.ts'
import { WorkspaceContext, type Workspace as WorkspaceOpen } from './workspace.ts'

const loadSignIn = () => import('./session/sign-in.tsx')
const SignIn = lazyRoute(loadSignIn)
const SignUp = lazyRoute(() => import('./session/sign-up.tsx'))
const SearchPage = lazyRoute(() => import('./tasks/search-page.tsx'))
const Settings = lazyRoute(() => import('./settings/settings.tsx'))
const NotFound = lazyRoute(() => import('./not-found.tsx'))
const Detail = lazyRoute(() => import('./detail/detail.tsx'))
const ListNav = deferred(() => import('./lists/list-nav.tsx'))
const ListMenu = deferred(() => import('./lists/list-menu.tsx'))
const QuickAdd = lazyRoute(() => import('./quick-add/quick-add.tsx'))
const ListPage = lazyRoute(() => import('./tasks/list-page.tsx'))
// Parts that belong to no page: they are loaded once the page is shown.
const parts: readonly React.ComponentType[] = [
  deferred(() => import('./commands/commands.tsx')),
  deferred(() => import('./pickers/pickers.tsx')),
  deferred(() => import('./lists/list-palette-commands.tsx')),
  deferred(() => import('./offline/update-notice.tsx')),
]

export function App({ session }: { session: AppSession }) {
  return (
    <Suspense fallback={<PageToCome />}>
      <LifeSign />
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
        <Route
          path={/^\/(dashboard|inbox|upcoming|completed|trash|search|lists|labels|settings)(\/|$)/}
        >
          <SignedIn session={session} waiting={<PageSkeleton />}>
            {(authorize, accountBar, user) => (
              <Opened {...{ session, authorize, accountBar, user }} />
            )}
          </SignedIn>
        </Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Suspense>
  )
}

/** The placeholder without a frame around it. */
const PageToCome = () => (
  <main className="mx-auto max-w-sm px-4 pt-12">
    <ToCome />
  </main>
)

/** Returns the label in the address, where it is encoded because it may contain anything, even a slash. */
function labelIn({ pathname }: Location): string {
  const encoded = pathname.slice('/labels/'.length)
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

type WorkspaceProps = {
  workspace: WorkspaceOpen
  session: AppSession
  authorize: Authorize
  accountBar: (mayLeave: () => Promise<boolean>) => React.ReactNode
  user: User
}

/** Avoids Suspense: to prevent flicker, React would hold the content back longer than opening takes. */
function Opened(props: Omit<WorkspaceProps, 'workspace'>) {
  const opening = workspaceOf(props.user.id, props.authorize)
  const [opened, setOpened] = useState<{ by: typeof opening; workspace: WorkspaceOpen }>()
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    opening.then((workspace) => setOpened({ by: opening, workspace }), setFailure)
  }, [opening])
  if (failure) throw failure
  if (opened?.by !== opening) return <PageSkeleton />
  return <Workspace {...props} workspace={opened.workspace} />
}

/** Everything that a signed-in user sees. */
function Workspace({ workspace, session, authorize, accountBar, user }: WorkspaceProps) {
  const [path] = useLocation()
  const isPainted = usePainted(useAtom(workspace.data.readiness) !== 'reading')
  // Signing out neither needs the network nor waits for it.
  useEffect(() => {
    if (!isPainted) return
    workspace.painted()
    void loadSignIn().catch(() => {})
  }, [isPainted, workspace])
  const adding = isPainted ? QuickAdd : AddingToCome
  const mayLeave = async () => {
    const count = await workspace.data.unsent()
    const many = count === Infinity ? 'may have' : `have ${count}`
    const what = count === 1 ? 'have 1 unsynced change' : `${many} unsynced changes`
    return (
      count === 0 || confirm(`You ${what}. Sign out and discard ${count === 1 ? 'it' : 'them'}?`)
    )
  }
  return (
    <WorkspaceContext value={workspace}>
      <Frame
        listNav={(onGo) => <ListNav onGo={onGo} />}
        accountBar={accountBar(mayLeave)}
        isPainted={isPainted}
        detail={(id, onClose) => <Detail id={id} onClose={onClose} />}
        parts={parts}
      >
        <RoomBoundary key={path} room="This page">
          <Suspense fallback={<ToCome />}>
            <Switch>
              <Route path="/dashboard">
                <TasksPage page={pages.today} QuickAdd={adding} />
              </Route>
              <Route path="/inbox">
                <TasksPage page={pages.inbox} QuickAdd={adding} />
              </Route>
              <Route path="/upcoming">
                <TasksPage page={pages.upcoming} QuickAdd={adding} />
              </Route>
              <Route path="/lists/:id">
                {({ id }) => <ListPage id={id} QuickAdd={adding} actions={<ListMenu id={id} />} />}
              </Route>
              <Route path="/labels/*">
                {() => <TasksPage page={pages.ofLabel(labelIn(location))} QuickAdd={adding} />}
              </Route>
              <Route path="/completed">
                <TasksPage page={pages.completed} QuickAdd={adding} />
              </Route>
              <Route path="/trash">
                <TasksPage page={pages.trash} QuickAdd={adding} />
              </Route>
              <Route path="/search">
                <SearchPage />
              </Route>
              <Route path="/settings/:section?">
                {({ section }) => (
                  <Settings
                    section={section}
                    authorize={authorize}
                    account={session.account}
                    user={user}
                  />
                )}
              </Route>
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
        </RoomBoundary>
      </Frame>
    </WorkspaceContext>
  )
}
