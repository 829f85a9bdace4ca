// One task as this tab knows it: what the server said last, and what it has yet to be told.
import type { Task } from '../../../worker/tasks/schema.ts'
import type { ApiFailure } from '../api.ts'
import { merge } from './merge.ts'

export type Draft = Pick<Task, 'title' | 'notes' | 'priority' | 'due_date'>
export type Patch = Partial<Draft>
export type Field = keyof Draft

type Text =
  | { kind: 'add'; draft: Draft; at: string }
  /** `seen` is the task that the person had before their eyes while typing. */
  | { kind: 'edit'; patch: Patch; seen: Task }

export type Change = Text | { kind: 'complete' | 'reopen' | 'delete' | 'restore'; at: string }

export const draftOf = ({ title, notes, priority, due_date }: Task): Draft => ({
  title,
  notes,
  priority,
  due_date,
})

/** A title as the API keeps it, so that what comes back compares equal. */
export const tidyTitle = (text: string) => text.trim().normalize('NFC')

/** Whether somebody typed it: that is never thrown away without their word. */
export const isText = (change: Change): change is Text =>
  change.kind === 'add' || change.kind === 'edit'

/** Typed text that the server would not take. It stays, painted, until the person decides. */
export type Trouble =
  | { kind: 'refused'; failure: ApiFailure }
  /** Fields changed here and elsewhere; the other values are those of `base`. */
  | { kind: 'conflict'; fields: Field[] }
  /** Edited here, moved to the trash elsewhere. */
  | { kind: 'trashed' }

export type Row = {
  id: string
  base: Task | null
  /** Oldest first. The first one is on its way, waits for the network, or is in trouble. */
  changes: readonly Change[]
  task: Task
  sending: boolean
  waiting: ApiFailure | null
  trouble: Trouble | null
  /** All versions of `base` since this one were written from here. */
  oursSince: number
}

export function newRow(
  id: string,
  base: Task | null,
  change?: Extract<Change, { kind: 'add' }>,
): Row {
  const changes = change ? [change] : []
  return painted({
    id,
    base,
    changes,
    task: blank(id),
    sending: false,
    waiting: null,
    trouble: null,
    oursSince: base?.version ?? 0,
  })
}

/** The row with `task` made anew: the server's word with everything done here laid over it. */
export function painted(row: Row): Row {
  const task = row.changes.reduce(apply, row.base ?? blank(row.id))
  return { ...row, task }
}

function apply(task: Task, change: Change): Task {
  switch (change.kind) {
    case 'add':
      return { ...task, ...change.draft, created_at: change.at, updated_at: change.at }
    case 'edit':
      return { ...task, ...change.patch }
    case 'complete':
      return { ...task, completed_at: task.completed_at ?? change.at }
    case 'reopen':
      return { ...task, completed_at: null }
    case 'delete':
      return { ...task, deleted_at: task.deleted_at ?? change.at }
    case 'restore':
      return { ...task, deleted_at: null }
  }
}

const blank = (id: string): Task => ({
  id,
  title: '',
  notes: '',
  list_id: null,
  parent_id: null,
  priority: 0,
  due_date: null,
  due_at: null,
  due_timezone: null,
  labels: [],
  rank: '',
  recurrence: null,
  recurrence_from: 'due',
  completed_at: null,
  deleted_at: null,
  version: 0,
  seq: 0,
  created_at: '',
  updated_at: '',
})

/** The version to send an edit against: the newest if all since the one seen are our own. */
export function expectedVersion(row: Row, change: Change): number | null {
  if (change.kind !== 'edit' || !row.base) return null
  return change.seen.version >= row.oursSince ? row.base.version : change.seen.version
}

/** The server took the first change. */
export function acknowledged(row: Row, answer: Task): Row {
  const steps = answer.version - (row.base?.version ?? 0)
  const oursSince = steps <= 1 ? row.oursSince : answer.version
  const base = newest(row.base, answer)
  const changes = row.changes.slice(1)
  return painted({ ...row, base, oursSince, changes, sending: false, waiting: null })
}

/** An answer can come after a list that was read later. */
const newest = (base: Task | null, answer: Task) =>
  base && base.version > answer.version ? base : answer

/** The server told of this task without being asked to change it. */
export function heard(row: Row, task: Task): Row {
  if (row.base && task.version <= row.base.version) return row
  return painted({ ...row, base: task, oursSince: task.version })
}

/** The server did not take the first change. */
export function failed(row: Row, failure: ApiFailure): Row {
  const rest = { ...row, sending: false, waiting: null }
  const change = row.changes[0]
  if (!change) return rest
  if (failure.isOutage || failure.status === 401) return { ...rest, waiting: failure }
  if (!isText(change)) return painted({ ...rest, changes: row.changes.slice(1) })
  return { ...rest, trouble: { kind: 'refused', failure } }
}

/** The task changed elsewhere since it was seen: merge what can be, ask about what cannot. */
export function mismatched(row: Row, answer: Task): Row {
  const change = row.changes[0]
  if (change?.kind !== 'edit') return row
  const current = newest(row.base, answer)
  const { patch, clashes } = merge(change.patch, change.seen, current)
  const base = { ...row, base: current, oursSince: current.version, sending: false, waiting: null }
  if (Object.keys(patch).length === 0) return painted({ ...base, changes: row.changes.slice(1) })
  if (current.deleted_at && !change.seen.deleted_at) {
    return painted({ ...base, trouble: { kind: 'trashed' } })
  }
  const seen = clashes.length > 0 ? change.seen : current
  return painted({
    ...base,
    changes: [{ ...change, patch, seen }, ...row.changes.slice(1)],
    trouble: clashes.length > 0 ? { kind: 'conflict', fields: clashes } : null,
  })
}
