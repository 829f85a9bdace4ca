// Better Auth's way to the database: single statements over HTTP, transactions over one WebSocket session, so that
// sign-up is all or nothing and everything else stays one trip a statement.
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Connection, DbSession, Result } from './open.ts'

export const betterAuthDialect = (connection: Connection): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createDriver: () => ({
    init: async () => {},
    acquireConnection: async () => new DialectConnection(connection),
    beginTransaction: (held) => lent(held).begin(),
    commitTransaction: (held) => lent(held).end('commit'),
    rollbackTransaction: (held) => lent(held).end('rollback'),
    releaseConnection: async (held) => lent(held).release(),
    destroy: async () => {},
  }),
})

class DialectConnection implements DatabaseConnection {
  readonly #connection: Connection
  #session: DbSession | undefined

  constructor(connection: Connection) {
    this.#connection = connection
  }

  async begin(): Promise<void> {
    this.#session = await this.#connection.session()
    await this.#session.query(CompiledQuery.raw('begin'))
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    await this.#session?.query(CompiledQuery.raw(how))
    this.release()
  }

  /** Closing an open session rolls it back: what a failed `begin` or `commit` leaves behind is gone. */
  release(): void {
    this.#session?.close()
    this.#session = undefined
  }

  async executeQuery<Row>(statement: CompiledQuery): Promise<QueryResult<Row>> {
    return asQueryResult(await (this.#session ?? this.#connection).query(statement))
  }

  streamQuery(): never {
    throw new TypeError('Better Auth streams nothing, and the HTTP endpoint could not')
  }
}

/** Kysely hands back the connection that `acquireConnection` above made, typed as the interface. */
const lent = (held: DatabaseConnection) => held as DialectConnection

/** Kysely's caller says what the rows are; the driver gives them as it read them. */
const asQueryResult = <Row>({ rows, rowCount }: Result): QueryResult<Row> => ({
  rows: rows as Row[],
  numAffectedRows: BigInt(rowCount ?? 0),
})
