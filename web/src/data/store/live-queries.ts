// The living values that the page reads, kept right by what changed.

import type { Calendar } from '../../../../worker/domain/task-views.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import { atom, atomFamily } from '../../state/atom.ts'
import type { Conflict, Data, Row, View } from '../contract.ts'
import type { PendingMutation } from '../mutations/mutation.ts'
import { createCounts } from './counts.ts'
import type { ChangedIds, OptimisticStore } from './optimistic-store.ts'
import { orderOf, reordered, sortedIds } from './sorted-ids.ts'

export function createLiveQueries(world: OptimisticStore, calendar: () => Calendar) {
  let pending = new Map<string, PendingMutation[]>()

  const rowOf = (id: string): Row | undefined => {
    const task = world.task(id)
    const mine = pending.get(id)
    return (
      task && {
        task,
        isPending: mine !== undefined,
        conflict: mergedConflict(mine ?? []),
      }
    )
  }
  const sameOrNew = (id: string, row: Row | undefined) => {
    const next = rowOf(id)
    const isSame =
      row?.task === next?.task &&
      row?.isPending === next?.isPending &&
      row?.conflict === next?.conflict
    return isSame ? row : next
  }
  const rows = atomFamily(rowOf, (id) => id)
  const views = atomFamily(
    (view: View) => sortedIds(world.tasks(), orderOf(view, calendar())),
    (view) => JSON.stringify(view),
  )
  const lists = atom<readonly List[]>([])
  const archivedLists = atom<readonly List[]>([])
  const conflicts = atom<readonly string[]>([])
  const counting = createCounts(calendar)

  function sortLists() {
    const all = [...world.lists()].sort((one, other) =>
      one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : one.id < other.id ? -1 : 1,
    )
    lists.set(all.filter(({ archived_at }) => archived_at === null))
    archivedLists.set(all.filter(({ archived_at }) => archived_at !== null))
  }

  return {
    queries: {
      row: rows.of,
      view: views.of,
      lists,
      archivedLists,
      labels: counting.labels,
      conflicts,
      counts: counting.counts,
    } satisfies Partial<Data>,

    changed({ tasks, lists: changedLists }: ChangedIds, entries: readonly PendingMutation[]) {
      const before = pending
      pending = Map.groupBy(entries, ({ mutation }) => mutation.id)
      const asked = [
        ...new Set(entries.flatMap(({ conflict, mutation }) => (conflict ? [mutation.id] : []))),
      ]
      if (asked.join() !== conflicts.get().join()) conflicts.set(asked)
      const isNew = (id: string) => tasks.has(id) || pending.has(id) || before.has(id)
      rows.changed(isNew, sameOrNew)
      if (tasks.size > 0) {
        views.changed(
          () => true,
          (view, ids) => reordered(ids, tasks, orderOf(view, calendar()), world.task),
        )
        counting.changed(tasks, world.task)
      }
      if (changedLists.size > 0) sortLists()
    },

    /** Another day, another zone, or all rows at once. */
    refresh() {
      this.snapshot()
      // In a moment of its own: a walk through all tasks, like the one before.
      setTimeout(() => counting.recount(world.tasks()))
    },

    /** Reads again what was searched for before it was known how. */
    searchAnew() {
      views.changed(({ kind }) => kind === 'search')
    },

    /** Some rows, of which no number is to be told. */
    snapshot() {
      rows.changed(() => true, sameOrNew)
      views.changed(() => true)
      sortLists()
    },
  }
}

/** What is asked about a task: of several edits that clash with the server's word all fields, each with the last of mine. */
function mergedConflict(mine: readonly PendingMutation[]): Conflict | null {
  const [first, ...others] = mine.flatMap(({ conflict }) => conflict ?? [])
  if (first?.kind !== 'fields') return first ?? null
  const fields = new Map(first.fields.map((clash) => [clash.field, clash]))
  for (const other of others)
    if (other.kind === 'fields')
      for (const clash of other.fields) {
        const theirs = fields.get(clash.field)?.theirs ?? clash.theirs
        fields.set(clash.field, { ...clash, theirs })
      }
  return { kind: 'fields', fields: [...fields.values()] }
}
