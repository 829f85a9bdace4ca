// The registry of commands: keys, palette, `?` sheet, menus and tests read the same one.
import { useEffect, useRef } from 'react'
import type { Live } from './data/contract.ts'
import { cell } from './data/live.ts'
import { useWorkspace } from './workspace.ts'

export interface Command {
  /** Unique: `task.complete`. */
  id: string
  /** As the palette and the sheet have it: `Complete`. */
  title: string
  group: 'Go to' | 'Tasks' | 'Lists' | 'This page' | 'Duly'
  /** As tinykeys reads them: `g i`, `$mod+z`, `Shift+?`; several are ways to the same thing. */
  keys?: readonly string[]
  /** Whether it can be done now; it can where this is absent. */
  isAvailable?: () => boolean
  run: () => void
}

export interface CommandRegistry {
  readonly all: Live<readonly Command[]>
  /** @returns how to take them out again */
  add: (commands: readonly Command[]) => () => void
}

export function createCommandRegistry(): CommandRegistry {
  const all = cell<readonly Command[]>([])
  return {
    all,
    add(commands) {
      all.set([...all.get(), ...commands])
      return () => all.set(all.get().filter((command) => !commands.includes(command)))
    },
  }
}

/** These are there for as long as the component is. They may close over anything: the latest render's are run. */
export function useCommands(commands: readonly Command[]): void {
  const { registry } = useWorkspace()
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  const shape = JSON.stringify(
    commands.map(({ id, title, group, keys }) => [id, title, group, keys]),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only where they are others to the eye.
  useEffect(() => {
    const now = (id: string) => latest.current.find((command) => command.id === id)
    return registry.add(
      latest.current.map((command) => ({
        ...command,
        isAvailable: () => now(command.id)?.isAvailable?.() ?? now(command.id) !== undefined,
        run: () => now(command.id)?.run(),
      })),
    )
  }, [registry, shape])
}
