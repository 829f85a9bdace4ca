// Reads what csv-writer.ts writes, and tables that people made by hand with the same column names.
import type { FieldProblem } from '../problem.ts'
import { type Column, columns, splitLabels, unguarded } from './csv-cells.ts'
import { csvRecords } from './csv-records.ts'
import { derivedId } from './ids.ts'
import {
  fieldErrors,
  finding,
  type ImportRow,
  parse,
  type Reading,
  tooMany,
  tooManyRows,
  wholeFile,
} from './reading.ts'
import { FileId, ImportList, ImportTask } from './schema.ts'
import { settled } from './settled.ts'

/** Never throws. The header names the columns, in any order; all but `title` may be missing. */
export function readCsv(text: string): Reading {
  const records = csvRecords(text)
  const header = records.next().value
  if (!header) return wholeFile('empty_file', 'has no header')
  const names = header.cells.map((cell) => unguarded(cell).trim().toLowerCase())
  while (names.at(-1) === '') names.pop()
  const errors = wrongColumns(names).slice(0, 20)
  if (errors.length > 0) return { rows: [{ row: 0, errors }] }

  const rows: ImportRow[] = []
  const refused = new Set<string>()
  const reader = rowReader()
  let row = 1
  for (const { cells, fault } of records) {
    row += 1
    if (tooMany(row)) return tooManyRows()
    if (cells.every((cell) => cell === '')) continue
    if (fault || cells.slice(names.length).some((cell) => cell !== '')) {
      rows.push({
        row,
        errors: [finding('', 'malformed_csv', fault ?? 'has more cells than columns')],
      })
      continue
    }
    const values: Partial<Record<Column, string>> = {}
    for (const column of columns) {
      const value = unguarded(cells[names.indexOf(column)] ?? '')
      if (value !== '') values[column] = value
    }
    const { id, list, ...read } = reader(values)
    if (!read.task) refused.add(id)
    if (list) rows.push({ row, list, byName: true })
    rows.push({ row, ...read })
  }
  return settled(rows, { refused })
}

function wrongColumns(names: string[]) {
  const known: readonly string[] = columns
  const errors = names.flatMap((name, index) => {
    if (!known.includes(name)) {
      return [finding(`/${name}`, 'unknown_column', `is none of ${columns.join(', ')}`)]
    }
    const again = names.indexOf(name) !== index
    return again ? [finding(`/${name}`, 'duplicate_column', 'is there twice')] : []
  })
  if (!names.includes('title')) errors.push(finding('/title', 'required', 'is required'))
  return errors
}

/** Keeps what rows have in common: the lists that they name, and how often one without an id came. */
function rowReader() {
  const lists = new Map<string, string>()
  const same = new Map<string, number>()

  const idOf = (values: Partial<Record<Column, string>>) => {
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

  return (values: Partial<Record<Column, string>>): Omit<ImportRow, 'row'> & { id: string } => {
    const { list: listName, parent_id, priority, labels, updated_at, ...plain } = values
    const id = idOf(values)
    const { list, list_id, errors } = listOf(listName?.trim().normalize('NFC'))
    if (errors) return { id, errors }
    const task = parse(ImportTask, {
      ...plain,
      id,
      list_id,
      parent_id: parent_id && ownOrDerived(parent_id),
      priority: priority && (/^\d$/.test(priority) ? Number(priority) : priority),
      labels: labels && splitLabels(labels),
    })
    if (!task.success) return { id, errors: fieldErrors(task.error) }
    if (!list) return { id, task: task.data }
    lists.set(list.name, list.id)
    return { id, task: task.data, list }
  }
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
