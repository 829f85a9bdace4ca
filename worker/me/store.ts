import { sql } from 'kysely'
import { build } from '../db/database.ts'
import type { UserDatabase } from '../db/request-transaction.ts'

interface Row {
  id: string
  name: string
  email: string
  created_at: string
  token_name: string | null
  token_scopes: string[] | null
  token_expires_at: string | null
}

/**
 * Returns the caller's own row and, if they used a personal access token, that token. The row exists, or the caller
 * would not have been admitted.
 */
export async function findMe(db: UserDatabase) {
  const [row] = await db.read(sql<Row>`select * from app.caller()`.compile(build))
  if (!row) throw new TypeError('a caller was let in who does not exist')
  const { token_name, token_scopes, token_expires_at, ...user } = row
  if (token_name === null || token_scopes === null || token_expires_at === null) {
    return { user, token: undefined }
  }
  const token = {
    kind: 'token' as const,
    name: token_name,
    scopes: token_scopes,
    expires_at: token_expires_at,
  }
  return { user, token }
}
