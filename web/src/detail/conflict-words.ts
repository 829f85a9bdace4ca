// What only the person can decide, in words.
import type { List } from '../../../worker/lists/schema.ts'
import type { Conflict, TaskFields } from '../data/contract.ts'
import { repeatInWords } from '../ui/due/repeat-words.ts'
import { dayInWords } from '../ui/due.ts'
import { timeIn } from '../ui/due-mark.tsx'
import { priorities } from '../ui/priority.tsx'

type Clash = Extract<Conflict, { kind: 'fields' }>['fields'][number]
type Side = 'mine' | 'theirs'

/** One choice: fields that answer one question together are chosen together. */
export interface Choice {
  name: string
  fields: (keyof TaskFields)[]
  mine: string
  theirs: string
}

export interface Known {
  lists: readonly List[]
  titleOf: (id: string) => string | undefined
  today: string
  timeZone: string
}

const dueFields: readonly (keyof TaskFields)[] = ['due_date', 'due_at', 'due_timezone']

const names: Partial<Record<keyof TaskFields, string>> = {
  list_id: 'List',
  parent_id: 'Part of',
  recurrence: 'Repeat',
  recurrence_from: 'Repeat from',
}

export const nameOf = (field: keyof TaskFields): string =>
  names[field] ??
  (dueFields.includes(field) ? 'Due' : `${field[0]?.toUpperCase()}${field.slice(1)}`)

/** Whether they are one choice. */
export const isOne = (clashes: readonly Clash[]): boolean =>
  new Set(clashes.map(({ field }) => nameOf(field))).size === 1

export function choicesOf(clashes: readonly Clash[], known: Known): Choice[] {
  const due = clashes.filter(({ field }) => dueFields.includes(field))
  const rest = clashes.filter(({ field }) => !dueFields.includes(field))
  const plain = rest.map((clash) => ({
    name: nameOf(clash.field),
    fields: [clash.field],
    mine: said(clash.field, clash.mine, known),
    theirs: said(clash.field, clash.theirs, known),
  }))
  if (due.length === 0) return plain
  const side = (which: Side) => dueSaid(due, which, known)
  const dueChoice = {
    name: 'Due',
    fields: [...dueFields],
    mine: side('mine'),
    theirs: side('theirs'),
  }
  return [...plain, dueChoice]
}

function dueSaid(due: readonly Clash[], side: Side, { today, timeZone }: Known): string {
  const of = (field: keyof TaskFields) => due.find((clash) => clash.field === field)?.[side]
  const [at, day] = [of('due_at'), of('due_date')]
  if (typeof at === 'string') {
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
    return `${dayInWords(local.format(new Date(at)), today)} ${timeIn(timeZone, at)}`
  }
  if (typeof day === 'string') return dayInWords(day, today)
  const zone = of('due_timezone')
  return typeof zone === 'string' ? `In the time zone ${zone.replaceAll('_', ' ')}` : 'No date'
}

function said(field: keyof TaskFields, value: unknown, { lists, titleOf }: Known): string {
  if (field === 'list_id') {
    if (value === null) return 'Inbox'
    return lists.find(({ id }) => id === value)?.name ?? 'Deleted list'
  }
  if (field === 'parent_id')
    return value === null ? 'No parent task' : (titleOf(String(value)) ?? 'Deleted task')
  if (field === 'priority') return priorities[Number(value)] ?? String(value)
  if (field === 'recurrence')
    return typeof value === 'string' ? repeatInWords(value, 'due') : 'Never'
  if (field === 'recurrence_from') return value === 'completed' ? 'Completion date' : 'Due date'
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'None'
  return typeof value === 'string' && value !== '' ? value : 'Nothing'
}
