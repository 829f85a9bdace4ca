// The report of an import: counts of all rows, and details of a limited number.
import type { FieldProblem } from '../problem.ts'
import { sentenceOf, type UsedUp } from '../quotas.ts'
import { finding, type ImportRow, mostFindings } from './reading.ts'
import type { ImportReport } from './schema-http.ts'
import type { Stored } from './store.ts'

/** An exhausted quota, and the row of the file that met it. */
export type Full = UsedUp & { row: number }

/** Rows that are listed individually. */
const mostRows = 1_000

interface Outcome {
  stored: ReadonlyMap<ImportRow, Stored>
  full: Full | undefined
  dryRun: boolean
}

/** Lists rows with errors or warnings first. */
export function reportOf(
  rows: readonly ImportRow[],
  { stored, full, dryRun }: Outcome,
): ImportReport {
  const counts = { created: 0, exists: 0, refused: 0, skipped: 0 }
  const noted: Told[] = []
  const others: Told[] = []
  let notes = 0
  for (const [place, row] of rows.entries()) {
    const told = outcomeOf(row, stored.get(row), full)
    counts[told.outcome] += 1
    const isNoted = Boolean(told.errors || told.warnings)
    if (isNoted) notes += 1
    const list = isNoted ? noted : others
    if (list.length < mostRows) list.push({ place, told })
  }
  const told = [...noted, ...others]
    .slice(0, mostRows)
    .toSorted((one, other) => one.place - other.place)
  return {
    dry_run: dryRun,
    ...counts,
    noted: notes,
    rows_omitted: rows.length - told.length,
    ...(full && { quota_exceeded: quotaOf(full) }),
    rows: told.map((one) => one.told),
  }
}

/** `place` is the row's position in the file. */
interface Told {
  place: number
  told: ImportReport['rows'][number]
}

const quotaOf = ({ quota, limit, used, row }: Full) => ({ quota, limit, used, row })

function outcomeOf(
  row: ImportRow,
  stored: Stored | undefined,
  full: Full | undefined,
): ImportReport['rows'][number] {
  const { list, task } = row
  const isUnsent = stored === undefined && (list || task) !== undefined
  const isTooMuch = full && (isUnsent || stored?.warnings.includes(quotaExceeded))
  const refused = isTooMuch
    ? [finding('', quotaExceeded, sentenceOf(full))]
    : stored?.outcome === 'refused'
      ? [unstorable]
      : undefined
  const errors = refused ?? row.errors
  // An existing row was not changed to fit.
  const warnings =
    stored?.outcome === 'exists' || isTooMuch
      ? []
      : [...(row.warnings ?? []), ...(stored?.warnings ?? []).map(asFinding)]
  return {
    row: row.row,
    type: list ? 'list' : task ? 'task' : null,
    id: stored?.id ?? null,
    outcome: stored?.outcome ?? (errors ? 'refused' : 'skipped'),
    ...(errors && { errors: errors.slice(0, mostFindings) }),
    ...(warnings.length > 0 && { warnings: warnings.slice(0, mostFindings) }),
  }
}

/** As in app.import_rows_once. */
const quotaExceeded = 'quota_exceeded'
const unstorable = finding('', 'invalid', 'cannot be stored as it is')

/** The codes of app.import_task (migrations/functions/import.sql). Another user's id is reported as unknown. */
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
