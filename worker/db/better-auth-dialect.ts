// Better Auth's access to the database: single statements over HTTP, transactions over a WebSocket session. Sign-up is
// therefore all or nothing, and everything else takes one round trip per statement.
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

  /** Closing an open session rolls it back, also after a failed `begin` or `commit`. */
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

/** Kysely returns the connection that `acquireConnection` made, typed as the interface. */
const lent = (held: DatabaseConnection) => held as DialectConnection

/** The caller of Kysely states the type of the rows; the driver returns them as it read them. */
const asQueryResult = <Row>({ rows, rowCount }: Result): QueryResult<Row> => ({
  rows: rows as Row[],
  numAffectedRows: BigInt(rowCount ?? 0),
})
