// The registry of commands: keys, palette, `?` sheet, menus and tests read the same one.
import type { Atom } from './state/atom.ts'
import { atom } from './state/atom.ts'

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
  readonly all: Atom<readonly Command[]>
  /** @returns how to take them out again */
  add: (commands: readonly Command[]) => () => void
}

export function createCommandRegistry(): CommandRegistry {
  const all = atom<readonly Command[]>([])
  return {
    all,
    add(commands) {
      all.set([...all.get(), ...commands])
      return () => all.set(all.get().filter((command) => !commands.includes(command)))
    },
  }
}
