import { flushSync } from 'react-dom'
import { announce } from '../ui/announcer.tsx'
import { focusPage } from '../ui/new-task-field.ts'
import { Toast } from '../ui/toast.tsx'
import { useLive } from '../ui/use-live.ts'
import { useOpenTask } from '../use-open-task.ts'
import { useWorkspace } from '../workspace.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** What was just done, and the way back; and the way to what was added to another view. */
export default function UndoToast() {
  const { history, added } = useWorkspace()
  const { open } = useOpenTask()
  const step = useLive(history.last)
  const unseen = useLive(added)
  if (!step) return null
  return (
    <Toast
      key={step.serial}
      text={step.did}
      action="Undo"
      keys={isMac ? '⌘Z' : 'Ctrl+Z'}
      onAction={() => {
        flushSync(() => announce(`Undone: ${history.undo()}`))
        focusPage()
      }}
      onOpen={unseen !== null && unseen === step.added ? () => open(unseen) : undefined}
      onGone={() => {
        history.dismiss()
        added.set(null)
      }}
    />
  )
}
