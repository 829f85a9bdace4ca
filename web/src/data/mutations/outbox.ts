// The edits that wait, in the order of all tabs.

import type { Settled } from '../storage/commit.ts'
import type { Edit, Entry } from './mutation.ts'
import type { Plan } from './undoable.ts'

/** Keys of edits that are not written down yet: after all others, in their own order. */
const unwrittenFrom = Number.MAX_SAFE_INTEGER / 2
const isWritten = ({ key }: Entry) => key < unwrittenFrom

export type Outbox = ReturnType<typeof newOutbox>

export function newOutbox() {
  let entries: readonly Entry[] = []
  let next = unwrittenFrom
  /** Keys of edits that are done with: tabs hear of things in any order, and no key is given twice. */
  const over = new Set<number>()

  function become(all: Iterable<Entry>) {
    entries = [...all].filter(({ key }) => !over.has(key)).sort((one, other) => one.key - other.key)
  }

  return {
    all: () => entries,
    written: () => entries.filter(isWritten),
    unwritten: () => entries.filter((entry) => !isWritten(entry)),

    /** At the end, of this tab alone until they are written down. */
    add(edits: readonly Edit[], held?: Plan['held']): Entry[] {
      const added = edits.map((edit): Entry => ({ key: next++, edit, question: null, ...held }))
      entries = [...entries, ...added]
      return added
    },

    /** All that is written down; what this tab has besides stays. */
    read(written: readonly Entry[]) {
      become([...written, ...entries.filter((entry) => !isWritten(entry))])
    },

    take({ put, settled }: Pick<Settled, 'put' | 'settled'>) {
      const said = new Map(entries.map((entry) => [entry.key, entry]))
      for (const entry of put) said.set(entry.key, entry)
      for (const key of settled) over.add(key)
      become(said.values())
    },

    /**
     * They are written down under these keys now.
     * @returns whether everything else stands as it did
     */
    name(added: readonly Entry[], written: readonly Entry[]): boolean {
      const before = entries.map(({ edit }) => edit)
      const names = new Map(added.map(({ key }, at) => [key, written[at]]))
      for (const { key } of added) over.add(key)
      become(entries.map((entry) => names.get(entry.key) ?? entry))
      return (
        entries.length === before.length && entries.every(({ edit }, at) => edit === before[at])
      )
    },
  }
}
