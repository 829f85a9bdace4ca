// The registry of commands, shared by shortcuts, the palette, the `?` sheet, menus and tests.
import type { Atom } from './state/atom.ts'
import { atom } from './state/atom.ts'

export interface Command {
  /** A unique id: `task.complete`. */
  id: string
  /** The title in the palette and the sheet: `Complete`. */
  title: string
  group: 'Go to' | 'Tasks' | 'Lists' | 'This page' | 'Duly'
  /** In tinykeys's syntax: `g i`, `$mod+z`, `Shift+?`; several are alternatives. */
  keys?: readonly string[]
  /** Whether the command can run now; absent means always. */
  isAvailable?: () => boolean
  run: () => void
}

export interface CommandRegistry {
  readonly all: Atom<readonly Command[]>
  /** @returns how to remove them again */
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
