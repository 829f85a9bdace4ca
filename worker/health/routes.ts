// For load balancers and deployments: whether the Worker is up, and whether a request would get through.
import { createRoute } from '@hono/zod-openapi'
import { sql } from 'kysely'
import * as z from 'zod'
import { build } from '../db/database.ts'
import { schemaVersion } from '../db/schema-version.ts'
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
  summary: 'The database answers, its schema is the expected one, keys are there',
  security: [],
  description: 'Answers 503 where a request would not get through; `detail` says why.',
  responses: { 200: json(Ready, 'Requests get through'), ...refusals(503) },
})

/** `keys` is the number of keys that verify tokens. */
export function health(keys: number) {
  const applied = sql`select max(version)::int as version from app.migrations`.compile(build)
  return router()
    .openapi(live, (c) => c.json({ status: 'ok' } as const, 200))
    .openapi(ready, async (c) => {
      const [result] = await c.var.connection
        .batch([applied], { readOnly: true, retry: true })
        .catch(answerNotReady)
      const version = Number(result?.rows[0]?.version ?? 0)
      if (version < schemaVersion)
        throw notReady(`schema version ${version}, ${schemaVersion} needed`)
      return c.json({ status: 'ready', schema_version: version, keys } as const, 200)
    })
}

function answerNotReady(error: unknown): never {
  throw notReady('the database does not answer', error)
}

const notReady = (detail: string, cause?: unknown) =>
  new Problem('not_ready', { detail }, { headers: { 'Retry-After': '2' }, cause })
