// Live queries: what the page reads, updated incrementally as rows change.

import type { Calendar } from '../../../../worker/domain/task-views.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import { atom, atomFamily } from '../../state/atom.ts'
import type { Conflict, Data, Row, View } from '../contract.ts'
import type { PendingMutation } from '../mutations/mutation.ts'
import { createCounts } from './counts.ts'
import type { ChangedIds, Rows } from './rows.ts'
import { orderOf, reordered, type SearchFilter, sortedIds } from './sorted-ids.ts'

export type LiveQueries = ReturnType<typeof createLiveQueries>

export function createLiveQueries(rows: Rows, calendar: () => Calendar) {
  let searchFilter: SearchFilter | undefined
  const order = (view: View) => orderOf(view, calendar(), searchFilter)
  let pending = new Map<string, PendingMutation[]>()

  const rowOf = (id: string): Row | undefined => {
    const task = rows.task(id)
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
  const taskRows = atomFamily(rowOf, (id) => id)
  const views = atomFamily(
    (view: View) => sortedIds(rows.tasks(), order(view)),
    (view) => JSON.stringify(view),
  )
  const lists = atom<readonly List[]>([])
  const archivedLists = atom<readonly List[]>([])
  const conflicts = atom<readonly string[]>([])
  const counting = createCounts(calendar)

  function sortLists() {
    const all = [...rows.lists()].sort((one, other) =>
      one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : one.id < other.id ? -1 : 1,
    )
    lists.set(all.filter(({ archived_at }) => archived_at === null))
    archivedLists.set(all.filter(({ archived_at }) => archived_at !== null))
  }

  return {
    queries: {
      row: taskRows.of,
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
      taskRows.changed(isNew, sameOrNew)
      if (tasks.size > 0) {
        views.changed(
          () => true,
          (view, ids) => reordered(ids, tasks, order(view), rows.task),
        )
        counting.changed(tasks, rows.task)
      }
      if (changedLists.size > 0) sortLists()
    },

    /** Reads everything again: the day, the zone or all rows have changed. */
    refresh() {
      this.refreshRows()
      // Counting walks through all tasks once more, so it gets a task of its own in the event loop.
      setTimeout(() => counting.recount(rows.tasks()))
    },

    /** Reads rows and views again. Counts stay: a boot snapshot has too few rows for them. */
    refreshRows() {
      taskRows.changed(() => true, sameOrNew)
      views.changed(() => true)
      sortLists()
    },

    /** Searches find nothing until this is called: the search index is not part of the first chunk. */
    enableSearch(filter: SearchFilter) {
      searchFilter = filter
      views.changed(({ kind }) => kind === 'search')
    },
  }
}

/** Merges the conflicts of a task's pending mutations: each field once, with the newest local value. */
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
