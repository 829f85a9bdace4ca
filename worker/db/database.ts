// The tables as the API reads them, and the builder of its statements. Nothing here can run one: db/request-transaction.ts does.
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'

/** Rows leave the database as resources (`app.resource`), so only what statements name stands here. */
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

/** Builds statements; `.compile()` them. */
export const build = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** The caller that this transaction authenticated. Never a parameter (docs/architecture.md). */
export const callerId = sql<string>`app.user_id()`
