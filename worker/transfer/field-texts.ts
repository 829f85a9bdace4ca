// Fields of a task as texts: in a cell of our CSV, and where iCalendar has no property for them.
import { priorities, type TaskFields, taskDefaults, taskFieldNames } from '../domain/task-fields.ts'

type Name = keyof TaskFields
/** Fields of which a value is no `Text`. */
type Without<Text> = {
  [Field in Name]: NonNullable<TaskFields[Field]> extends Text ? never : Field
}[Name]

/** What a text means, for fields that hold none. What it cannot mean is given back, to be refused. */
const readers: { [Field in Without<string>]: (text: string) => unknown } = {
  priority: priorityOf,
  labels: splitLabels,
}

const writers: { [Field in Without<string | number>]: (value: TaskFields[Field]) => string } = {
  labels: joinedLabels,
}

/** Undoes `textOf`. */
export function valueFrom(name: string, text: string): unknown {
  const given: Partial<Record<string, (text: string) => unknown>> = readers
  return given[name]?.(text) ?? text
}

/** Empty where there is no value. */
export function textOf(task: Partial<TaskFields>, name: Name): string {
  const given: Partial<Record<Name, (value: never) => string>> = writers
  const value = task[name] ?? null
  if (value === null) return ''
  // A writer takes what its field holds.
  return given[name]?.(value as never) ?? String(value)
}

/** `a, b` with a backslash before a comma or a backslash of the label's own. */
export function joinedLabels(labels: readonly string[]): string {
  return labels.map((label) => label.replace(/[\\,]/g, '\\$&')).join(', ')
}

/** Undoes `joinedLabels`. Labels are trimmed, so blanks around a comma mean nothing; empty ones fall away. */
export function splitLabels(cell: string): string[] {
  return [...cell.matchAll(/(?:\\[\s\S]|[^\\,]|\\$)+/g)]
    .map(([label]) => label.replace(/\\([\\,])/g, '$1').trim())
    .filter((label) => label !== '')
}

/** A number of ours or one of the words that the app shows; anything else as it is. */
export function priorityOf(cell: string): number | string {
  const text = cell.trim().toLowerCase()
  if (/^\d$/.test(text)) return Number(text)
  const place = priorities.findIndex((word) => word.toLowerCase() === text)
  return place < 0 ? cell : place
}

/** Fields that calendars know, or that ics-writer.ts has words of its own for. */
const inCalendars: ReadonlySet<Name> = new Set<Name>([
  'title',
  'notes',
  'list_id',
  'parent_id',
  'priority',
  'due_date',
  'due_at',
  'due_timezone',
  'labels',
  'recurrence_from',
])

/** All other fields, each with the property that our own calendars have it in. */
export const ownProperties = taskFieldNames.flatMap((name) =>
  inCalendars.has(name)
    ? []
    : [{ name, property: `X-DULY-${name.toUpperCase().replaceAll('_', '-')}` }],
)

/** A field that says no more than its absence needs no property. */
export const isDefault = (task: TaskFields, name: Name): boolean =>
  textOf(task, name) === textOf(taskDefaults, name)
