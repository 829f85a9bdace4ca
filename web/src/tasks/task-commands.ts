import type { Command } from '../commands.ts'
import { priorities } from '../ui/priority.tsx'
import { useCommands } from '../use-commands.ts'
import { useWorkspace } from '../workspace.ts'
import type { ListState } from './list-state.ts'
import type { Page } from './pages.ts'
import { useActions } from './use-actions.ts'

interface Deps {
  page: Page
  ids: readonly string[]
  state: ListState
  step: (by: 1 | -1) => boolean
  onOpen: (id: string) => void
}

/** Everything that can be done to rows by a key, and so by the palette and without a pointer. */
export function TaskCommands({ page, ids, state, step, onOpen }: Deps) {
  const { data, subject, asking } = useWorkspace()
  const actions = useActions()
  const { selection, settling, active, renaming } = state
  const { kind } = page.view
  const isTrash = kind === 'trash'
  const tasks = () => subject.get().flatMap((id) => data.row(id).get()?.task ?? [])
  const some = () => subject.get().length > 0
  const only = () => (subject.get().length === 1 ? (subject.get()[0] ?? null) : null)

  function toggle() {
    const open = tasks().filter(({ completed_at }) => completed_at === null)
    if (open.length === 0) return actions.reopen(subject.get())
    const done = open.map(({ id }) => id)
    if (kind !== 'completed') settling.begin(done, ids)
    actions.complete(done)
    selection.clear()
  }

  function select(by: 1 | -1) {
    const from = active.get()
    if (from && !selection.get().has(from)) selection.toggle(from)
    step(by)
    const to = active.get()
    if (to) selection.extend(to, ids)
  }

  /** Among the rows as they stand; what follows is put behind the one before it. */
  function place(by: 1 | -1) {
    const id = only()
    const at = id === null ? -1 : ids.indexOf(id)
    const beyond = at + by
    if (id === null || at < 0 || beyond < 0 || beyond >= ids.length) return
    actions.move(id, (by > 0 ? ids[beyond] : ids[beyond - 1]) ?? null)
  }

  const task = (command: Omit<Command, 'group'>): Command => ({
    group: 'Tasks',
    isAvailable: some,
    ...command,
  })
  const always = { isAvailable: () => ids.length > 0 }
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
      title: 'Edit the title',
      keys: ['F2'],
      isAvailable: () => only() !== null && ids.includes(only() ?? ''),
      run: () => renaming.set(only()),
    }),
    task({ id: 'task.due', title: 'Set when it is due…', keys: ['t'], run: ask('due') }),
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
    ...(page.isOrdered
      ? [
          task({ id: 'task.up', title: 'Move up', keys: ['Alt+ArrowUp'], run: () => place(-1) }),
          task({
            id: 'task.down',
            title: 'Move down',
            keys: ['Alt+ArrowDown'],
            run: () => place(1),
          }),
        ]
      : []),
  ]
  useCommands([
    ...(isTrash ? onTrash : onOthers),
    task({
      id: 'row.next',
      title: 'Next task',
      keys: ['j', 'ArrowDown'],
      ...always,
      run: () => step(1),
    }),
    task({
      id: 'row.previous',
      title: 'Previous task',
      keys: ['k', 'ArrowUp'],
      ...always,
      run: () => step(-1),
    }),
    task({
      id: 'row.open',
      title: 'Open the details',
      keys: ['o'],
      isAvailable: () => only() !== null,
      run: () => onOpen(only() ?? ''),
    }),
    task({
      id: 'row.select',
      title: 'Select or unselect',
      keys: ['x'],
      isAvailable: () => active.get() !== null,
      run: () => selection.toggle(active.get() ?? ''),
    }),
    task({
      id: 'row.select-next',
      title: 'Select on downwards',
      keys: ['Shift+J', 'Shift+ArrowDown'],
      ...always,
      run: () => select(1),
    }),
    task({
      id: 'row.select-previous',
      title: 'Select on upwards',
      keys: ['Shift+K', 'Shift+ArrowUp'],
      ...always,
      run: () => select(-1),
    }),
    task({
      id: 'row.select-all',
      title: 'Select all',
      keys: ['$mod+a'],
      ...always,
      run: () => selection.all(ids),
    }),
    task({
      id: 'row.clear',
      title: 'Clear the selection',
      keys: ['Escape'],
      isAvailable: () => selection.get().size > 0,
      run: () => selection.clear(),
    }),
  ])
  return null
}
