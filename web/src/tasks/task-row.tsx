import { memo, useRef } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../ui/announcer.tsx'
import { focusTask } from './focus.ts'
import { RowTrouble } from './row-trouble.tsx'
import { errorsOf } from './rules.ts'
import { TaskEditor } from './task-editor.tsx'
import { TaskMeta } from './task-meta.tsx'
import { useActions } from './use-actions.ts'
import { useEditing, useRow, useStore } from './use-store.ts'

type Props = { id: string; today: string; list: 'open' | 'done' }

export const TaskRow = memo(function TaskRow({ id, today, list }: Props) {
  const row = useRow(id)
  const store = useStore()
  const actions = useActions()
  const editing = useEditing(id)
  const title = useRef<HTMLButtonElement>(null)
  if (!row) return null

  const { task, trouble } = row
  const isDone = task.completed_at !== null
  const titleId = `title-${id}`

  function open() {
    flushSync(() => store.startEditing(id))
    focusTask(id)
  }

  function close(end: () => void) {
    flushSync(end)
    title.current?.focus()
  }

  return (
    <li
      data-task={id}
      data-settling={(isDone && list === 'open' && !editing) || undefined}
      className="settles border-b border-line"
    >
      <div className="flex items-start">
        <input
          type="checkbox"
          className="check"
          data-control="check"
          aria-label={task.title}
          checked={isDone}
          onChange={() => (isDone ? actions.reopen(id) : actions.complete(id))}
        />
        {editing ? (
          <TaskEditor
            editing={editing}
            errors={trouble?.kind === 'refused' ? errorsOf(trouble.failure) : {}}
            onType={(patch) => store.type(id, patch)}
            onCancel={() => close(() => actions.cancel(id))}
            onDelete={() => actions.remove(id)}
            onSave={(values) => {
              store.edit(id, values, editing.seen)
              announce(`Changed “${values.title}”`)
              close(() => store.stopEditing(id))
            }}
          />
        ) : (
          <div className="relative flex min-h-9 min-w-0 flex-1 flex-col gap-x-4 py-1.5 pl-1 sm:flex-row pointer-coarse:min-h-11 pointer-coarse:py-2.5">
            <button
              ref={title}
              id={titleId}
              type="button"
              data-control="title"
              aria-expanded={false}
              onClick={open}
              className={`min-w-0 flex-1 rounded-one text-left after:absolute after:inset-0 text-16 wrap-anywhere ${isDone ? 'text-soft line-through decoration-1' : 'text-ink'}`}
            >
              {task.title}
            </button>
            <span className="flex flex-none flex-wrap items-center gap-x-3 sm:min-h-6 sm:max-w-1/2 sm:justify-end sm:self-start">
              <TaskMeta task={task} today={today} />
              {row.waiting && <span className="text-13 text-alarm">Not saved yet</span>}
            </span>
          </div>
        )}
      </div>
      {trouble && <RowTrouble row={row} trouble={trouble} onEdit={open} />}
    </li>
  )
})
