// Everything that changed after a number of the user's sequence, for clients that keep a copy.
import { createRoute } from '@hono/zod-openapi'
import { sql } from 'kysely'
import type * as z from 'zod'
import { build } from '../db/database.ts'
import type { UserDatabase } from '../db/request-transaction.ts'
import type { Guard } from '../guard.ts'
import { Problem } from '../problem.ts'
import { json, refusals, router } from '../router.ts'
import { type Changes, ChangesQuery, changesOf } from './schema.ts'

export function changes(guard: Guard, task: z.ZodType, list: z.ZodType) {
  const page: z.ZodType = changesOf(task, list)
  const read = createRoute({
    method: 'get',
    path: '/',
    tags: ['Changes'],
    summary: 'What changed after a number of the sequence',
    description:
      'Tasks, lists (where the token has `lists:read` too) and, for 30 days, what was deleted for good, in the order of ' +
      '`seq`. Begin with 0, go on with `next` while `has_more`, and ask again later with the last `next`: nothing is ' +
      'missed. 410 says that the copy is too old: drop it, and begin with 0.',
    middleware: guard('tasks:read'),
    request: { query: ChangesQuery },
    responses: { 200: json(page, 'The changes'), ...refusals(401, 403, 410, 422, 429) },
  })
  return router().openapi(read, async (c) => {
    const { since, limit } = c.req.valid('query')
    // For a personal access token, only the database knows the scopes.
    const lists = c.var.claims?.scope.split(' ').includes('lists:read') ?? true
    const { known, ...found } = await findChanges(c.var.db, { since, limit, lists })
    if (!known) throw new Problem('changes_expired')
    return c.json(found, 200)
  })
}

/** `known` is false if deletions since then are no longer remembered. */
async function findChanges(
  db: UserDatabase,
  { since, limit, lists }: { since: number; limit: number; lists: boolean },
) {
  const statement = sql<Changes & { known: boolean }>`
    select known, changes, next, has_more from app.changes(${since}, ${limit}, ${lists})`
  const [row] = await db.read(statement.compile(build))
  if (!row) throw new TypeError('app.changes gave no row')
  return row
}
