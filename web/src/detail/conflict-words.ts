// Words for conflicts.
import { priorities, type TaskFields } from '../../../worker/domain/task-fields.ts'
import type { List } from '../../../worker/lists/schema.ts'
import type { Conflict } from '../data/contract.ts'
import { repeatInWords } from '../ui/due/repeat-words.ts'
import { dayInWords } from '../ui/due.ts'
import { timeIn } from '../ui/due-mark.tsx'

type Clash = Extract<Conflict, { kind: 'fields' }>['fields'][number]
type Side = 'mine' | 'theirs'

/** One choice: fields that belong together are chosen together. */
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

const dueFields = ['due_date', 'due_at', 'due_timezone'] as const
type DueField = (typeof dueFields)[number]
type PlainField = Exclude<keyof TaskFields, DueField>
const isOfDue = (field: keyof TaskFields): field is DueField =>
  dueFields.some((one) => one === field)

interface Words {
  name: string
  inWords: (value: unknown, known: Known) => string
}

const asText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : 'Nothing')

/** A field without words does not compile. */
const words: Record<PlainField, Words> = {
  title: { name: 'Title', inWords: asText },
  notes: { name: 'Notes', inWords: asText },
  list_id: {
    name: 'List',
    inWords: (value, { lists }) =>
      value === null ? 'Inbox' : (lists.find(({ id }) => id === value)?.name ?? 'Deleted list'),
  },
  parent_id: {
    name: 'Part of',
    inWords: (value, { titleOf }) =>
      value === null ? 'No parent task' : (titleOf(String(value)) ?? 'Deleted task'),
  },
  priority: {
    name: 'Priority',
    inWords: (value) => priorities[Number(value)] ?? String(value),
  },
  labels: {
    name: 'Labels',
    inWords: (value) => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'None'),
  },
  recurrence: {
    name: 'Repeat',
    inWords: (value) => (typeof value === 'string' ? repeatInWords(value, 'due') : 'Never'),
  },
  recurrence_from: {
    name: 'Repeat from',
    inWords: (value) => (value === 'completed' ? 'Completion date' : 'Due date'),
  },
}

export const nameOf = (field: keyof TaskFields): string =>
  isOfDue(field) ? 'Due' : words[field].name

/** Whether they form a single choice. */
export const isOne = (clashes: readonly Clash[]): boolean =>
  new Set(clashes.map(({ field }) => nameOf(field))).size === 1

export function choicesOf(clashes: readonly Clash[], known: Known): Choice[] {
  const due = clashes.filter(({ field }) => isOfDue(field))
  const plain = clashes.flatMap(({ field, mine, theirs }) => {
    if (isOfDue(field)) return []
    const { name, inWords } = words[field]
    return { name, fields: [field], mine: inWords(mine, known), theirs: inWords(theirs, known) }
  })
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
