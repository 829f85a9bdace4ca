// A list's statements; app.write_list is in migrations/functions/lists.sql. Each function is one call.
import { type SqlBool, sql } from 'kysely'
import type { Position } from '../cursor.ts'
import { build, callerId } from '../db/database.ts'
import { StatementRefused } from '../db/failures.ts'
import type { UserDatabase } from '../db/request-transaction.ts'
import { refusalOf } from '../db/sqlstates.ts'
import { sortKey } from '../domain/search-terms.ts'
import { withinBytes } from '../page-bytes.ts'
import { Problem } from '../problem.ts'
import { invalidField } from '../validation.ts'
import type { List, ListPatch, ListQuery, NewList } from './schema.ts'

/** `versions` are those that `If-Match` allows; undefined means any. */
export type ListOperation = { id: string; versions?: number[] | undefined } & (
  | { op: 'create'; fields: Omit<NewList, 'id'> }
  | { op: 'update'; fields: ListPatch }
  | { op: 'move'; fields: { after_id: string | null } }
  | { op: 'delete'; tasks: 'keep' | 'delete' }
)

interface Written {
  created: boolean
  /** Its current state; null if it was deleted. */
  resource: List | null
}

const selectOwn = () =>
  build
    .selectFrom('lists')
    .select(sql<List>`app.resource(lists)`.as('resource'))
    .where('user_id', '=', callerId)

/** Returns lists in the order of their ranks, and the position of the last one if there are more. */
export async function findLists(
  db: UserDatabase,
  { archived, limit, after }: Omit<ListQuery, 'cursor'> & { after: Position | undefined },
): Promise<{ items: List[]; last: Position | undefined }> {
  const page = selectOwn()
    .select([sql<string>`rank`.as('key'), 'id'])
    .$if(archived !== undefined, (query) =>
      query.where('archived_at', archived === 'true' ? 'is not' : 'is', null),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(rank, id) > (${after?.[0]}::text, ${after?.[1]}::uuid)`),
    )
    .orderBy('rank')
    .orderBy('id')
    .limit(limit + 1)
  const rows = await db.read(withinBytes(page, limit).compile(build))
  const last = rows.at(-1)
  const items = rows.map(({ resource }) => resource)
  return { items, last: last?.more ? [last.key, last.id] : undefined }
}

export async function findList(db: UserDatabase, id: string): Promise<List | undefined> {
  const [row] = await db.read(selectOwn().where('id', '=', id).compile())
  return row?.resource
}

/**
 * Performs the operation.
 * @throws Problem `not_found`; `version_mismatch` or `list_exists`, with the current list; `validation_failed` for an
 * `after_id` that is not the caller's
 */
export async function writeList(db: UserDatabase, operation: ListOperation): Promise<Written> {
  const name = 'fields' in operation && 'name' in operation.fields ? operation.fields.name : null
  const sent = JSON.stringify({ ...operation, ...(name && { name_key: sortKey(name) }) })
  try {
    const rows = await db.write(
      sql<Written>`select created, resource from app.write_list(${sent}::json)`,
    )
    const [written] = rows
    if (!written) throw new TypeError('a write returned no row')
    return written
  } catch (error) {
    throw refusal(error)
  }
}

function refusal(error: unknown): unknown {
  if (!(error instanceof StatementRefused)) return error
  const code = refusalOf(error)
  if (code === 'not_found') return new Problem(code, {}, { cause: error })
  if (code === 'list_exists' || code === 'version_mismatch') {
    const { current } = JSON.parse(error.detail ?? '{}')
    return new Problem(code, { current }, { cause: error })
  }
  return error.constraint === 'lists_after_id'
    ? invalidField('/after_id', 'must be the id of another list', { cause: error })
    : error
}
