// Statements for personal access tokens. Each function is one call.
import { sql } from 'kysely'
import { build, callerId } from '../db/database.ts'
import type { UserDatabase } from '../db/request-transaction.ts'
import type { Reverted, Token } from './schema.ts'

interface Secret {
  hash: string
  hint: string
}

/** Tokens as JSON, so that a stored response is the same as the first. */
const resource = sql<Token>`json_build_object(
  'id', id, 'name', name, 'scopes', scopes, 'hint', hint, 'expires_at', app.format_instant(expires_at),
  'last_used_at', app.format_instant(last_used_at), 'revoked_at', app.format_instant(revoked_at),
  'created_at', app.format_instant(created_at))`

/** @throws Problem `too_many_tokens` */
export async function insertToken(
  db: UserDatabase,
  token: { id: string; name: string; scopes: string[]; days: number } & Secret,
): Promise<Token> {
  const { id, name, scopes, days, hash, hint } = token
  const [row] = await db.write(sql<{ resource: Token }>`
    select ${resource} as resource from app.insert_token(${id}, ${name}, ${scopes}, ${days}, ${hash}, ${hint})`)
  if (!row) throw new TypeError('an insert returned no row')
  return row.resource
}

/** Returns tokens, the newest first. Revoked and expired ones are included as long as they are stored. */
export async function findTokens(db: UserDatabase): Promise<Token[]> {
  const statement = build
    .selectFrom('access_tokens')
    .select(resource.as('resource'))
    .where('user_id', '=', callerId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
  return (await db.read(statement.compile())).map((row) => row.resource)
}

export async function findToken(db: UserDatabase, id: string): Promise<Token | undefined> {
  const statement = build
    .selectFrom('access_tokens')
    .select(resource.as('resource'))
    .where('user_id', '=', callerId)
    .where('id', '=', id)
  const [row] = await db.read(statement.compile())
  return row?.resource
}

/** Returns false if there is no such token. Revoking twice is the same as once. */
export async function revokeToken(db: UserDatabase, id: string): Promise<boolean> {
  const rows = await db.write(sql<{ id: string }>`
    update access_tokens set revoked_at = coalesce(revoked_at, now())
      where user_id = app.user_id() and id = ${id} returning id`)
  return rows.length > 0
}

/** Returns undefined if there is no such token, and `minimal` if the rows of an earlier response are not stored. */
export async function revertToken(
  db: UserDatabase,
  wanted: { id: string; since: string; before: number | undefined; limit: number; dryRun: boolean },
): Promise<(Reverted & { minimal?: true }) | undefined> {
  const { id, since, before, limit, dryRun } = wanted
  const [row] = await db.write(sql<{ reverted: Reverted & { minimal?: true } }>`
    select reverted from (
      select app.revert(${id}, ${since}, ${before ?? null}, ${limit}, ${dryRun}) as reverted
    ) done where reverted is not null`)
  return row?.reverted
}
