// Writes a parsed file to the database, batch by batch, and reports the outcome of every row.
import type { UserDatabase } from '../db/request-transaction.ts'
import type { ImportRow } from './reading.ts'
import { type Full, reportOf } from './report.ts'
import type { ImportReport } from './schema-http.ts'
import { pageRows, type StorableRow, type Stored, writeRows } from './store.ts'

/** Characters per batch: notes may be long, and their search terms are sent too. */
const batchText = 1_000_000

/**
 * Each batch is one call and one transaction. If one fails, earlier batches are done, and repeating the import does the
 * rest. If a quota is exhausted, earlier rows are imported and later ones are not.
 */
export async function importRows(
  db: UserDatabase,
  rows: readonly ImportRow[],
  { dryRun }: { dryRun: boolean },
): Promise<ImportReport> {
  const stored = new Map<ImportRow, Stored>()
  let full: Full | undefined
  const written: StorableRow[] = []
  const batches = batchesOf(ordered(rows))
  for (const [number, batch] of batches.entries()) {
    const sent = batch.flatMap((row) => storableOf(row) ?? [])
    const context = referred(sent, written, dryRun)
    const done = await writeRows(db.batch(number), { context, rows: sent, dryRun })
    for (const [index, row] of batch.entries()) {
      const result = done.stored[index]
      if (result) stored.set(row, result)
    }
    written.push(...sent)
    const first = done.full && batch[done.full.from]
    if (done.full && first) {
      full = { ...done.full, row: first.row }
      break
    }
  }
  return reportOf(rows, { stored, full, dryRun })
}

/** Rows that others refer to come first. Equal rows keep the order of the file, which becomes the manual order. */
function ordered(rows: readonly ImportRow[]): ImportRow[] {
  return [
    ...rows.filter(({ list }) => list),
    ...rows.filter(({ task }) => task && !task.parent_id),
    ...rows.filter(({ task }) => task?.parent_id),
  ]
}

/** At least one, because the first call also checks the caller. */
function batchesOf(rows: ImportRow[]): ImportRow[][] {
  let last: ImportRow[] = []
  const batches = [last]
  let text = 0
  for (const row of rows) {
    const length = (row.task?.notes.length ?? 0) + (row.task?.title.length ?? 0)
    if (last.length === pageRows || (last.length > 0 && text + length > batchText)) {
      last = []
      batches.push(last)
      text = 0
    }
    last.push(row)
    text += length
  }
  return batches
}

function storableOf({ list, task, byName }: ImportRow): StorableRow | undefined {
  if (list) return { type: 'list', list, byName: byName === true }
  return task && { type: 'task', task }
}

/**
 * What a batch needs from earlier ones: the list that a name meant and, in a dry run, which leaves nothing behind,
 * everything else it refers to.
 */
function referred(
  rows: StorableRow[],
  written: readonly StorableRow[],
  dryRun: boolean,
): StorableRow[] {
  const tasks = rows.flatMap((row) => (row.type === 'task' ? [row.task] : []))
  const parents = new Set(tasks.map((task) => task.parent_id))
  const context = written.filter((row) => row.type === 'task' && dryRun && parents.has(row.task.id))
  const lists = new Set(tasks.map((task) => task.list_id))
  for (const row of context) if (row.type === 'task') lists.add(row.task.list_id)
  const named = written.filter(
    (row) => row.type === 'list' && (dryRun || row.byName) && lists.has(row.list.id),
  )
  return [...named, ...context]
}
