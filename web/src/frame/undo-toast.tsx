import { flushSync } from 'react-dom'
import { announce } from '../ui/announcer.tsx'
import { focusPage } from '../ui/new-task-field.ts'
import { Toast } from '../ui/toast.tsx'
import { useLive } from '../ui/use-live.ts'
import { useWorkspace } from '../workspace.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** What was just done, and the way back. */
export default function UndoToast() {
  const { history } = useWorkspace()
  const step = useLive(history.last)
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
      onGone={history.dismiss}
    />
  )
}
