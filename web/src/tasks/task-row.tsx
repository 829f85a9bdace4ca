import { type MouseEvent, memo } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { Icon } from '../ui/icon.tsx'
import { useRow } from '../use-tasks.ts'
import { useIs, useListState } from './list-state.ts'
import { TaskMeta } from './task-meta.tsx'

type Props = {
  id: string
  today: string
  /** If the page does not show which list it belongs to. */
  hasPlace: boolean
  /** Days that the page already shows. */
  told: 'today' | 'every' | 'none'
  ids: () => readonly string[]
  onCheck: (task: Task) => void
  onOpen: (id: string) => void
}

export const TaskRow = memo(function TaskRow(props: Props) {
  const { id, today, hasPlace, told, ids, onCheck, onOpen } = props
  const row = useRow(id)
  const state = useListState()
  const { isSelected, isSettling, isActive, isRenaming } = useIs(state, id)
  if (!row) return null
  const { task, conflict } = row
  const { selection, renaming, editor, menu } = state
  const TitleEditor = isRenaming ? editor.get() : null
  const isDone = task.completed_at !== null

  /** Selects like any list: Ctrl adds one, Shift extends to here. The middle button opens a tab. */
  function choose(event: MouseEvent) {
    event.preventDefault()
    if (event.shiftKey) selection.extend(id, ids())
    else if (event.ctrlKey || event.metaKey) selection.toggle(id)
    else return onOpen(id)
  }

  return (
    <div
      data-task={id}
      data-settling={isSettling || undefined}
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      className="settles relative flex items-start border-line border-b data-active:bg-surface data-selected:shadow-[inset_2px_0_var(--accent)] data-selected:bg-surface"
    >
      <input
        type="checkbox"
        className="check"
        data-control="check"
        aria-label={task.title}
        checked={isDone}
        onChange={() => onCheck(task)}
      />
      {TitleEditor ? (
        <TitleEditor task={task} onEnd={() => renaming.set(null)} />
      ) : (
        <div className="relative flex min-h-9 min-w-0 flex-1 flex-col gap-x-4 py-1.5 pl-1 pointer-coarse:min-h-11 pointer-coarse:py-2.5 sm:flex-row">
          {/* Dragging moves the row, not the address; Safari needs tabIndex to reach links by Tab. */}
          <a
            href={`?task=${id}`}
            draggable={false}
            tabIndex={0}
            data-control="title"
            onClick={choose}
            className={`min-w-0 flex-1 rounded-one text-left text-16 wrap-anywhere [-webkit-touch-callout:none] after:absolute after:inset-0 ${isDone ? 'text-soft line-through decoration-1' : 'text-ink'}`}
          >
            {task.title}
            {isSelected && <span className="sr-only">, selected</span>}
          </a>
          <span className="flex flex-none flex-wrap items-center gap-x-3 gap-y-0.5 text-13 text-soft sm:min-h-6 sm:max-w-1/2 sm:justify-end sm:self-start">
            {conflict && (
              <span className="inline-flex items-center gap-1 text-alarm">
                <Icon of="question" />
                Needs your answer
              </span>
            )}
            <TaskMeta task={task} today={today} hasPlace={hasPlace} told={told} />
          </span>
        </div>
      )}
      <button
        type="button"
        className="more"
        data-control="more"
        aria-label={`Actions: ${task.title}`}
        onClick={() => menu.set(id)}
      />
    </div>
  )
})
