import type { Command } from '../command-registry.ts'
import { places } from './places.ts'

/** Every place of the sidebar has its keys. */
export const goCommands = (go: (path: string) => void): Command[] =>
  places.map(({ path, word, keys }) => ({
    id: `go.${word.toLowerCase()}`,
    title: `Go to ${word}`,
    group: 'Go to',
    keys,
    run: () => go(path),
  }))
