/** `POST /sql`: Neon's way to run one statement, or a batch in one transaction, over HTTP. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { DatabaseError, type PoolClient } from 'pg'
import type { CallLog } from './call-log.ts'
import { type Faults, raising } from './faults.ts'
import { type Pools, RAW } from './pools.ts'
import { BadRequest, readSqlRequest, type SqlRequest, type Statement } from './sql-request.ts'

const ERROR_FIELDS = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const

export async function answerSql(
  request: IncomingMessage,
  response: ServerResponse,
  { pools, faults, log }: { pools: Pools; faults: Faults; log: CallLog },
): Promise<void> {
  const { call, end } = log.begin('http')
  const answer = (status: number, body: unknown) => {
    end(status === 200 ? 'ok' : 'error')
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  try {
    const sql = await readSqlRequest(request)
    call.statements.push(...sql.statements.map(({ query }) => query))
    // Faults strike before a connection is taken, so a delay blocks nobody else.
    const { fault, statements } = await strike(sql.statements, faults)
    if (fault?.kind === 'reset') {
      end('reset')
      request.socket.resetAndDestroy()
      return
    }
    if (fault?.status) return answer(fault.status, { message: 'injected fault' })
    const outcome = pools.use(sql.connectionString, (client) => run(client, { ...sql, statements }))
    if (fault?.kind === 'lost') {
      await outcome.catch(() => {})
      end('lost')
      request.socket.destroy()
      return
    }
    const results = await outcome
    answer(200, sql.begin ? { results } : results[0])
  } catch (error) {
    answer(...failure(error))
  }
}

/** An `error` replaces its statement; later ones do not run. */
async function strike(statements: Statement[], faults: Faults) {
  let fault: Awaited<ReturnType<Faults['strike']>>
  const replaced: Statement[] = []
  for (const statement of statements) {
    const struck = await faults.strike(statement.query)
    const failing = struck?.kind === 'error' && !struck.status
    replaced.push(failing ? { query: raising(struck.code), params: [] } : statement)
    fault ??= struck
  }
  return { fault, statements: replaced }
}

async function run(client: PoolClient, { begin, statements }: SqlRequest) {
  if (begin) await client.query(begin)
  const results = []
  for (const { query, params } of statements) {
    // Uses the extended protocol even without parameters, so it is always one statement, as in Neon.
    const config = { text: query, rowMode: 'array', types: RAW, queryMode: 'extended' } as const
    const { command, rowCount, fields, rows } = await client.query(config, params)
    results.push({ command, rowCount, rowAsArray: true, fields, rows })
  }
  if (begin) await client.query('commit')
  return results
}

function failure(error: unknown): [status: number, body: unknown] {
  if (error instanceof BadRequest || error instanceof URIError) {
    return [400, { message: error.message, code: null }]
  }
  if (!(error instanceof DatabaseError)) {
    return [500, { message: `Cannot reach the database: ${reason(error)}`, code: null }]
  }
  const fields = ERROR_FIELDS.map((field) => [field, error[field] ?? null])
  return [400, { message: error.message, ...Object.fromEntries(fields) }]
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ')
  return error instanceof Error ? error.message : String(error)
}
