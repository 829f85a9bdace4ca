// The living values that the page reads, kept right by what changed.
import type { List } from '../../../worker/lists/schema.ts'
import type { Counts, Data, Question, Row, View } from './contract.ts'
import type { Entry } from './edits.ts'
import { cell, family } from './live.ts'
import { type Calendar, dueDay, ordered, orderOf, reordered } from './views.ts'
import type { Changed, World } from './world.ts'

/** From so many changed rows on, a view is made anew. */
const many = 200

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
  const rows = family(rowOf, (id) => id)
  const views = family(
    (view: View) => ordered(world.tasks(), orderOf(view, calendar())),
    (view) => JSON.stringify(view),
  )
  const lists = cell<readonly List[]>([])
  const archivedLists = cell<readonly List[]>([])
  const labels = cell<readonly { name: string; open: number }[]>([])
  const questions = cell<readonly string[]>([])
  const counts = cell<Counts>({ inbox: 0, today: 0, overdue: 0, lists: new Map() })

  function count() {
    const { timezone, today } = calendar()
    const found = { inbox: 0, today: 0, overdue: 0, lists: new Map<string, number>() }
    const named = new Map<string, number>()
    for (const task of world.tasks()) {
      if (task.deleted_at) continue
      for (const label of task.labels)
        named.set(label, (named.get(label) ?? 0) + Number(!task.completed_at))
      if (task.completed_at) continue
      const day = dueDay(task, timezone)
      if (day !== null && day <= today) found.today += 1
      if (day !== null && day < today) found.overdue += 1
      if (task.parent_id) continue
      if (task.list_id) found.lists.set(task.list_id, (found.lists.get(task.list_id) ?? 0) + 1)
      else found.inbox += 1
    }
    counts.set(found)
    labels.set(
      [...named]
        .map(([name, open]) => ({ name, open }))
        .sort((one, other) => one.name.localeCompare(other.name)),
    )
  }

  function sortLists() {
    const all = [...world.lists()].sort((one, other) =>
      one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : one.id < other.id ? -1 : 1,
    )
    lists.set(all.filter(({ archived_at }) => archived_at === null))
    archivedLists.set(all.filter(({ archived_at }) => archived_at !== null))
  }

  /** Counting walks all tasks: once for all changes of a moment, and after the page has painted. */
  let isCounting = false
  function countSoon() {
    if (isCounting) return
    isCounting = true
    setTimeout(() => {
      isCounting = false
      count()
    }, 0)
  }

  return {
    live: {
      row: rows.of,
      view: views.of,
      lists,
      archivedLists,
      labels,
      questions,
      counts,
    } satisfies Partial<Data>,

    changed({ tasks, lists: changedLists }: Changed, entries: readonly Entry[]) {
      const before = waiting
      waiting = Map.groupBy(entries, ({ edit }) => edit.id)
      const asked = [
        ...new Set(entries.flatMap(({ question, edit }) => (question ? [edit.id] : []))),
      ]
      if (asked.join() !== questions.get().join()) questions.set(asked)
      const isNew = (id: string) => tasks.has(id) || waiting.has(id) || before.has(id)
      rows.changed(isNew, (id, row) => {
        const next = rowOf(id)
        const isSame =
          row?.task === next?.task &&
          row?.waiting === next?.waiting &&
          row?.question === next?.question
        return isSame ? row : next
      })
      if (tasks.size > 0) {
        views.changed(
          () => true,
          (view, ids) => {
            const order = orderOf(view, calendar())
            return tasks.size > many
              ? ordered(world.tasks(), order)
              : reordered(ids, tasks, order, world.task)
          },
        )
        countSoon()
      }
      if (changedLists.size > 0) sortLists()
    },

    /** Another day, another zone, or all rows at once. */
    refresh() {
      rows.changed(() => true, rowOf)
      views.changed(() => true)
      sortLists()
      count()
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
