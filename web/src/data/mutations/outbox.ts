// The pending mutations, in the order of all tabs.

import type { Commit } from '../storage/commit.ts'
import type { Mutation, PendingMutation } from './mutation.ts'
import type { Undoable } from './undoable.ts'

/** Keys of mutations that are not persisted yet start here: after all others, in their own order. */
const unpersistedFrom = Number.MAX_SAFE_INTEGER / 2
const isPersisted = ({ key }: PendingMutation) => key < unpersistedFrom

export function createOutbox() {
  let entries: readonly PendingMutation[] = []
  let next = unpersistedFrom
  /** Keys that have left the outbox. Messages of tabs arrive in any order, and no key is used twice. */
  const over = new Set<number>()

  /** A mutation may come twice under one key: once as this tab persists it, and once as it is read from the storage. */
  function become(all: Iterable<PendingMutation>) {
    const byKey = new Map([...all].map((one) => [one.key, one]))
    entries = [...byKey.values()]
      .filter(({ key }) => !over.has(key))
      .sort((one, other) => one.key - other.key)
  }

  return {
    all: () => entries,
    persisted: () => entries.filter(isPersisted),
    unpersisted: () => entries.filter((entry) => !isPersisted(entry)),

    /** Adds them at the end, for this tab alone until they are persisted. */
    add(mutations: readonly Mutation[], blocked?: Undoable['blocked']): PendingMutation[] {
      const added = mutations.map(
        (mutation): PendingMutation => ({ key: next++, mutation, conflict: null, ...blocked }),
      )
      entries = [...entries, ...added]
      return added
    },

    /** Replaces all persisted mutations; those of this tab that are not persisted yet stay. */
    hydrate(persisted: readonly PendingMutation[]) {
      become([...persisted, ...entries.filter((entry) => !isPersisted(entry))])
    },

    update({ replaced, acknowledged }: Pick<Commit, 'replaced' | 'acknowledged'>) {
      const byKey = new Map(entries.map((entry) => [entry.key, entry]))
      for (const entry of replaced) byKey.set(entry.key, entry)
      for (const key of acknowledged) over.add(key)
      become(byKey.values())
    },

    /**
     * Gives mutations of this tab their keys.
     *
     * @returns whether the order and all other mutations are as before
     */
    markPersisted(
      added: readonly PendingMutation[],
      persisted: readonly PendingMutation[],
    ): boolean {
      const before = entries.map(({ mutation }) => mutation)
      const names = new Map(added.map(({ key }, at) => [key, persisted[at]]))
      for (const { key } of added) over.add(key)
      become(entries.map((entry) => names.get(entry.key) ?? entry))
      return (
        entries.length === before.length &&
        entries.every(({ mutation }, at) => mutation === before[at])
      )
    },
  }
}
