// The living values that the page reads, kept right by what changed.

import type { Calendar } from '../../../../worker/domain/task-views.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import { cell, family } from '../../state/atom.ts'
import type { Data, Question, Row, View } from '../contract.ts'
import type { Entry } from '../mutations/mutation.ts'
import { countingOf } from './counts.ts'
import type { Changed, World } from './optimistic-store.ts'
import { ordered, orderOf, reordered } from './sorted-ids.ts'

export function shownOf(world: World, calendar: () => Calendar) {
  let waiting = new Map<string, Entry[]>()

  const rowOf = (id: string): Row | undefined => {
    const task = world.task(id)
    const mine = waiting.get(id)
    return (
      task && {
        task,
        waiting: mine !== undefined,
        question: questionOf(mine ?? []),
      }
    )
  }
  const sameOrNew = (id: string, row: Row | undefined) => {
    const next = rowOf(id)
    const isSame =
      row?.task === next?.task && row?.waiting === next?.waiting && row?.question === next?.question
    return isSame ? row : next
  }
  const rows = family(rowOf, (id) => id)
  const views = family(
    (view: View) => ordered(world.tasks(), orderOf(view, calendar())),
    (view) => JSON.stringify(view),
  )
  const lists = cell<readonly List[]>([])
  const archivedLists = cell<readonly List[]>([])
  const questions = cell<readonly string[]>([])
  const counting = countingOf(calendar)

  function sortLists() {
    const all = [...world.lists()].sort((one, other) =>
      one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : one.id < other.id ? -1 : 1,
    )
    lists.set(all.filter(({ archived_at }) => archived_at === null))
    archivedLists.set(all.filter(({ archived_at }) => archived_at !== null))
  }

  return {
    live: {
      row: rows.of,
      view: views.of,
      lists,
      archivedLists,
      labels: counting.labels,
      questions,
      counts: counting.counts,
    } satisfies Partial<Data>,

    changed({ tasks, lists: changedLists }: Changed, entries: readonly Entry[]) {
      const before = waiting
      waiting = Map.groupBy(entries, ({ edit }) => edit.id)
      const asked = [
        ...new Set(entries.flatMap(({ question, edit }) => (question ? [edit.id] : []))),
      ]
      if (asked.join() !== questions.get().join()) questions.set(asked)
      const isNew = (id: string) => tasks.has(id) || waiting.has(id) || before.has(id)
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
      setTimeout(() => counting.anew(world.tasks()))
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
function questionOf(mine: readonly Entry[]): Question | null {
  const [first, ...others] = mine.flatMap(({ question }) => question ?? [])
  if (first?.kind !== 'conflict') return first ?? null
  const fields = new Map(first.fields.map((clash) => [clash.field, clash]))
  for (const other of others)
    if (other.kind === 'conflict')
      for (const clash of other.fields) {
        const theirs = fields.get(clash.field)?.theirs ?? clash.theirs
        fields.set(clash.field, { ...clash, theirs })
      }
  return { kind: 'conflict', fields: [...fields.values()] }
}
