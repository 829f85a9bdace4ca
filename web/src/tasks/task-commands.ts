import { memo } from 'react'
import { priorities } from '../../../worker/domain/task-fields.ts'
import type { Command } from '../command-registry.ts'
import { useCommands } from '../use-commands.ts'
import { useWorkspace } from '../workspace.ts'
import type { ListState } from './list-state.ts'
import { orderCommands } from './order-commands.ts'
import type { ViewPage } from './pages.ts'
import { rowCommands } from './row-commands.ts'
import { useActions } from './use-actions.ts'

interface Deps {
  page: ViewPage
  /** In the order of the rows. */
  ids: () => readonly string[]
  state: ListState
  step: (by: 1 | -1) => boolean
  onOpen: (id: string) => void
}

/**
 * Registers the row commands (keyboard, palette). Independent of the rows, so they do not re-register when rows change.
 */
export const TaskCommands = memo(function TaskCommands(deps: Deps) {
  const { page, ids, state, step, onOpen } = deps
  const { data, subject, asking } = useWorkspace()
  const actions = useActions()
  const { selection, settling, renaming } = state
  const { kind } = page.view
  const isTrash = kind === 'trash'
  const tasks = () => subject.get().flatMap((id) => data.row(id).get()?.task ?? [])
  const some = () => subject.get().length > 0
  const only = () => (subject.get().length === 1 ? (subject.get()[0] ?? null) : null)

  function toggle() {
    const open = tasks().filter(({ completed_at }) => completed_at === null)
    if (open.length === 0) return actions.reopen(subject.get())
    const done = open.map(({ id }) => id)
    if (kind !== 'completed') settling.begin(done, ids())
    actions.complete(done)
    selection.clear()
  }

  const task = (command: Omit<Command, 'group'>): Command => ({
    group: 'Tasks',
    isAvailable: some,
    ...command,
  })
  const ask = (what: 'due' | 'move' | 'labels' | 'priority') => () =>
    asking.set({ kind: what, ids: subject.get() })

  const onTrash = [
    task({
      id: 'task.restore',
      title: 'Restore',
      keys: ['e'],
      run: () => actions.restore(subject.get()),
    }),
    task({
      id: 'task.purge',
      title: 'Delete for good',
      keys: ['#', 'Delete'],
      run: () => actions.purge(subject.get()),
    }),
  ]
  const onOthers = [
    task({ id: 'task.complete', title: 'Complete or reopen', keys: ['e'], run: toggle }),
    task({
      id: 'task.rename',
      title: 'Rename',
      keys: ['F2'],
      isAvailable: () => only() !== null && ids().includes(only() ?? ''),
      run: () => renaming.set(only()),
    }),
    task({ id: 'task.due', title: 'Set due date…', keys: ['t'], run: ask('due') }),
    task({ id: 'task.move', title: 'Move to a list…', keys: ['m'], run: ask('move') }),
    task({ id: 'task.labels', title: 'Set labels…', keys: ['l'], run: ask('labels') }),
    task({ id: 'task.priority', title: 'Set the priority…', keys: ['p'], run: ask('priority') }),
    ...priorities.map((word, priority) =>
      task({
        id: `task.priority-${priority}`,
        title: `Priority: ${word}`,
        keys: [`${priority}`],
        run: () => actions.update(subject.get(), { priority }),
      }),
    ),
    task({
      id: 'task.delete',
      title: 'Delete',
      keys: ['#', 'Delete'],
      run: () => actions.trash(subject.get()),
    }),
    ...(page.isOrdered ? orderCommands({ ids, only, move: actions.move }) : []),
  ]
  useCommands([
    ...(isTrash ? onTrash : onOthers),
    ...rowCommands({ ids, state, step, onOpen, only }),
  ])
  return null
})
