import { Check, CloudOff, LoaderCircle } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { focusNewTask } from './focus.ts'
import { type Mishap, unsavedCount } from './overview.ts'
import { useOverview, useStore } from './use-store.ts'

/** Whether everything that was entered is saved, in one word. */
export function SaveState() {
  const { unsaved, pages } = useOverview()
  const { sending, waiting, troubled } = unsaved
  const [Icon, word] =
    waiting + troubled > 0
      ? ([CloudOff, 'Not saved'] as const)
      : sending > 0
        ? ([LoaderCircle, 'Saving…'] as const)
        : pages.inbox.status === 'failed'
          ? ([CloudOff, 'Not connected'] as const)
          : ([Check, 'Saved'] as const)
  return (
    <p className="inline-flex items-center gap-1.5 text-13 text-soft">
      <Icon aria-hidden className="size-4" />
      {word}
    </p>
  )
}

/** What stands in the way of saving, and what to do about it. */
export function SaveTrouble() {
  const overview = useOverview()
  const store = useStore()
  const { unsaved, mishap } = overview
  const { waiting, failure } = unsaved
  useLeaveWarning(unsavedCount(overview) > 0)
  return (
    <div role="alert" className="flex flex-col gap-3 empty:hidden">
      {failure && waiting > 0 && (
        <Notice
          tone="trouble"
          heir={focusNewTask}
          actions={<Button onClick={store.retry}>Retry now</Button>}
        >
          {failure.detail} {waiting === 1 ? 'One task is' : `${waiting} tasks are`} not saved yet.
          Keep this page open: it goes on trying.
        </Notice>
      )}
      {mishap && (
        <Notice
          tone="trouble"
          heir={focusNewTask}
          actions={<Button onClick={store.dismissMishap}>Dismiss</Button>}
        >
          “{mishap.title}” could not be {participles[mishap.kind]}. {mishapReason(mishap)}
        </Notice>
      )}
    </div>
  )
}

const participles = {
  complete: 'completed',
  reopen: 'reopened',
  delete: 'deleted',
  restore: 'restored',
}

const mishapReason = ({ failure }: Mishap) =>
  failure.status === 404 ? 'It no longer exists.' : failure.detail

function useLeaveWarning(isUnsaved: boolean) {
  useEffect(() => {
    if (!isUnsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isUnsaved])
}
