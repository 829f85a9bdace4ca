// Finds tables with a header of known columns, possibly below lines about the file.

import type { FieldProblem } from '../../problem.ts'
import { csvRecords } from '../csv-records.ts'
import { exceedsMaxRows, finding } from '../reading.ts'

export interface TableRow<Column extends string> {
  row: number
  /** Set if the record is not a row of this table. */
  errors?: FieldProblem[]
  cell: (column: Column) => string
}

/** How far below the top of the file the header may be. */
const preamble = 20

/**
 * Returns the rows below the first record that has all `needed` columns, in any case. Undefined if there is no such
 * header. Blank records are skipped; `row` counts them. `'too_many'`: more than can be imported.
 */
export function tableRows<Column extends string>(
  text: string,
  needed: readonly Column[],
): TableRow<Column>[] | 'too_many' | undefined {
  const records = csvRecords(text)
  for (let row = 1; row <= preamble; row += 1) {
    const { value } = records.next()
    const names = value?.cells.map((cell) => cell.trim().toLowerCase()) ?? []
    if (needed.every((column) => names.includes(column.toLowerCase()))) {
      return rowsBelow(records, names, row)
    }
  }
  return undefined
}

function rowsBelow<Column extends string>(
  records: ReturnType<typeof csvRecords>,
  names: readonly string[],
  header: number,
): TableRow<Column>[] | 'too_many' {
  const rows: TableRow<Column>[] = []
  let row = header
  for (const { cells, fault } of records) {
    row += 1
    if (exceedsMaxRows(row - header)) return 'too_many'
    if (cells.every((cell) => cell.trim() === '')) continue
    const isLong = cells.slice(names.length).some((cell) => cell.trim() !== '')
    const wrong = fault ?? (isLong ? 'has more cells than columns' : undefined)
    rows.push({
      row,
      ...(wrong && { errors: [finding('', 'malformed_csv', wrong)] }),
      cell: (column) => cells[names.indexOf(column.toLowerCase())] ?? '',
    })
  }
  return rows
}
