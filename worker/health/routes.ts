// Health checks for load balancers and deployments: whether the Worker runs, and whether a request would succeed.
import { createRoute } from '@hono/zod-openapi'
import { sql } from 'kysely'
import * as z from 'zod'
import { build } from '../db/database.ts'
import { functionsChecksum, schemaVersion } from '../db/schema-version.ts'
import { Problem } from '../problem.ts'
import { json, refusals, router } from '../router.ts'

const Health = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' })
const Ready = z
  .strictObject({ status: z.literal('ready'), schema_version: z.int(), keys: z.int() })
  .meta({ id: 'Ready' })

const tags = ['Operation']

const live = createRoute({
  method: 'get',
  path: '/health',
  tags,
  summary: 'The Worker runs (no I/O)',
  security: [],
  responses: { 200: json(Health, 'It does') },
})

const ready = createRoute({
  method: 'get',
  path: '/ready',
  tags,
  summary: 'The database answers, its schema and functions are new enough, keys are there',
  security: [],
  description: 'Answers 503 where a request would not get through; `detail` says why.',
  responses: { 200: json(Ready, 'Requests get through'), ...refusals(503) },
})

/** @param keys the number of keys that verify tokens */
export function health(keys: number) {
  const applied = appliedSchema.compile(build)
  return router()
    .openapi(live, (c) => c.json({ status: 'ok' } as const, 200))
    .openapi(ready, async (c) => {
      const [result] = await c.var.connection
        .batch([applied], { readOnly: true, retry: true })
        .catch(answerNotReady)
      const row = result?.rows[0]
      const version = Number(row?.version ?? 0)
      if (version < schemaVersion)
        throw notReady(`schema version ${version}, ${schemaVersion} needed`)
      // A newer migration has newer functions.
      if (version === schemaVersion && row?.has_functions !== true)
        throw notReady('functions older than this Worker needs')
      return c.json({ status: 'ready', schema_version: version, keys } as const, 200)
    })
}

/**
 * Whether the database's functions are older. A checksum has no order, so the log decides: what was first applied later is
 * newer. Functions that were put back are as old as before.
 */
const appliedSchema = sql`
  select
    (select max(version)::int from app.migrations) as version,
    (select min(id) from app.functions where checksum = ${functionsChecksum})
      <= (select min(id) from app.functions
        where checksum = (select checksum from app.functions order by id desc limit 1)) as has_functions`

function answerNotReady(error: unknown): never {
  throw notReady('the database does not answer', error)
}

const notReady = (detail: string, cause?: unknown) =>
  new Problem('not_ready', { detail }, { headers: { 'Retry-After': '2' }, cause })
