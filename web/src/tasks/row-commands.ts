import type { Command } from '../command-registry.ts'
import type { ListState } from './list-state.ts'

interface Deps {
  /** In the order of the rows. */
  ids: () => readonly string[]
  state: ListState
  step: (by: 1 | -1) => boolean
  onOpen: (id: string) => void
  /** The only selected task. */
  only: () => string | null
}

/** Commands that move between rows and select them. */
export function rowCommands({ ids, state, step, onOpen, only }: Deps): Command[] {
  const { selection, active } = state

  function select(by: 1 | -1) {
    const from = active.get()
    if (from && !selection.get().has(from)) selection.toggle(from)
    step(by)
    const to = active.get()
    if (to) selection.extend(to, ids())
  }

  const row = (command: Omit<Command, 'group'>): Command => ({
    group: 'Tasks',
    isAvailable: () => ids().length > 0,
    ...command,
  })
  return [
    row({ id: 'row.next', title: 'Next task', keys: ['j', 'ArrowDown'], run: () => step(1) }),
    row({
      id: 'row.previous',
      title: 'Previous task',
      keys: ['k', 'ArrowUp'],
      run: () => step(-1),
    }),
    row({
      id: 'row.open',
      title: 'Open',
      keys: ['o'],
      isAvailable: () => only() !== null,
      run: () => onOpen(only() ?? ''),
    }),
    row({
      id: 'row.select',
      title: 'Select',
      keys: ['x'],
      isAvailable: () => active.get() !== null,
      run: () => selection.toggle(active.get() ?? ''),
    }),
    row({
      id: 'row.select-next',
      title: 'Extend selection down',
      keys: ['Shift+J', 'Shift+ArrowDown'],
      run: () => select(1),
    }),
    row({
      id: 'row.select-previous',
      title: 'Extend selection up',
      keys: ['Shift+K', 'Shift+ArrowUp'],
      run: () => select(-1),
    }),
    row({
      id: 'row.select-all',
      title: 'Select all',
      keys: ['$mod+a'],
      run: () => selection.all(ids()),
    }),
    row({
      id: 'row.clear',
      title: 'Clear the selection',
      keys: ['Escape'],
      isAvailable: () => selection.get().size > 0,
      run: () => selection.clear(),
    }),
  ]
}
