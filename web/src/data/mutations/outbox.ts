// The edits that wait, in the order of all tabs.

import type { Commit } from '../storage/commit.ts'
import type { Mutation, PendingMutation } from './mutation.ts'
import type { Undoable } from './undoable.ts'

/** Keys of edits that are not written down yet: after all others, in their own order. */
const unwrittenFrom = Number.MAX_SAFE_INTEGER / 2
const isWritten = ({ key }: PendingMutation) => key < unwrittenFrom

export type Outbox = ReturnType<typeof createOutbox>

export function createOutbox() {
  let entries: readonly PendingMutation[] = []
  let next = unwrittenFrom
  /** Keys of edits that are done with: tabs hear of things in any order, and no key is given twice. */
  const over = new Set<number>()

  function become(all: Iterable<PendingMutation>) {
    entries = [...all].filter(({ key }) => !over.has(key)).sort((one, other) => one.key - other.key)
  }

  return {
    all: () => entries,
    written: () => entries.filter(isWritten),
    unwritten: () => entries.filter((entry) => !isWritten(entry)),

    /** At the end, of this tab alone until they are written down. */
    add(mutations: readonly Mutation[], blocked?: Undoable['blocked']): PendingMutation[] {
      const added = mutations.map(
        (mutation): PendingMutation => ({ key: next++, mutation, conflict: null, ...blocked }),
      )
      entries = [...entries, ...added]
      return added
    },

    /** All that is written down; what this tab has besides stays. */
    read(written: readonly PendingMutation[]) {
      become([...written, ...entries.filter((entry) => !isWritten(entry))])
    },

    take({ replaced, acknowledged }: Pick<Commit, 'replaced' | 'acknowledged'>) {
      const said = new Map(entries.map((entry) => [entry.key, entry]))
      for (const entry of replaced) said.set(entry.key, entry)
      for (const key of acknowledged) over.add(key)
      become(said.values())
    },

    /**
     * They are written down under these keys now.
     * @returns whether everything else stands as it did
     */
    name(added: readonly PendingMutation[], written: readonly PendingMutation[]): boolean {
      const before = entries.map(({ mutation }) => mutation)
      const names = new Map(added.map(({ key }, at) => [key, written[at]]))
      for (const { key } of added) over.add(key)
      become(entries.map((entry) => names.get(entry.key) ?? entry))
      return (
        entries.length === before.length &&
        entries.every(({ mutation }, at) => mutation === before[at])
      )
    },
  }
}
