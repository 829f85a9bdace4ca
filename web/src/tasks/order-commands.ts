import type { Command } from '../command-registry.ts'

interface Deps {
  /** As the rows stand. */
  ids: () => readonly string[]
  /** The one task that commands are about. */
  only: () => string | null
  move: (id: string, afterId: string | null) => void
}

/** Order by hand, without a pointer. */
export function orderCommands({ ids, only, move }: Deps): Command[] {
  const at = () => ids().indexOf(only() ?? '')
  /** What follows is put behind the one before it. */
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
