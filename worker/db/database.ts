// The tables that statements name, and their builder. Only db/request-transaction.ts runs statements.
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'

/** Rows leave the database as resources (`app.resource`), so only columns that statements name are listed. */
export interface Owned {
  user_id: string
  id: string
}

export interface Database {
  tasks: Owned
  lists: Owned & { rank: string; archived_at: string | null }
  access_tokens: Owned & {
    name: string
    scopes: string[]
    hash: string
    hint: string
    expires_at: string
    last_used_at: string | null
    revoked_at: string | null
    created_at: string
  }
}

/** Builds statements, to be compiled with `.compile()`. */
export const build = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** The caller that this transaction has authenticated. It is never a parameter (docs/architecture.md). */
export const callerId = sql<string>`app.user_id()`
