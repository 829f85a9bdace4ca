import type { Command } from '../command-registry.ts'
import { places } from './places.ts'

/** Shortcuts for every place in the sidebar. */
export const goCommands = (go: (path: string) => void): Command[] =>
  places.map(({ path, word, keys }) => ({
    id: `go.${word.toLowerCase()}`,
    title: `Go to ${word}`,
    group: 'Go to',
    keys,
    run: () => go(path),
  }))
