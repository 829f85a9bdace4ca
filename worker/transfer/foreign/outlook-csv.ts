// Reads the tasks table that Outlook for Windows exports, in English: its part of Microsoft To Do, one list per file.

import { instantAt } from '../../domain/wall-clock.ts'
import { derivedId } from '../ids.ts'
import { normalizeRows } from '../normalize-rows.ts'
import {
  type ImportRow,
  type Reading,
  type ReadOptions,
  tooManyRows,
  warn,
  wholeFile,
} from '../reading.ts'
import { type FoundDue, fitted, keep, keepDate } from './draft.ts'
import { namedLists } from './named-lists.ts'
import { type DateOrder, dateOrderOf, dayIn } from './outlook-dates.ts'
import { type TableRow, tableRows } from './tables.ts'

const needed = ['Subject', 'Due Date', 'Status'] as const
type Column =
  | (typeof needed)[number]
  | 'Start Date'
  | 'Date Completed'
  | '% Complete'
  | 'Categories'
  | 'Notes'
  | 'Priority'
  | 'Reminder On/Off'
  | 'Reminder Date'
  | 'Reminder Time'
type Row = TableRow<Column>

/** Never throws. The whole file decides which number of a date is the month. */
export function readOutlookCsv(text: string, options: ReadOptions): Reading {
  const given = tableRows<Column>(text, needed)
  if (!given) return wholeFile('not_microsoft_to_do', `has no columns ${needed.join(', ')}`)
  if (given === 'too_many') return tooManyRows()
  const columns = ['Due Date', 'Start Date', 'Date Completed', 'Reminder Date'] as const
  const order = dateOrderOf(given.flatMap(({ cell }) => columns.map((column) => cell(column))))
  const lists = namedLists('microsoft')
  const same = new Map<string, number>()
  const rows = given.map((record): ImportRow => {
    const { row, cell, errors } = record
    if (errors) return { row, errors }
    const subject = cell('Subject')
    const nth = (same.get(subject) ?? 0) + 1
    same.set(subject, nth)
    const id = derivedId('outlook task', options.listName ?? '', subject, nth)
    return taskRow(record, id, lists.idOf(row, options.listName ?? ''), order, options)
  })
  return normalizeRows([...lists.rows, ...rows], { closed: true })
}

function taskRow(
  { row, cell }: Row,
  id: string,
  list_id: string | null,
  order: DateOrder | undefined,
  options: ReadOptions,
): ImportRow {
  const told: ImportRow = { row }
  const due: FoundDue = { due: {}, lines: [], warnings: [] }
  const day = (column: Column, word: string) => {
    const text = cell(column).trim()
    if (text === '' || /^none$/i.test(text)) return
    const found = dayIn(text, order)
    if (found) return found
    const detail = order ? 'is no date' : 'does not say which number is the month'
    keepDate(due, `${word}: ${text}`, `${column} ${detail}`)
    return
  }
  const due_date = day('Due Date', 'Due')
  if (due_date) due.due = { due_date }
  const start = day('Start Date', 'Starts')
  if (start && start !== due_date) keep(due, `Starts: ${start}`)
  if (/^true$/i.test(cell('Reminder On/Off').trim())) {
    const reminder = [cell('Reminder Date'), cell('Reminder Time')].map((text) => text.trim())
    keep(due, `Reminder: ${reminder.join(' ').trim()}`)
  }
  const status = cell('Status').trim().toLowerCase()
  if (status === 'waiting on someone else' || status === 'deferred') {
    keep(due, `Status: ${cell('Status').trim()}`)
  }
  const percent = cell('% Complete').trim()
  const isDone = status === 'completed' || /^(100 ?%|1([.,]0+)?)$/.test(percent)
  const completed = isDone ? day('Date Completed', 'Completed') : undefined
  const { warnings = [], ...read } = fitted({
    ...{ id, list_id, parent_id: null, title: cell('Subject') },
    notes: cell('Notes').replace(/\r\n?/g, '\n').trim(),
    texts: [],
    labels: cell('Categories').split(/[;,]/),
    priority: priorities.get(cell('Priority').trim().toLowerCase()) ?? 0,
    due,
    completed_at: isDone ? doneAt(completed, options) : null,
  })
  warn(told, ...warnings)
  return { ...told, ...read }
}

const priorities = new Map([
  ['low', 1],
  ['high', 3],
])

/** Noon, so that it is the same day in every zone the user may have. */
const doneAt = (day: string | undefined, { now, timezone = 'UTC' }: ReadOptions) =>
  (day ? instantAt(timezone, `${day}T12:00:00`) : now).toISOString()
