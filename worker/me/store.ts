import { sql } from 'kysely'
import type { UserDatabase } from '../db/as-user.ts'
import { build } from '../db/database.ts'

interface User {
  id: string
  name: string
  email: string
  created_at: string
}

/** The caller's own row; there is one, or the caller would not have been let in. */
export async function findMe(db: UserDatabase): Promise<User> {
  const statement = sql<User>`select id, name, email, created_at from app.me()`
  const [user] = await db.read(statement.compile(build))
  if (!user) throw new TypeError('a caller was let in who does not exist')
  return user
}
