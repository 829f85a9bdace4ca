import { type ReactNode, Suspense, useMemo } from 'react'
import { Heading } from '../ui/heading.tsx'
import { deferred } from '../ui/lazy-route.ts'
import { AddingToCome, ListSkeleton } from '../ui/skeleton.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useView } from '../use-tasks.ts'
import { useToday } from '../use-today.ts'
import { useWorkspace } from '../workspace.ts'
import type { Adding } from './adding.ts'
import type { ViewPage } from './pages.ts'
import { TaskList } from './task-list.tsx'

const Hints = deferred(() => import('./hints.tsx'))

type Props = {
  page: ViewPage
  /** The form that adds tasks. */
  QuickAdd: Adding
  /** Beside the title. */
  actions?: ReactNode
  /** Between title and rows. */
  children?: ReactNode
}

/** One view: its title, the form to add to it, its rows. */
export function TasksPage({ page, QuickAdd, actions, children }: Props) {
  const ids = useView(page.view)
  const day = useToday()
  const isComing = useIsComing() && ids.length === 0
  const defaults = useMemo(() => page.adding?.defaults(day) ?? {}, [page, day])
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-9 items-center justify-between gap-4">
        <Heading title={page.title} />
        {actions}
      </div>
      {page.adding && (
        <Suspense fallback={<AddingToCome />}>
          <QuickAdd defaults={defaults} {...(page.adding.place && { place: page.adding.place })} />
        </Suspense>
      )}
      {children}
      {isComing ? (
        <div>
          <p className="sr-only">Loading…</p>
          <ListSkeleton />
        </div>
      ) : (
        <TaskList key={JSON.stringify(page.view)} page={page} ids={ids} />
      )}
      {!isComing && ids.length === 0 && <Empty page={page} />}
    </div>
  )
}

/** Whether rows may still be missing. */
function useIsComing(): boolean {
  const { data } = useWorkspace()
  const readiness = useAtom(data.readiness)
  const firstSync = useAtom(data.firstSync)
  const isHeld = useAtom(data.isPullPaused)
  const { kind } = useAtom(data.state)
  if (readiness !== 'ready') return true
  return firstSync !== null && !isHeld && kind !== 'offline' && kind !== 'trouble'
}

function Empty({ page }: { page: ViewPage }) {
  return (
    <div className="flex flex-col gap-1 py-4">
      <p className="text-16">{page.empty.title}</p>
      <p className="text-soft">{page.empty.hint}</p>
      <Hints />
    </div>
  )
}
