import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { focusNewTask } from './focus.ts'
import { TaskList } from './task-list.tsx'
import { useOverview, useStore } from './use-store.ts'

/** What is to be done; or that it is on its way, could not be had, or is nothing. */
export function OpenTasks() {
  const { open, pages } = useOverview()
  const store = useStore()
  const { status, failure, cursor } = pages.inbox
  const isEmpty = open.length === 0

  return (
    <div aria-busy={status === 'loading' && isEmpty}>
      <TaskList list="open" label="Open tasks" />
      {isEmpty && status === 'ready' && !cursor && (
        <div className="flex flex-col gap-1 py-10 text-center">
          <p className="text-16 text-ink">Nothing to do.</p>
          <p className="text-soft">Write down the next thing, then press Enter.</p>
        </div>
      )}
      {(status === 'idle' || status === 'loading') && isEmpty && !failure && (
        <>
          <p className="sr-only">Loading your tasks…</p>
          <ListSkeleton />
        </>
      )}
      {failure && status !== 'ready' && (
        <div role="alert" className="py-6">
          <Notice
            tone="trouble"
            heir={focusNewTask}
            actions={
              <Button busy={status === 'loading'} onClick={() => void store.load('inbox')}>
                Try again
              </Button>
            }
          >
            Your tasks could not be loaded. {failure.detail}
          </Notice>
        </div>
      )}
    </div>
  )
}
