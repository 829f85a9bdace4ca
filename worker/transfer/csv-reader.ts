// Reads the output of csv-writer.ts, and tables made by hand or by other programs.

import { isTimeZone } from '../domain/time-zone.ts'
import { instantAt } from '../domain/wall-clock.ts'
import type { FieldProblem } from '../problem.ts'
import { type Column, columns, unguarded } from './csv-cells.ts'
import { columnsNamed } from './csv-columns.ts'
import { csvRecords } from './csv-records.ts'
import { valueFrom } from './field-texts.ts'
import { derivedId } from './ids.ts'
import { normalizeRows } from './normalize-rows.ts'
import {
  exceedsMaxRows,
  fieldErrors,
  finding,
  type ImportRow,
  parse,
  type Reading,
  type ReadOptions,
  tooManyRows,
  wholeFile,
} from './reading.ts'
import { FileId, ImportList, ImportTask, Instant } from './schema.ts'
import { exactDue } from './todoist-due.ts'

type Values = Partial<Record<Column, string>>

/** Never throws. The header names the columns, in any order; only `title` is required. */
export function readCsv(text: string, { timezone }: Pick<ReadOptions, 'timezone'> = {}): Reading {
  const records = csvRecords(text)
  const header = records.next().value
  if (!header) return wholeFile('empty_file', 'has no header')
  const names = header.cells.map((cell) => unguarded(cell).trim())
  while (names.at(-1) === '') names.pop()
  const { of, errors } = columnsNamed(names)
  if (errors.length > 0) return { rows: [{ row: 0, errors: errors.slice(0, 20) }] }

  const rows: ImportRow[] = []
  const refused = new Set<string>()
  const reader = rowReader(timezone)
  let row = 1
  for (const { cells, fault } of records) {
    row += 1
    if (exceedsMaxRows(row)) return tooManyRows()
    if (cells.every((cell) => cell === '')) continue
    if (fault || cells.slice(names.length).some((cell) => cell !== '')) {
      rows.push({
        row,
        errors: [finding('', 'malformed_csv', fault ?? 'has more cells than columns')],
      })
      continue
    }
    const values: Values = {}
    for (const column of columns) {
      const value = unguarded(cells[of.indexOf(column)] ?? '')
      if (value !== '') values[column] = value
    }
    const { id, list, ...read } = reader(values)
    if (!read.task) refused.add(id)
    if (list) rows.push({ row, list, byName: true })
    rows.push({ row, ...read })
  }
  return normalizeRows(rows, { refused })
}

/** Keeps the state shared by rows: the lists they name, and how often a row without an id has occurred. */
function rowReader(timezone = 'UTC') {
  const lists = new Map<string, string>()
  const same = new Map<string, number>()

  const idOf = (values: Values) => {
    if (values.id) return ownOrDerived(values.id)
    const content = JSON.stringify(columns.map((column) => values[column] ?? ''))
    const nth = (same.get(content) ?? 0) + 1
    same.set(content, nth)
    return derivedId('csv row', content, nth)
  }
  const ownOrDerived = (text: string) => {
    const own = FileId.safeParse(text.trim())
    return own.success ? own.data : derivedId('csv id', text)
  }
  const listOf = (name: string | undefined): NamedList => {
    if (!name) return { list_id: null }
    const known = lists.get(name)
    return known ? { list_id: known } : newList(name, derivedId('csv list', name))
  }

  return (values: Values): Omit<ImportRow, 'row'> & { id: string } => {
    const { list: listName, parent_id, updated_at, ...cells } = values
    const read = Object.entries(cells).map(([name, cell]) => [name, valueFrom(name, cell)])
    const id = idOf(values)
    const { list, list_id, errors } = listOf(listName?.trim().normalize('NFC'))
    if (errors) return { id, errors }
    const task = parse(ImportTask, {
      ...Object.fromEntries(read),
      ...whenDone(values, timezone),
      ...whenDue(values, timezone),
      id,
      list_id,
      parent_id: parent_id && ownOrDerived(parent_id),
    })
    if (!task.success) return { id, errors: fieldErrors(task.error) }
    if (!list) return { id, task: task.data }
    lists.set(list.name, list.id)
    return { id, task: task.data, list }
  }
}

/** Other programs may have a time in our date column. Without a zone it is in the caller's, and makeStorable warns. */
function whenDue({ due_date, due_at, due_timezone }: Values, timezone: string) {
  if (!due_date || due_at) return
  const zone = due_timezone && isTimeZone(due_timezone) ? due_timezone : timezone
  const due = exactDue(due_date, zone)
  if (due?.due_at) return { due_date: null, due_at: due.due_at }
  return due && { due_date: due.due_date }
}

const instants = ['completed_at', 'deleted_at', 'created_at'] as const

/** Other programs may have a date, or a time without a zone, where we have an instant. A date means its start. */
function whenDone(values: Values, timezone: string): Values {
  const { due_timezone } = values
  const zone = due_timezone && isTimeZone(due_timezone) ? due_timezone : timezone
  const found: Values = {}
  for (const column of instants) {
    const text = values[column]
    if (!text || Instant.safeParse(text).success) continue
    const { due_date, due_at } = exactDue(text, zone) ?? {}
    const instant = due_date ? instantAt(zone, `${due_date}T00:00:00`).toISOString() : due_at
    if (instant) found[column] = instant
  }
  return found
}

interface NamedList {
  list_id: string | null
  list?: ImportList
  errors?: FieldProblem[]
}

function newList(name: string, id: string): NamedList {
  const { success, data, error } = parse(ImportList, { id, name })
  if (success) return { list_id: id, list: data }
  const errors = fieldErrors(error).map((problem) => ({ ...problem, pointer: '/list' }))
  return { list_id: null, errors }
}
