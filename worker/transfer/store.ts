// Statements for files: a page of an export, a batch of an import. Each function is one call.
import { type RawBuilder, sql } from 'kysely'
import { build } from '../db/database.ts'
import type { UserDatabase } from '../db/request-transaction.ts'
import { sortKey, termsOf } from '../domain/search-terms.ts'
import { pageBytes } from '../page-bytes.ts'
import { AnswerOmitted } from '../problem.ts'
import type { UsedUp } from '../quotas.ts'
import type { ImportList, ImportTask, TransferList, TransferTask } from './schema.ts'

/** Rows of a page. It ends earlier at `pageBytes` of JSON. */
export const pageRows = 1_000

/** The row after which a page begins. */
export interface Place {
  type: 'list' | 'task'
  id: string
}

export interface ExportPage {
  lists: TransferList[]
  tasks: TransferTask[]
  /** Undefined at the end. */
  next: Place | undefined
}

type Row = Place & { more: boolean } & (
    | { type: 'list'; resource: TransferList }
    | { type: 'task'; resource: TransferTask; series: TransferTask['series'] | null }
  )

/** By id, lists first: whatever changes meanwhile, no row is repeated, and none is left out. */
export async function findPage(db: UserDatabase, after: Place | undefined): Promise<ExportPage> {
  const rows =
    after?.type === 'task'
      ? selectTasks(after.id)
      : sql`
    (${selectLists(after?.id)}) union all (${selectTasks(undefined)})`
  return pageOf(await db.read(shown(rows).compile(build)))
}

/** Only tasks, with their next occurrence; for a feed, open ones with a due date. */
export async function findTasks(
  db: UserDatabase,
  { after, dated }: { after: Place | undefined; dated: boolean },
): Promise<ExportPage> {
  return pageOf(await db.read(shown(selectTasks(after?.id, { dated, series })).compile(build)))
}

/**
 * The first page of a calendar with the number of its state, which clients revalidate. Undefined if the client already
 * has it.
 */
export async function findCalendar(
  db: UserDatabase,
  isKnown: (state: number) => boolean,
): Promise<{ state: number; page: ExportPage | undefined }> {
  const statement = sql<{ state: number } & Partial<Row>>`
    select app.current_seq() as state, page.* from (select) one
      left join (${shown(selectTasks(undefined, { dated: true, series }))}) page on true
      order by page.id`
  const rows = await db.read(statement.compile(build))
  const state = rows[0]?.state ?? 0
  if (isKnown(state)) return { state, page: undefined }
  return {
    state,
    page: pageOf(rows.filter((row): row is Row & { state: number } => Boolean(row.id))),
  }
}

const selectLists = (after: string | undefined) => sql`
  select 'list' as type, l.id, app.resource(l) as resource, null::json as series from lists l
    where l.user_id = app.user_id() ${after ? sql`and l.id > ${after}` : sql``}
    order by l.id limit ${pageRows + 1}`

const selectTasks = (
  after: string | undefined,
  { dated = false, series = sql`null::json` } = {},
) => sql`
  select 'task' as type, t.id, app.resource(t) as resource, ${series} as series from tasks t
    where t.user_id = app.user_id() ${after ? sql`and t.id > ${after}` : sql``}
      ${dated ? sql`and t.due_key < 'infinity' and t.completed_at is null and t.deleted_at is null` : sql``}
    order by t.id limit ${pageRows + 1}`

/** The next occurrence of a task, like app.complete_task but without skipping dates. */
const series = sql`
  case when t.recurrence is not null and t.completed_at is null then (
    select json_build_object(
        'shifted', t.due_time is distinct from t.due_key::time and t.due_at is not null,
        'next', case when n.day is not null and coalesce(n.at < '10000-01-01 00:00+00', true) then json_build_object(
          'due_date', case when t.due_at is null then n.day end,
          'due_at', app.format_instant(n.at),
          'recurrence', n.rule) end)
      from (
        select day, rule, (day + t.due_time) at time zone t.due_timezone as at
          from app.next_occurrence(t.recurrence, greatest(t.due_key::date, '0001-01-01'), null)
      ) n
  ) end`

