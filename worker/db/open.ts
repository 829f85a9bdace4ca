// The only file that knows Neon. One `Connection` is opened per request: it counts that request's calls, and
// nothing of it outlives the request (a Workers rule for sockets, and the reason that no pool is kept).
import { Client, type NeonDbError, neon, neonConfig, types } from '@neondatabase/serverless'
import type { CompiledQuery } from 'kysely'

/** The database could not be reached, or gave up: nobody's fault who called. Becomes 503. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
  readonly code: string | undefined
  constructor(cause: unknown) {
    super('the database cannot be reached', { cause })
    this.code = sqlStateOf(cause)
  }
}

/** Postgres refused a statement. `code` is the SQLSTATE, `constraint` the broken one's name. */
export class StatementRefused extends Error {
  override readonly name = 'StatementRefused'
  readonly code: string
  readonly constraint: string | undefined
  constructor(cause: NeonDbError | (Error & { constraint?: string }), code: string) {
    super('the database refused a statement', { cause })
    this.code = code
    this.constraint = cause.constraint
  }
}

/** What a request has cost so far, for `Server-Timing`. */
export interface Trace {
  calls: number
  statements: number
  milliseconds: number
}

export interface Result {
  rows: Record<string, unknown>[]
  /** Absent for statements that count nothing, such as DDL. */
  rowCount: number | null
}

export interface Connection {
  readonly trace: Trace
  /** The last failure that no caller may take for an answer (an outage, or a statement refused). */
  readonly failure: DatabaseUnavailable | StatementRefused | undefined
  /** One HTTP call, one transaction. Instants come as ISO strings, days and numerics as text, bigints as numbers. */
  batch(statements: readonly CompiledQuery[], options: { readOnly: boolean }): Promise<Result[]>
  /** One statement, one HTTP call, with the driver's own types (Date for instants): for Better Auth. */
  query(statement: CompiledQuery): Promise<Result>
  /** An interactive transaction over a WebSocket session: one call, however many statements. */
  session(): Promise<Session>
}

export interface Session {
  query(statement: CompiledQuery): Promise<Result>
  close(): void
}

export interface DatabaseSettings {
  url: string
  /** Another endpoint that speaks Neon's protocols, as `http://host:port`. */
  endpoint: string | undefined
  /** Lets work go on after the answer has been sent. */
  waitUntil: (work: Promise<unknown>) => void
}

/** A call that takes longer is given up: the caller hears 503 within 10 s, whatever the network does. */
const callTimeout = 8_000
/** A failed read is tried once more, unless so much time has gone that the caller is better told. */
const retryWithin = 2_000

const closeTimeout = () => new Promise((resolve) => setTimeout(resolve, 1_000))

export function open({ url, endpoint, waitUntil }: DatabaseSettings): Connection {
  pointDriverAt(endpoint)
  const sql = neon(url, { fullResults: true, disableWarningInBrowsers: true })
  const trace: Trace = { calls: 0, statements: 0, milliseconds: 0 }
  let failure: Connection['failure']

  async function measured<T>(statements: number, work: () => Promise<T>): Promise<T> {
    const start = performance.now()
    trace.statements += statements
    try {
      return await work()
    } catch (error) {
      failure = asFailure(error)
      throw failure
    } finally {
      trace.milliseconds += performance.now() - start
    }
  }

  async function call<T>(run: (signal: AbortSignal) => Promise<T>, retry: boolean): Promise<T> {
    const start = Date.now()
    trace.calls += 1
    try {
      return await run(AbortSignal.timeout(callTimeout))
    } catch (error) {
      const again = retry && asFailure(error) instanceof DatabaseUnavailable
      if (!again || Date.now() - start > retryWithin) throw error
      return await call(run, false)
    }
  }

  return {
    trace,
    get failure() {
      return failure
    },
    batch: (statements, { readOnly }) =>
      measured(statements.length, () =>
        call(
          (signal) =>
            sql.transaction(
              statements.map((statement) =>
                sql.query(statement.sql, [...statement.parameters], { types: wireTypes }),
              ),
              { readOnly, isolationLevel: 'ReadCommitted', fetchOptions: { signal } },
            ),
          readOnly,
        ),
      ),
    query: (statement) =>
      measured(1, () =>
        call(
          (signal) =>
            sql.query(statement.sql, [...statement.parameters], { fetchOptions: { signal } }),
          statement.query.kind === 'SelectQueryNode',
        ),
      ),
    async session() {
      const client = new Client({
        connectionString: url,
        connectionTimeoutMillis: callTimeout,
        query_timeout: callTimeout,
      })
      // Without a listener, a session that is cut while idle would end the isolate.
      client.on('error', () => {})
      trace.calls += 1
      await measured(0, () => client.connect())
      return {
        query: (statement) =>
          measured(1, async () => {
            const { rows, rowCount } = await client.query(statement.sql, [...statement.parameters])
            return { rows, rowCount }
          }),
        // Never awaited by the answer, nor for ever: some endpoints never confirm the close.
        close: () => waitUntil(Promise.race([client.end().catch(() => {}), closeTimeout()])),
      }
    },
  }
}

/** The driver knows one endpoint for all connections; an isolate serves one deployment, so this is set once. */
function pointDriverAt(endpoint: string | undefined): void {
  if (endpoint === undefined) return
  const { host, protocol } = new URL(endpoint)
  neonConfig.fetchEndpoint = `${endpoint}/sql`
  neonConfig.wsProxy = () => `${host}/v2`
  neonConfig.useSecureWebSocket = protocol === 'https:'
  neonConfig.pipelineConnect = false
}

const asIs = (text: string) => text
const asInstant = (text: string) => new Date(text).toISOString()

/** What JSON wants: `date` stays a day (a Date would give it a time zone), `int8` fits a double here. */
const wireTypes: { getTypeParser: (oid: number) => (text: string) => unknown } = {
  getTypeParser: (oid) => {
    if (oid === types.builtins.DATE) return asIs
    if (oid === types.builtins.INT8) return Number
    if (oid === types.builtins.TIMESTAMPTZ) return asInstant
    return types.getTypeParser(oid, 'text')
  },
}

/**
 * SQLSTATE classes that mean the database is out of reach, not that the statement is wrong: connection (08),
 * authorization of the deployment itself (28, 3D), rolled back by a conflict (40), resources (53), locks (55),
 * operator intervention and time-outs (57), system (58).
 */
const outage = /^(08|28|3D|40|53|55|57|58)/

function asFailure(error: unknown): DatabaseUnavailable | StatementRefused {
  if (error instanceof DatabaseUnavailable || error instanceof StatementRefused) return error
  const code = sqlStateOf(error)
  if (!(error instanceof Error) || code === undefined || outage.test(code))
    return new DatabaseUnavailable(error)
  return new StatementRefused(error, code)
}

function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return undefined
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined
}
