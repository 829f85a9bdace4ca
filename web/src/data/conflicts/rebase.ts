// What becomes of edits that wait when the server says something new about their task: field by field, and nothing is
// dropped that only a person can decide about.
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Fields, Question } from '../contract.ts'
import { type Entry, fieldNames, isSame, namesOf, pick } from '../mutations/mutation.ts'

/** A date, an instant and its zone are one answer to one question. */
const units: readonly (readonly (keyof Fields)[])[] = [
  ['due_date', 'due_at', 'due_timezone'],
  ...fieldNames.filter((name) => !name.startsWith('due_')).map((name) => [name]),
]

/**
 * @param entries all that wait on one task, in order
 * @param base the task as the server has it now; undefined where it was deleted for good
 * @param last the task as it was known before
 * @returns the entries that still say something, those with a question marked
 */
export function rebase(
  entries: readonly Entry[],
  base: Task | undefined,
  last: Task | undefined,
): Entry[] {
  const [first] = entries
  if (first?.edit.op === 'create') return [...entries]
  // What was done before its end needs no answer any more: there is nothing on the screen to give one to.
  const end = entries.findLastIndex(({ edit }) => edit.op === 'purge')
  if (end >= 0) return base ? entries.slice(end) : rebase(entries.slice(end + 1), base, last)
  if (!base) return entries.flatMap((entry) => onGone(entry, last))
  // Whoever takes it out of the trash first may edit it; so may whoever put it there.
  const isTrashed =
    base.deleted_at !== null &&
    !entries.some(({ edit: { op } }) => op === 'restore' || op === 'delete')
  const now: Fields = { ...base }
  return entries.flatMap((entry) => {
    const { edit } = entry
    if (edit.op === 'complete') {
      const isDone = base.completed_at !== null || (base.recurrence && dueOf(base) !== edit.due)
      return isDone ? [] : [marked(entry, isTrashed)]
    }
    const needsPlace = edit.op === 'move' || edit.op === 'reopen'
    if (edit.op !== 'update') return [marked(entry, isTrashed && needsPlace)]
    const rebased = onFields(entry, edit, now)
    return rebased ? [isTrashed ? { ...rebased, question: { kind: 'trashed' } } : rebased] : []
  })
}

function marked(entry: Entry, isTrashed: boolean): Entry {
  if (isTrashed) return { ...entry, question: { kind: 'trashed' } }
  // It has come back: nothing is to be asked about that any more.
  const isAnswered = entry.question?.kind === 'gone' || entry.question?.kind === 'trashed'
  return isAnswered ? { ...entry, question: null } : entry
}

/** When it is due, as one text. */
export const dueOf = ({ due_date, due_at }: Pick<Task, 'due_date' | 'due_at'>) => due_date ?? due_at

function onGone(entry: Entry, last: Task | undefined): Entry[] {
  const { op } = entry.edit
  const isText = op === 'update' || op === 'move' || op === 'restore' || op === 'reopen'
  if (!isText) return []
  const known = last ?? entry.last
  // Deleted for good from here, by another tab: there is nothing to show, and to ask about.
  return known ? [{ ...entry, question: { kind: 'gone' }, last: known }] : []
}

function onFields(
  entry: Entry,
  edit: Extract<Entry['edit'], { op: 'update' }>,
  now: Fields,
): Entry | null {
  const kept: (keyof Fields)[] = []
  const clashes: Extract<Question, { kind: 'conflict' }>['fields'] = []
  for (const unit of units) {
    const names = unit.filter((name) => edit.patch[name] !== undefined)
    if (names.length === 0) continue
    const isAgreed = names.every((name) => isSame(now[name], edit.patch[name]))
    const isUntouched = names.every((name) => isSame(now[name], edit.seen[name]))
    if (!isAgreed) kept.push(...names)
    if (!isAgreed && !isUntouched) {
      for (const field of names)
        if (!isSame(now[field], edit.patch[field]))
          clashes.push({ field, mine: edit.patch[field], theirs: now[field] })
    }
    Object.assign(now, pick({ ...now, ...edit.patch }, names))
  }
  if (kept.length === 0) return null
  return {
    ...entry,
    edit: { ...edit, patch: pick({ ...now, ...edit.patch }, kept), seen: seenOf(edit.seen, kept) },
    question: clashes.length > 0 ? { kind: 'conflict', fields: clashes } : null,
  }
}

const seenOf = (seen: Partial<Fields>, kept: readonly (keyof Fields)[]): Partial<Fields> =>
  Object.fromEntries(
    namesOf(seen).flatMap((name) => (kept.includes(name) ? [[name, seen[name]]] : [])),
  )
