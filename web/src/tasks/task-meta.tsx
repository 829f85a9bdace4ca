import { memo, useMemo } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { DueMark } from '../ui/due-mark.tsx'
import { Icon } from '../ui/icon.tsx'
import { PriorityMark } from '../ui/priority.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'

type Props = { task: Task; today: string; hasPlace: boolean; told: 'today' | 'every' | 'none' }

/** Details beside a title, each with an icon and a word. */
export const TaskMeta = memo(function TaskMeta({ task, today, hasPlace, told }: Props) {
  const { notes, priority, labels, recurrence } = task
  return (
    <>
      {hasPlace &&
        (task.parent_id ? <Parent id={task.parent_id} /> : <ListName id={task.list_id} />)}
      {labels.map((label) => (
        <span key={label} className="max-w-40 truncate">
          <span className="sr-only">Label: </span>
          <span aria-hidden>#</span>
          {label}
        </span>
      ))}
      {notes && (
        <span className="inline-flex">
          <Icon of="notes" />
          <span className="sr-only">Has notes</span>
        </span>
      )}
      {recurrence && (
        <span className="inline-flex">
          <Icon of="repeat" />
          <span className="sr-only">Repeats</span>
        </span>
      )}
      <PriorityMark value={priority} />
      <DueMark task={task} today={today} told={told} />
    </>
  )
})

function ListName({ id }: { id: string | null }) {
  const { data } = useWorkspace()
  const list = useAtom(data.lists).find((one) => one.id === id)
  if (!list) return null
  return (
    <span className="max-w-40 truncate">
      <span className="sr-only">List: </span>
      {list.name}
    </span>
  )
}

function Parent({ id }: { id: string }) {
  const { data } = useWorkspace()
  const parent = useAtom(useMemo(() => data.row(id), [data, id]))
  if (!parent) return null
  return (
    <span className="max-w-40 truncate">
      <span className="sr-only">Part of: </span>
      {parent.task.title}
    </span>
  )
}
