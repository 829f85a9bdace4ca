// The only file that knows Neon. One `Connection` is opened per request: it counts that request's calls, and
// nothing of it outlives the request (a Workers rule for sockets, and the reason that no pool is kept).
import { Client, neon, neonConfig, types } from '@neondatabase/serverless'
import type { CompiledQuery } from 'kysely'
import { asFailure, DatabaseUnavailable, type StatementRefused } from './failures.ts'
import { within } from './within.ts'

/** The cost of a request so far, for `Server-Timing`. */
interface Trace {
  calls: number
  statements: number
  milliseconds: number
}

export interface Result {
  rows: Record<string, unknown>[]
  /** Absent for statements that count no rows, such as DDL. */
  rowCount: number | null
}

export interface Connection {
  readonly trace: Trace
  /** The last failure: an outage, or a refused statement. No caller may take it for a response. */
  readonly failure: DatabaseUnavailable | StatementRefused | undefined
  /** One HTTP call, one transaction. Instants come as ISO strings, days and numerics as text, bigints as numbers. */
  batch(
    statements: readonly CompiledQuery[],
    options: { readOnly: boolean; retry: boolean },
  ): Promise<Result[]>
  /** One statement, one HTTP call, with the driver's own types (Date for instants): for Better Auth. */
  query(statement: CompiledQuery): Promise<Result>
  /** An interactive transaction over a WebSocket session: one call, however many statements. */
  session(): Promise<DbSession>
  /** Restarts the time limit, for work that takes many calls. */
  renew(): void
}

export interface DbSession {
  query(statement: CompiledQuery): Promise<Result>
  close(): void
}

interface DatabaseSettings {
  url: string
  /** Another endpoint that speaks Neon's protocols, as `http://host:port`. */
  endpoint: string | undefined
  /** Lets work continue after the response has been sent. */
  waitUntil: (work: Promise<unknown>) => void
}

/** The limit for all calls of a request together, so that its caller gets 503 within 10 s, whatever the network does. */
const timeoutMs = 8_000
/** A failed read is tried once more, unless this much time has passed. */
const retryWithin = 2_000

/** Opens a connection for one request. No socket is opened before the first call. */
export function open({ url, endpoint, waitUntil }: DatabaseSettings): Connection {
  pointDriverAt(endpoint)
  const sql = neon(url, { fullResults: true, disableWarningInBrowsers: true })
  const trace: Trace = { calls: 0, statements: 0, milliseconds: 0 }
  let failure: Connection['failure']
  let deadline = Date.now() + timeoutMs
  const remaining = () => Math.max(deadline - Date.now(), 1)

  async function measured<T>(statements: number, work: () => Promise<T>): Promise<T> {
    const start = performance.now()
    trace.statements += statements
    try {
      return await work()
    } catch (error) {
      const latest = asFailure(error)
      // The first outage explains later errors, such as a transaction that accepts no more statements.
      if (!(failure instanceof DatabaseUnavailable)) failure = latest
      throw latest
    } finally {
      trace.milliseconds += performance.now() - start
    }
  }

  async function call<T>(run: (signal: AbortSignal) => Promise<T>, retry: boolean): Promise<T> {
    const start = Date.now()
    trace.calls += 1
    try {
      return await run(AbortSignal.timeout(remaining()))
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
    renew() {
      deadline = Date.now() + timeoutMs
    },
    batch: (statements, { readOnly, retry }) =>
      measured(statements.length, () =>
        call(
          (signal) =>
            sql.transaction(
              statements.map((statement) =>
                sql.query(statement.sql, [...statement.parameters], { types: wireTypes }),
              ),
              { readOnly, isolationLevel: 'ReadCommitted', fetchOptions: { signal } },
            ),
          retry,
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
      const client = new Client({ connectionString: url })
      // Without a listener, a session that is cut while idle would end the isolate.
      client.on('error', () => {})
      trace.calls += 1
      await measured(0, () => within(remaining(), client.connect()))
      return {
        query: (statement) =>
          measured(1, async () => {
            // A session that did not respond takes no `rollback`, but closing it has the same effect.
            if (failure instanceof DatabaseUnavailable) throw failure
            const answer = client.query(statement.sql, [...statement.parameters])
            const { rows, rowCount } = await within(remaining(), answer)
            return { rows, rowCount }
          }),
        // The response does not wait for this, and the wait is limited: some endpoints never confirm the close.
        close: () => waitUntil(within(1_000, client.end()).catch(() => {})),
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

/** Types as JSON needs them: `date` stays text (a Date would give it a time zone), and `int8` fits a double here. */
const wireTypes: { getTypeParser: (oid: number) => (text: string) => unknown } = {
  getTypeParser: (oid) => {
    if (oid === types.builtins.DATE) return asIs
    if (oid === types.builtins.INT8) return Number
    if (oid === types.builtins.TIMESTAMPTZ) return asInstant
    return types.getTypeParser(oid, 'text')
  },
}
