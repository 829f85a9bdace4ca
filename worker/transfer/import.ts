// Takes what a reader made of a file to the database, batch by batch, and says what became of every row.
import type { UserDatabase } from '../db/as-user.ts'
import type { FieldProblem } from '../problem.ts'
import type { ImportReport } from './contract.ts'
import { finding, type ImportRow } from './reading.ts'
import { pageRows, type StorableRow, type Stored, writeRows } from './store.ts'

/** Characters of a batch's texts: notes may be long, and what they are found by is sent along. */
const batchText = 1_000_000

/**
 * Each batch is one call and one transaction: where one cannot be had, the batches before it are done, and the same import
 * once more does the rest.
 */
export async function importRows(
  db: UserDatabase,
  rows: readonly ImportRow[],
  { dryRun }: { dryRun: boolean },
): Promise<ImportReport> {
  const stored = new Map<ImportRow, Stored>()
  const written: StorableRow[] = []
  const batches = batchesOf(ordered(rows))
  for (const [number, batch] of batches.entries()) {
    const sent = batch.flatMap((row) => storableOf(row) ?? [])
    const context = referred(sent, written, dryRun)
    const results = await writeRows(db.part(number), { context, rows: sent, dryRun })
    for (const [index, row] of batch.entries()) {
      const result = results[index]
      if (result) stored.set(row, result)
    }
    written.push(...sent)
  }
  const told = rows.map((row) => outcomeOf(row, stored.get(row)))
  const count = (wanted: string) => told.filter(({ outcome }) => outcome === wanted).length
  return {
    dry_run: dryRun,
    created: count('created'),
    exists: count('exists'),
    refused: count('refused'),
    skipped: count('skipped'),
    rows: told,
  }
}

/** What others refer to comes first. Rows that are alike keep the order of the file, which becomes the manual one. */
function ordered(rows: readonly ImportRow[]): ImportRow[] {
  return [
    ...rows.filter(({ list }) => list),
    ...rows.filter(({ task }) => task && !task.parent_id),
    ...rows.filter(({ task }) => task?.parent_id),
  ]
}

/** At least one, since the first call also tells whether the caller may. */
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
 * What a batch needs to know of the batches before: which list a name meant and, in a dry run, which left nothing behind,
 * everything else that it refers to.
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

function outcomeOf(row: ImportRow, stored: Stored | undefined): ImportReport['rows'][number] {
  const { list, task, errors } = row
  // What is there already was not changed to fit.
  const warnings =
    stored?.outcome === 'exists'
      ? []
      : [...(row.warnings ?? []), ...(stored?.warnings ?? []).map(asFinding)]
  return {
    row: row.row,
    type: list ? 'list' : task ? 'task' : null,
    id: stored?.id ?? null,
    outcome: stored?.outcome ?? (errors ? 'refused' : 'skipped'),
    ...(errors && { errors }),
    ...(stored?.outcome === 'refused' && { errors: [unstorable] }),
    ...(warnings.length > 0 && { warnings }),
  }
}

const unstorable = finding('', 'invalid', 'cannot be stored as it is')

/** The codes of app.import_task (migrations/0009_transfer.sql). Another user's id is told as one that nobody has. */
const asFinding = (code: string): FieldProblem => findings.get(code) ?? finding('', code, '')

const findings: ReadonlyMap<string, FieldProblem> = new Map(
  [
    finding('/list_id', 'list_missing', 'goes to the Inbox: there is no such list'),
    finding('/parent_id', 'parent_missing', 'stands alone: there is no such parent'),
    finding('/parent_id', 'parent_is_subtask', 'stands alone: subtasks have one level'),
    finding('/list_id', 'list_of_parent', 'goes to the list of its parent'),
    finding('/due_timezone', 'timezone_unknown', 'is UTC now: the database has no such zone'),
  ].map((one) => [one.code, one]),
)
