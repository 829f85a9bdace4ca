// The tables as the API sees them, and the builder of its statements. Nothing here can run one: db/as-user.ts does.
import {
  DummyDriver,
  type Generated,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'

/** Instants come as ISO strings, days as `YYYY-MM-DD`, bigints as numbers: see `open.ts`. */
export interface TaskTable {
  user_id: Generated<string>
  id: string
  list_id: string | null
  title: string
  notes: Generated<string>
  priority: Generated<number>
  due_date: string | null
  completed_at: string | null
  deleted_at: string | null
  version: Generated<number>
  seq: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
}

export interface Database {
  tasks: TaskTable
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

/** The owner, as the database knows them after `app.enter`. Never a parameter (docs/architecture.md). */
export const callerId = sql<string>`app.user_id()`
