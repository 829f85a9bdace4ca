// Maps the columns of a table to fields, by our names and by others' if they are unambiguous.
import type { FieldProblem } from '../problem.ts'
import { escapePointer } from '../validation.ts'
import { type Column, columns } from './csv-cells.ts'
import { finding } from './reading.ts'

/** Names are compared without case, spaces, `-` and `_`. */
const others: Partial<Record<Column, string>> = {
  title: 'task, task name, task title, name, summary, content, subject, to-do',
  notes: 'note, description, details',
  list: 'list name, project, project name, folder',
  parent_id: 'parent task id',
  due_date: 'due, due on, date due',
  due_timezone: 'timezone, time zone',
  labels: 'label, tag, tags, category, categories',
  recurrence: 'repeat, repeats, rrule, recurrence rule',
  completed_at: 'completed on, date completed, completed date, completion date',
  created_at: 'created, created on, date created, created date, creation date, created time',
}

const plain = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '')

const known: ReadonlyMap<string, Column> = new Map(
  columns.flatMap((column) =>
    [column, ...(others[column] ?? '').split(', ')].map((name) => [plain(name), column] as const),
  ),
)

/** Returns the column of every name, or what is wrong with the names. Nothing is guessed. */
export function columnsNamed(names: readonly string[]): { of: Column[]; errors: FieldProblem[] } {
  const errors: FieldProblem[] = []
  const of: Column[] = []
  const first = new Map<Column, string>()
  for (const name of names) {
    const column = known.get(plain(name))
    if (!column) {
      const detail = `is no name that is known here: call it one of ${columns.join(', ')}, or leave it out`
      errors.push(finding(`/${escapePointer(name)}`, 'unknown_column', detail))
      continue
    }
    const before = first.get(column)
    if (before !== undefined) {
      const detail = before === name ? 'is there twice' : `means ${column}, as ${before} does`
      errors.push(finding(`/${escapePointer(name)}`, 'duplicate_column', detail))
    }
    first.set(column, before ?? name)
    of.push(column)
  }
  if (!first.has('title')) errors.push(finding('/title', 'required', 'is required'))
  return { of, errors }
}
