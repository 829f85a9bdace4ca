// All rows, who watches them, and the overview of which stands where.
import type { Task } from '../../../worker/tasks/schema.ts'
import { createDrafts, type Editing } from './drafts.ts'
import { emptyOverview, inOrder, type Overview, place, unsaved } from './overview.ts'
import { heard, newRow, type Row } from './row.ts'

export type Rows = ReturnType<typeof createRows>

export function createRows() {
  const rows = new Map<string, Row>()
  const leaving = new Set<string>()
  const drafts = createDrafts()
  const watchers = new Map<string, Set<() => void>>()
  const heardAt = new Map<string, number>()
  let hearing = 0
  let overview: Overview = emptyOverview

  function notify(topic: string) {
    for (const watcher of watchers.get(topic) ?? []) watcher()
  }

  function look(part: Partial<Overview>) {
    overview = { ...overview, ...part }
    notify('overview')
  }

  function rearrange() {
    const order = inOrder(rows.values(), leaving, drafts.editing)
    look({ ...order, unsaved: unsaved(rows.values()), drafts: drafts.count() })
  }

  function countDrafts() {
    const count = drafts.count()
    if (count !== overview.drafts) look({ drafts: count })
  }

  function put(row: Row) {
    const before = rows.get(row.id)
    rows.set(row.id, row)
    notify(row.id)
    if (!before || place(before) !== place(row)) rearrange()
    else look({ unsaved: unsaved(rows.values()) })
  }

  function note(id: string) {
    hearing += 1
    heardAt.set(id, hearing)
  }

  return {
    get: (id: string) => rows.get(id),
    all: () => [...rows.values()],
    overview: () => overview,
    put,
    look,

    /** `topic` is a task's id, `overview` or `new title`. */
    subscribe(topic: string, watcher: () => void) {
      const set = watchers.get(topic) ?? new Set()
      watchers.set(topic, set.add(watcher))
      return () => void set.delete(watcher)
    },

    drop(id: string) {
      rows.delete(id)
      drafts.setEditing(id, null)
      rearrange()
    },

    /** The server answered a change of this row. */
    settle(id: string, step: (row: Row) => Row) {
      note(id)
      const row = rows.get(id)
      if (row) put(step(row))
    },

    /** The server listed these tasks. */
    hear(tasks: readonly Task[]) {
      for (const task of tasks) {
        const row = rows.get(task.id)
        note(task.id)
        rows.set(task.id, row ? heard(row, task) : newRow(task.id, task))
        notify(task.id)
      }
      rearrange()
    },

    /** A moment to compare with: what was heard since then is newer than a list asked for then. */
    moment: () => hearing,
    heardSince: (id: string, moment: number) => (heardAt.get(id) ?? 0) > moment,

    editing: drafts.editing,
    setEditing(id: string, next: Editing | null) {
      const isSwitch = !drafts.editing(id) !== !next
      drafts.setEditing(id, next)
      notify(id)
      if (isSwitch) rearrange()
      else countDrafts()
    },

    newTitle: drafts.newTitle,
    setNewTitle(text: string) {
      drafts.setNewTitle(text)
      notify('new title')
      countDrafts()
    },

    /** Keeps a finished task where it was, until `settled`. */
    hold: (id: string) => void leaving.add(id),
    settled(id: string) {
      if (leaving.delete(id)) rearrange()
    },
  }
}