const shown = (rows: RawBuilder<unknown>) => sql<Row>`
  select type, id, resource, series, more from (
    select *,
        row_number() over page as nth,
        sum(octet_length(resource::text)) over page - octet_length(resource::text) as before,
        lead(id) over page is not null as more
      from (${rows}) found window page as (order by type, id)
    ) counted
    where nth <= ${pageRows} and before < ${pageBytes}
    order by type, id`

function pageOf(rows: Row[]): ExportPage {
  const last = rows.at(-1)
  return {
    lists: rows.flatMap((row) => (row.type === 'list' ? [row.resource] : [])),
    tasks: rows.flatMap((row) => {
      if (row.type !== 'task') return []
      return [row.series ? { ...row.resource, series: row.series } : row.resource]
    }),
    next: last?.more ? { type: last.type, id: last.id } : undefined,
  }
}

/** A list or task of a file, in the database's format. */
export type StorableRow =
  | { type: 'list'; list: ImportList; byName: boolean }
  | { type: 'task'; task: ImportTask }

export interface Stored {
  outcome: 'created' | 'exists' | 'refused'
  /** Its own id or, for a list identified by name, that of the existing one. */
  id: string
  /** Codes. */
  warnings: string[]
}

/** The outcome of a batch. `full` is the exhausted quota and its row: that row and all later ones are refused. */
export interface Batch {
  stored: Stored[]
  full: (UsedUp & { from: number }) | undefined
}

/** The format of app.pack_import_results (migrations/functions/import.sql), so that stored responses are small. */
interface Packed {
  outcomes: string
  ids: Record<string, string> | null
  warnings: Record<string, string[]> | null
  quota: UsedUp | null
  full_from: number | null
}

/**
 * Writes each row completely or not at all; existing rows are left unchanged. `context`: earlier rows that these refer
 * to. A dry run reports the same and changes nothing.
 */
export async function writeRows(
  db: UserDatabase,
  { context, rows, dryRun }: { context: StorableRow[]; rows: StorableRow[]; dryRun: boolean },
): Promise<Batch> {
  const sent = (part: StorableRow[]) => JSON.stringify(part.map(encoded))
  const text = sent(rows)
  const statement = (isDry: boolean) => sql<{ results: Packed }>`
    select app.pack_import_results(${text}::json, app.import_rows(${sent(context)}::json, ${text}::json, ${isDry})) as results`
  const [written] = await db.write(statement(dryRun)).catch(async (error: unknown) => {
    if (!(error instanceof AnswerOmitted)) throw error
    const asked = await db.unkeyed().write(statement(true))
    return dryRun ? asked : asked.map(({ results }) => ({ results: asDone(results) }))
  })
  if (!written) throw new TypeError('app.import_rows gave no row')
  return unpacked(written.results, rows)
}

/**
 * An earlier request with this key has done it: what would be created now was refused then, or has been deleted since.
 */
const asDone = (asked: Packed): Packed => ({
  ...asked,
  outcomes: asked.outcomes.replaceAll('c', 'r'),
})

const outcomes = { c: 'created', e: 'exists', r: 'refused' } as const

function unpacked(packed: Packed, rows: StorableRow[]): Batch {
  const { quota, full_from } = packed
  const isFull = quota !== null && full_from !== null
  const stored = rows.map((row, index): Stored => {
    const letter = packed.outcomes[index]
    if (letter !== 'c' && letter !== 'e' && letter !== 'r') throw new TypeError('not an outcome')
    return {
      outcome: outcomes[letter],
      id: packed.ids?.[index] ?? (row.type === 'list' ? row.list.id : row.task.id),
      warnings:
        isFull && index >= full_from ? ['quota_exceeded'] : (packed.warnings?.[index] ?? []),
    }
  })
  return { stored, full: isFull ? { ...quota, from: full_from } : undefined }
}

/** In the format of app.import_rows, with the terms for search and sorting. */
function encoded(row: StorableRow) {
  if (row.type === 'list') {
    const { list, byName } = row
    const { id, name } = list
    return { type: row.type, id, fields: list, name_key: sortKey(name), by_name: byName }
  }
  const { id, title, notes } = row.task
  const words = { title: termsOf(title), title_key: sortKey(title), notes: termsOf(notes) }
  return { type: row.type, id, fields: row.task, words }
}
