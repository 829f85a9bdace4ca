// Rebases pending mutations on a new row of the server, field by field. Nothing that only a person can decide is dropped.
import { completed } from '../../../../worker/domain/recurrence/next-occurrence.ts'
import { taskFieldNames } from '../../../../worker/domain/task-fields.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Conflict, TaskFields } from '../contract.ts'
import { isSame, namesOf, type PendingMutation, pick } from '../mutations/mutation.ts'
import { placeAfter } from '../mutations/mutators.ts'

/** Fields that merge as one: a date, an instant and its zone are one due. */
const units: readonly (readonly (keyof TaskFields)[])[] = [
  ['due_date', 'due_at', 'due_timezone'],
  ...taskFieldNames.filter((name) => !name.startsWith('due_')).map((name) => [name]),
]

/**
 * @param entries all pending mutations of one task, in order
 * @param base the task as the server has it now; undefined where it was permanently deleted
 * @param last the task as this browser knew it before
 * @returns the mutations that still change something, with their conflicts
 */
export function rebase(
  entries: readonly PendingMutation[],
  base: Task | undefined,
  last: Task | undefined,
): PendingMutation[] {
  const [first] = entries
  if (first?.mutation.op === 'create') return [...entries]
  // A mutation ahead of a permanent deletion needs no decision: its task is not on the screen any more.
  const end = entries.findLastIndex(({ mutation }) => mutation.op === 'purge')
  if (end >= 0) return base ? entries.slice(end) : rebase(entries.slice(end + 1), base, last)
  if (!base) return entries.flatMap((entry) => onGone(entry, last))
  // A task in the trash may be edited by whoever restores it first, or put it there.
  const isTrashed =
    base.deleted_at !== null &&
    !entries.some(({ mutation: { op } }) => op === 'restore' || op === 'delete')
  /** The task as the mutations so far leave it. */
  const now: Task = { ...base }
  return entries.flatMap((entry) => {
    const { mutation } = entry
    if (mutation.op === 'complete') {
      // A repeating task that was completed elsewhere has moved on to another day.
      const isDone = now.completed_at !== null || (now.recurrence && dueOf(now) !== mutation.due)
      if (isDone) return []
      const { at, timezone } = mutation
      Object.assign(now, completed(now, { now: new Date(at), timezone }))
      return [marked(entry, isTrashed)]
    }
    if (mutation.op === 'reopen') now.completed_at = null
    if (mutation.op === 'move') Object.assign(now, placeAfter(mutation.place, now))
    const needsPlace = mutation.op === 'move' || mutation.op === 'reopen'
    if (mutation.op !== 'update') return [marked(entry, isTrashed && needsPlace)]
    const next = onFields(entry, mutation, now)
    if (!next) return []
    // The list of a task may change in the trash.
    const isPlaceOnly = namesOf(mutation.patch).every((name) => name === 'list_id')
    return [isTrashed && !isPlaceOnly ? { ...next, conflict: { kind: 'trashed' } } : next]
  })
}

function marked(entry: PendingMutation, isTrashed: boolean): PendingMutation {
  if (isTrashed) return { ...entry, conflict: { kind: 'trashed' } }
  // The task exists again, so the conflict about its end is settled.
  const isAnswered = entry.conflict?.kind === 'deleted' || entry.conflict?.kind === 'trashed'
  return isAnswered ? { ...entry, conflict: null } : entry
}

/** The due date or instant, as one text to compare. */
export const dueOf = ({ due_date, due_at }: Pick<Task, 'due_date' | 'due_at'>) => due_date ?? due_at

function onGone(entry: PendingMutation, last: Task | undefined): PendingMutation[] {
  const { op } = entry.mutation
  const isText = op === 'update' || op === 'move' || op === 'restore' || op === 'reopen'
  if (!isText) return []
  const known = last ?? entry.lastKnown
  // Another tab of this browser deleted it permanently: there is nothing to show, and nothing to decide.
  return known ? [{ ...entry, conflict: { kind: 'deleted' }, lastKnown: known }] : []
}

function onFields(
  entry: PendingMutation,
  mutation: Extract<PendingMutation['mutation'], { op: 'update' }>,
  now: TaskFields,
): PendingMutation | null {
  const kept: (keyof TaskFields)[] = []
  const clashes: Extract<Conflict, { kind: 'fields' }>['fields'] = []
  for (const unit of units) {
    const names = unit.filter((name) => mutation.patch[name] !== undefined)
    if (names.length === 0) continue
    const isAgreed = names.every((name) => isSame(now[name], mutation.patch[name]))
    const isUntouched = names.every((name) => isSame(now[name], mutation.base[name]))
    if (!isAgreed) kept.push(...names)
    if (!isAgreed && !isUntouched) {
      for (const field of names)
        if (!isSame(now[field], mutation.patch[field]))
          clashes.push({ field, mine: mutation.patch[field], theirs: now[field] })
    }
    Object.assign(now, pick({ ...now, ...mutation.patch }, names))
  }
  if (kept.length === 0) return null
  return {
    ...entry,
    mutation: {
      ...mutation,
      patch: pick({ ...now, ...mutation.patch }, kept),
      base: seenOf(mutation.base, kept),
    },
    conflict: clashes.length > 0 ? { kind: 'fields', fields: clashes } : null,
  }
}

const seenOf = (
  seen: Partial<TaskFields>,
  kept: readonly (keyof TaskFields)[],
): Partial<TaskFields> =>
  Object.fromEntries(
    namesOf(seen).flatMap((name) => (kept.includes(name) ? [[name, seen[name]]] : [])),
  )
