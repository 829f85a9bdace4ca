import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Task } from '../../../worker/tasks/schema.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { titleTrouble } from '../ui/title.ts'
import { useNotify } from '../use-notify.ts'
import { useOpenTask } from '../use-open-task.ts'
import { useRow, useView } from '../use-tasks.ts'
import { useWorkspace } from '../workspace.ts'

type Props = { task: Task; canEdit: boolean }

/** Subtasks, which have a single level. */
export function Subtasks({ task, canEdit }: Props) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const heading = useId()
  const frame = useRef<HTMLUListElement>(null)
  const ids = useView({ kind: 'subtasks', of: task.id })

  function move(id: string, by: 1 | -1) {
    const at = ids.indexOf(id)
    if (at < 0 || at + by < 0 || at + by >= ids.length)
      return announce(by > 0 ? 'Already the last one' : 'Already the first one')
    const after_id = (by > 0 ? ids[at + 1] : ids[at - 2]) ?? null
    flushSync(() => {
      const done = data.move([id], { parent_id: task.id, after_id })
      notify(`Moved ${describeTasks([id])} to position ${at + by + 1} of ${ids.length}`, done)
    })
    // An element that moves within the page loses the focus.
    frame.current?.querySelector<HTMLElement>(`[data-subtask="${id}"] button`)?.focus()
  }

  if (ids.length === 0 && !canEdit) return null
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-2">
      <h3 id={heading} className="flex min-h-9 items-center text-13 font-medium text-soft">
        Subtasks
      </h3>
      {ids.length > 0 && (
        <ul ref={frame} className="border-line border-t">
          {ids.map((id) => (
            <Subtask key={id} id={id} canEdit={canEdit} onMove={(by) => move(id, by)} />
          ))}
        </ul>
      )}
      {canEdit && <Adding task={task} />}
    </section>
  )
}

type SubtaskProps = { id: string; canEdit: boolean; onMove: (by: 1 | -1) => void }

function Subtask({ id, canEdit, onMove }: SubtaskProps) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const { open } = useOpenTask()
  const row = useRow(id)
  if (!row) return null
  const { title, completed_at } = row.task
  const isDone = completed_at !== null

  function check() {
    if (isDone) notify(`Reopened ${describeTasks([id])}`, data.reopen([id]))
    else notify(`Completed ${describeTasks([id])}`, data.complete([id]))
  }
  function onKeyDown(event: KeyboardEvent) {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    if (!by || !event.altKey || !canEdit) return
    event.preventDefault()
    event.stopPropagation()
    onMove(by)
  }

  return (
    <li data-subtask={id} className="flex items-start border-line border-b">
      <input
        type="checkbox"
        className="check"
        aria-label={title}
        checked={isDone}
        disabled={!canEdit}
        onChange={check}
      />
      <button
        type="button"
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={() => open(id)}
        onKeyDown={onKeyDown}
        className={`min-h-9 min-w-0 flex-1 rounded-one py-1.5 pl-1 text-left text-16 wrap-anywhere pointer-coarse:min-h-11 ${isDone ? 'text-soft line-through decoration-1' : ''}`}
      >
        {title}
      </button>
    </li>
  )
}

function Adding({ task }: { task: Task }) {
  const { data } = useWorkspace()
  const { notify } = useNotify()
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState<string>()

  function add(event: FormEvent) {
    event.preventDefault()
    const title = text.replace(/\s*\p{Cc}+\s*/gu, ' ').trim()
    const found = titleTrouble(title)
    setTrouble(found)
    if (found) return
    const { id: parent_id, list_id } = task
    notify(`Added “${title}”`, data.create({ title, list_id, parent_id }))
    setText('')
  }

  return (
    <form onSubmit={add} className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label="New subtask"
          isLabelHidden
          placeholder="Add a subtask"
          autoComplete="off"
          value={text}
          error={trouble}
          onChange={({ target }) => {
            setText(target.value)
            setTrouble(undefined)
          }}
        />
      </div>
      {text !== '' && <Button type="submit">Add</Button>}
    </form>
  )
}
