import type { Command } from '../command-registry.ts'

interface Deps {
  /** In the order of the rows. */
  ids: () => readonly string[]
  /** The only selected task. */
  only: () => string | null
  move: (id: string, afterId: string | null) => void
}

/** Manual order without a pointer. */
export function orderCommands({ ids, only, move }: Deps): Command[] {
  const at = () => ids().indexOf(only() ?? '')
  /** Places the task after the one before its new position. */
  function command(id: string, title: string, place: (at: number) => number, keys?: string[]) {
    const to = () => Math.max(0, Math.min(place(at()), ids().length - 1))
    return {
      id,
      title,
      group: 'Tasks',
      ...(keys && { keys }),
      isAvailable: () => at() >= 0 && to() !== at(),
      run() {
        const id = only()
        if (id !== null) move(id, (to() > at() ? ids()[to()] : ids()[to() - 1]) ?? null)
      },
    } satisfies Command
  }
  return [
    command('task.up', 'Move up', (at) => at - 1, ['Alt+ArrowUp']),
    command('task.down', 'Move down', (at) => at + 1, ['Alt+ArrowDown']),
    command('task.top', 'Move to the top', () => 0),
    command('task.bottom', 'Move to the bottom', () => ids().length),
  ]
}
