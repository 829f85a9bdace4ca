/** Parses requests to `/sql`, and describes clearly what is wrong with them. */

import type { IncomingMessage } from 'node:http'
import { z } from 'zod'

const StatementSchema = z.object({
  query: z.string().refine((sql) => !sql.includes('\0'), 'must not contain a null character'),
  params: z
    .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .default([])
    .transform((params) => params.map((value) => (value === null ? null : String(value)))),
})
const BodySchema = z.union([z.object({ queries: z.array(StatementSchema) }), StatementSchema])

const LEVELS = new Map([
  ['ReadUncommitted', 'isolation level read uncommitted'],
  ['ReadCommitted', 'isolation level read committed'],
  ['RepeatableRead', 'isolation level repeatable read'],
  ['Serializable', 'isolation level serializable'],
])

export type Statement = z.output<typeof StatementSchema>

export interface SqlRequest {
  connectionString: string
  statements: Statement[]
  /** The statement that begins the transaction of a batch; absent for a single statement. */
  begin: string | undefined
}

export class BadRequest extends Error {}

/** Throws a `BadRequest` with a sentence for the client. */
export async function readSqlRequest(request: IncomingMessage): Promise<SqlRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = BodySchema.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')))
  if (!body.success) {
    throw new BadRequest(
      `The body must be {query, params} or {queries: […]}: ${z.prettifyError(body.error)}`,
    )
  }
  const connectionString = header(request, 'neon-connection-string')
  if (!connectionString) throw new BadRequest('The Neon-Connection-String header is missing.')
  const isBatch = 'queries' in body.data
  return {
    connectionString,
    statements: 'queries' in body.data ? body.data.queries : [body.data],
    begin: isBatch ? beginning(request) : undefined,
  }
}

function beginning(request: IncomingMessage): string {
  const name = header(request, 'neon-batch-isolation-level')
  const level = LEVELS.get(name ?? 'ReadCommitted')
  if (!level) {
    throw new BadRequest(
      `Neon-Batch-Isolation-Level is "${name}", must be one of ${[...LEVELS.keys()].join(', ')}.`,
    )
  }
  return [
    'begin',
    name && level,
    flag(request, 'Neon-Batch-Read-Only') && 'read only',
    flag(request, 'Neon-Batch-Deferrable') && 'deferrable',
  ]
    .filter(Boolean)
    .join(' ')
}

function flag(request: IncomingMessage, name: string): boolean {
  const value = header(request, name.toLowerCase()) ?? 'false'
  if (!/^(true|false)$/.test(value)) {
    throw new BadRequest(`${name} is "${value}", must be true or false.`)
  }
  return value === 'true'
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadRequest('The body is not JSON.')
  }
}
