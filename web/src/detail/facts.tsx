import { type ComponentType, useId } from 'react'
import { priorities, type TaskFields } from '../../../worker/domain/task-fields.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import { Button } from '../ui/button.tsx'
import { PriorityMark } from '../ui/priority.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useNotify } from '../use-notify.ts'
import { useOpenTask } from '../use-open-task.ts'
import { useRow } from '../use-tasks.ts'
import { useWorkspace } from '../workspace.ts'
import { DueFact } from './due-fact.tsx'
import { Fact } from './fact.tsx'
import { LabelsFact } from './labels-fact.tsx'

type Props = { task: Task; canEdit: boolean }

/** Fields that the panel shows elsewhere, or that DueFact shows together. */
type Elsewhere = 'title' | 'notes' | 'due_at' | 'due_timezone' | 'recurrence' | 'recurrence_from'

/** In the order of the panel. A field that is shown nowhere does not compile. */
const facts: Record<Exclude<keyof TaskFields, Elsewhere>, ComponentType<Props>> = {
  parent_id: ({ task }) => task.parent_id && <ParentFact id={task.parent_id} />,
  list_id: ListFact,
  due_date: DueFact,
  priority: PriorityFact,
  labels: LabelsFact,
}

export const TaskFacts = (props: Props) => (
  <dl className="flex flex-col">
    {Object.entries(facts).map(([field, Shown]) => (
      <Shown key={field} {...props} />
    ))}
  </dl>
)

function ParentFact({ id }: { id: string }) {
  const parent = useRow(id)
  const { open } = useOpenTask()
  if (!parent) return null
  return (
    <Fact term="Part of">
      <button
        type="button"
        onClick={() => open(id)}
        className="link min-h-6 px-2 text-left wrap-anywhere pointer-coarse:min-h-11"
      >
        {parent.task.title}
      </button>
    </Fact>
  )
}

function ListFact({ task, canEdit }: Props) {
  const { data, asking } = useWorkspace()
  const lists = [...useAtom(data.lists), ...useAtom(data.archivedLists)]
  const name = task.list_id
    ? (lists.find(({ id }) => id === task.list_id)?.name ?? 'Deleted list')
    : 'Inbox'
  return (
    <Fact term="List">
      {canEdit ? (
        <Button look="plain" onClick={() => asking.set({ kind: 'move', ids: [task.id] })}>
          <span className="min-w-0 text-left text-ink wrap-anywhere">{name}</span>
        </Button>
      ) : (
        <span className="px-2 wrap-anywhere">{name}</span>
      )}
    </Fact>
  )
}

function PriorityFact({ task, canEdit }: Props) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const id = useId()
  function choose(priority: number) {
    const sentence = `Priority of ${describeTasks([task.id])}: ${priorities[priority]}`
    notify(sentence, data.update([task.id], { priority }))
  }
  return (
    <Fact term="Priority">
      {canEdit ? (
        <>
          <label htmlFor={id} className="sr-only">
            Priority
          </label>
          <select
            id={id}
            value={task.priority}
            onChange={({ target }) => choose(Number(target.value))}
            className="min-h-9 rounded-one border border-transparent bg-paper px-1 text-14 text-ink hover:bg-surface pointer-coarse:min-h-11"
          >
            {priorities.map((word, value) => (
              <option key={word} value={value}>
                {word}
              </option>
            ))}
          </select>
        </>
      ) : (
        <span className="px-2">
          {task.priority === 0 ? 'None' : <PriorityMark value={task.priority} />}
        </span>
      )}
    </Fact>
  )
}
