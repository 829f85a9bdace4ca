import { useRef } from 'react'
import type { Row } from '../data/contract.ts'
import { useNotify } from '../use-notify.ts'
import { useWorkspace } from '../workspace.ts'
import { ConflictPanel } from './conflict.tsx'
import { TaskFacts } from './facts.tsx'
import { Footer } from './footer.tsx'
import { Notes } from './notes.tsx'
import { Subtasks } from './subtasks.tsx'
import { TitleField } from './title-field.tsx'
import { Trashed } from './trashed.tsx'

type Props = {
  row: Row
  /** The panel shows the last known state. */
  isGone: boolean
  onClose: () => void
}

export function Panel({ row: { task, conflict }, isGone, onClose }: Props) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const check = useRef<HTMLInputElement>(null)
  const heir = () => check.current?.focus()
  const isDone = task.completed_at !== null
  const canEdit = !isGone && task.deleted_at === null && conflict?.kind !== 'deleted'

  function toggle() {
    if (isDone) notify(`Reopened ${describeTasks([task.id])}`, data.reopen([task.id]))
    else notify(`Completed ${describeTasks([task.id])}`, data.complete([task.id]))
  }

  return (
    <>
      {conflict && <ConflictPanel task={task} question={conflict} heir={heir} />}
      {task.deleted_at && conflict?.kind !== 'trashed' && !isGone && (
        <Trashed task={task} onClose={onClose} focusFallback={heir} />
      )}
      <div className="flex items-start">
        <input
          ref={check}
          type="checkbox"
          className="check"
          aria-label={task.title}
          aria-disabled={!canEdit || undefined}
          checked={isDone}
          onChange={() => canEdit && toggle()}
        />
        <TitleField task={task} canEdit={canEdit} />
      </div>
      <TaskFacts task={task} canEdit={canEdit} />
      <Notes task={task} canEdit={canEdit} />
      {task.parent_id === null && <Subtasks task={task} canEdit={canEdit} />}
      <Footer task={task} canEdit={canEdit} onClose={onClose} />
    </>
  )
}
