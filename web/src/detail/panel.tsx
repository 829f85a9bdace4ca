import { useRef } from 'react'
import type { Row } from '../data/contract.ts'
import { useDid } from '../use-notify.ts'
import { useWorkspace } from '../workspace.ts'
import { Facts } from './facts.tsx'
import { Footer } from './footer.tsx'
import { Notes } from './notes.tsx'
import { Question } from './question.tsx'
import { Subtasks } from './subtasks.tsx'
import { TitleField } from './title-field.tsx'
import { Trashed } from './trashed.tsx'

type Props = {
  row: Row
  /** It is shown as it was last known. */
  isGone: boolean
  onClose: () => void
}

export function Panel({ row: { task, question }, isGone, onClose }: Props) {
  const { data } = useWorkspace()
  const { did, named } = useDid()
  const check = useRef<HTMLInputElement>(null)
  const heir = () => check.current?.focus()
  const isDone = task.completed_at !== null
  const canEdit = !isGone && task.deleted_at === null && question?.kind !== 'gone'

  function toggle() {
    if (isDone) did(`Reopened ${named([task.id])}`, data.reopen([task.id]))
    else did(`Completed ${named([task.id])}`, data.complete([task.id]))
  }

  return (
    <>
      {question && <Question task={task} question={question} heir={heir} />}
      {task.deleted_at && question?.kind !== 'trashed' && !isGone && (
        <Trashed task={task} onClose={onClose} heir={heir} />
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
      <Facts task={task} canEdit={canEdit} />
      <Notes task={task} canEdit={canEdit} />
      {task.parent_id === null && <Subtasks task={task} canEdit={canEdit} />}
      <Footer task={task} canEdit={canEdit} onClose={onClose} />
    </>
  )
}
