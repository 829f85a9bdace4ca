// What becomes of edits that wait when the server says something new about their task: field by field, and nothing is
// dropped that only a person can decide about.
import { taskFieldNames } from '../../../../worker/domain/task-fields.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Conflict, TaskFields } from '../contract.ts'
import { isSame, namesOf, type PendingMutation, pick } from '../mutations/mutation.ts'

/** A date, an instant and its zone are one answer to one question. */
const units: readonly (readonly (keyof TaskFields)[])[] = [
  ['due_date', 'due_at', 'due_timezone'],
  ...taskFieldNames.filter((name) => !name.startsWith('due_')).map((name) => [name]),
]

/**
 * @param entries all that wait on one task, in order
 * @param base the task as the server has it now; undefined where it was deleted for good
 * @param last the task as it was known before
 * @returns the entries that still say something, those with a question marked
 */
export function rebase(
  entries: readonly PendingMutation[],
  base: Task | undefined,
  last: Task | undefined,
): PendingMutation[] {
  const [first] = entries
  if (first?.mutation.op === 'create') return [...entries]
  // What was done before its end needs no answer any more: there is nothing on the screen to give one to.
  const end = entries.findLastIndex(({ mutation }) => mutation.op === 'purge')
  if (end >= 0) return base ? entries.slice(end) : rebase(entries.slice(end + 1), base, last)
  if (!base) return entries.flatMap((entry) => onGone(entry, last))
  // Whoever takes it out of the trash first may edit it; so may whoever put it there.
  const isTrashed =
    base.deleted_at !== null &&
    !entries.some(({ mutation: { op } }) => op === 'restore' || op === 'delete')
  const now: TaskFields = { ...base }
  return entries.flatMap((entry) => {
    const { mutation } = entry
    if (mutation.op === 'complete') {
      const isDone = base.completed_at !== null || (base.recurrence && dueOf(base) !== mutation.due)
      return isDone ? [] : [marked(entry, isTrashed)]
    }
    const needsPlace = mutation.op === 'move' || mutation.op === 'reopen'
    if (mutation.op !== 'update') return [marked(entry, isTrashed && needsPlace)]
    const rebased = onFields(entry, mutation, now)
    return rebased ? [isTrashed ? { ...rebased, conflict: { kind: 'trashed' } } : rebased] : []
  })
}

function marked(entry: PendingMutation, isTrashed: boolean): PendingMutation {
  if (isTrashed) return { ...entry, conflict: { kind: 'trashed' } }
  // It has come back: nothing is to be asked about that any more.
  const isAnswered = entry.conflict?.kind === 'deleted' || entry.conflict?.kind === 'trashed'
  return isAnswered ? { ...entry, conflict: null } : entry
}

/** When it is due, as one text. */
export const dueOf = ({ due_date, due_at }: Pick<Task, 'due_date' | 'due_at'>) => due_date ?? due_at

function onGone(entry: PendingMutation, last: Task | undefined): PendingMutation[] {
  const { op } = entry.mutation
  const isText = op === 'update' || op === 'move' || op === 'restore' || op === 'reopen'
  if (!isText) return []
  const known = last ?? entry.lastKnown
  // Deleted for good from here, by another tab: there is nothing to show, and to ask about.
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
