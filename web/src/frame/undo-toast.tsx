import { createPortal, flushSync } from 'react-dom'
import { announce } from '../ui/announcer.tsx'
import { focusPage } from '../ui/new-task-field.ts'
import { Toast } from '../ui/toast.tsx'
import { useAtomLater } from '../ui/use-atom.ts'
import { useTopModal } from '../ui/use-modal.ts'
import { useOpenTask } from '../use-open-task.ts'
import { useWorkspace } from '../workspace.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/**
 * Shows the last action with its undo, and a link to a task that was added to another view. It lies inside whatever
 * covers the page, because nothing else can be pressed then.
 */
export default function UndoToast() {
  const { history, added } = useWorkspace()
  const { open } = useOpenTask()
  const step = useAtomLater(history.last, (last) => last)
  const unseen = useAtomLater(added, (id) => id)
  const modal = useTopModal()
  if (!step) return null
  return createPortal(
    <Toast
      key={step.serial}
      text={step.did}
      action="Undo"
      keys={isMac ? '⌘Z' : 'Ctrl+Z'}
      onAction={() => {
        flushSync(() => announce(`Undone: ${history.undo()}`))
        if (modal?.isConnected) modal.focus()
        else focusPage()
      }}
      onOpen={unseen !== null && unseen === step.added ? () => open(unseen) : undefined}
      onGone={() => {
        history.dismiss()
        added.set(null)
      }}
    />,
    modal ?? document.body,
  )
}
