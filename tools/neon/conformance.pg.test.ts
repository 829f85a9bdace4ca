/** The unmodified driver, the same cases, both backends: equal answers, byte for byte. */

import { Client as NeonClient, Pool as NeonPool, neon, neonConfig } from '@neondatabase/serverless'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type NeonServer, serveNeon } from './serve.ts'
import { type Case, COMMANDS, ERRORS, PARAMETERS, TYPES } from './testing/conformance-cases.ts'

const realUrl = process.env.DATABASE_URL
const kinds = ['embedded', ...(realUrl ? ['postgres'] : [])]
const servers = new Map<string, NeonServer>()
const throwaway = `duly_neon_${Math.random().toString(36).slice(2, 10)}`

if (!realUrl) {
  console.warn(
    '\n*** DATABASE_URL is not set: the embedded database is NOT compared to Postgres. ***\n',
  )
}

neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`
neonConfig.wsProxy = (host, port) => `${host}:${port}/v2`
neonConfig.useSecureWebSocket = false
neonConfig.pipelineConnect = false

beforeAll(async () => {
  servers.set('embedded', await serveNeon({ backend: { kind: 'embedded' } }))
  if (!realUrl) return
  await admin(`create database ${throwaway} template template0 encoding 'UTF8'`)
  const url = new URL(realUrl)
  url.pathname = `/${throwaway}`
  servers.set('postgres', await serveNeon({ backend: { kind: 'postgres', url: url.href } }))
}, 60_000)

afterAll(async () => {
  for (const server of servers.values()) await server.stop()
  if (realUrl) await admin(`drop database ${throwaway} with (force)`)
})

describe.skipIf(!realUrl)('answers like Postgres', () => {
  const sameOverHttp = async ({ sql, params = [] }: Case) => {
    const [embedded, postgres] = await both((server) => raw(server, { query: sql, params }))
    expect(embedded).toEqual(postgres)
  }
  test.for(TYPES)('in raw text: $sql', sameOverHttp)
  test.for(COMMANDS)('with command and count: $sql', sameOverHttp)
  test.for(ERRORS)('with every field of the error: $sql', sameOverHttp)

  test.for([...TYPES, ...PARAMETERS, ...ERRORS])('through neon(): $sql', async (one) => {
    const [embedded, postgres] = await both((server) => viaNeon(server, one))
    expect(embedded).toEqual(postgres)
  })

  test.for([...TYPES, ...PARAMETERS])('through Client: $sql', async ({ sql, params }) => {
    const [embedded, postgres] = await both((server) =>
      connected(server, async (client) => (await client.query(sql, params)).rows),
    )
    expect(embedded).toEqual(postgres)
  })

  test.for(ERRORS)('through Client, with the error: $sql', async ({ sql, params }) => {
    const [embedded, postgres] = await both((server) =>
      connected(server, (client) => client.query(sql, params).then(() => 'none', errorFields)),
    )
    expect(embedded).toEqual(postgres)
  })

  test.for([
    { body: '{' },
    { body: '[]' },
    { body: '{"queries": 1}' },
    { body: '{"queries": []}' },
    { body: '{"query": 1}' },
    { body: '{"query": "select 1", "params": [{}]}' },
    { body: '{"query": "select 1"}', headers: { 'Neon-Connection-String': 'x' } },
    { body: '{"queries": []}', headers: { 'Neon-Batch-Isolation-Level': 'Chaos' } },
    { body: '{"queries": []}', headers: { 'Neon-Batch-Read-Only': 'maybe' } },
  ])('to a malformed request: $body $headers', async ({ body, headers = {} }) => {
    const [embedded, postgres] = await both((server) => post(server, body, headers))
    expect(embedded).toEqual(postgres)
  })
})

describe.for(kinds)('%s', (kind) => {
  const server = () => {
    const found = servers.get(kind)
    if (!found) throw new Error(`${kind} did not start`)
    return found
  }
  const http = () => neon(server().databaseUrl)

  test('runs a batch as one transaction', async () => {
    const sql = http()
    const rows = await sql.transaction([
      sql`select set_config('app.x', 'here', true)`,
      sql`select current_setting('app.x') as x, txid_current() as t`,
      sql`select txid_current() as t`,
    ])
    expect(rows[1]?.[0]).toMatchObject({ x: 'here', t: rows[2]?.[0]?.t })
  })

  test('rolls back the whole batch after an error', async () => {
    const sql = http()
    await sql`create table whole (a int primary key)`
    const failing = sql.transaction([sql`insert into whole values (1)`, sql`select 1/0`])
    await expect(failing).rejects.toMatchObject({ code: '22012' })
    expect(await sql`select * from whole`).toEqual([])
  })

  test('reports errors that only the commit detects', async () => {
    const sql = http()
    await sql`create table late (a int unique deferrable initially deferred)`
    const failing = sql.transaction([sql`insert into late values (1), (1)`])
    await expect(failing).rejects.toMatchObject({ code: '23505' })
  })

  test.for([
    ['ReadCommitted', 'read committed'],
    ['RepeatableRead', 'repeatable read'],
    ['Serializable', 'serializable'],
  ] as const)('runs a batch at isolation level %s', async ([isolationLevel, shown]) => {
    const sql = http()
    const options = { isolationLevel, readOnly: true, deferrable: true }
    const batch = [sql`show transaction_isolation`, sql`show transaction_read_only`]
    const rows = await sql.transaction([...batch, sql`show transaction_deferrable`], options)
    expect(rows.flat().flatMap(Object.values)).toEqual([shown, 'on', 'on'])
  })

  test('refuses writes in a read-only batch', async () => {
    const sql = http()
    const failing = sql.transaction([sql`create table nope (a int)`], { readOnly: true })
    await expect(failing).rejects.toMatchObject({ code: '25006' })
  })

  test('leaves nothing of a call for the next', async () => {
    const sql = http()
    await sql`set work_mem = '7MB'`
    await sql`set app.leak = 'yes'`
    await sql`begin`
    const [row] =
      await sql`select current_setting('work_mem') as w, current_setting('app.leak', true) as l`
    expect(row?.w).not.toBe('7MB')
    expect(row?.l || null).toBeNull()
  })

  test('isolates an open transaction from everyone else', async () => {
    const sql = http()
    await sql`create table secret (a int)`
    await connected(server(), async (one) => {
      await one.query('begin')
      await one.query('insert into secret values (1)')
      const meanwhile = sql`select * from secret`
      await one.query('select 1')
      await one.query('rollback')
      expect(await meanwhile).toEqual([])
    })
  })

  test('gives each client its own session', async () => {
    await connected(server(), (one) =>
      connected(server(), async (two) => {
        await one.query(`set work_mem = '7MB'`)
        await one.query(`set app.who = 'one'`)
        await one.query({ name: 'same', text: `select 'one' as v` })
        await two.query({ name: 'same', text: `select 'two' as v` })
        await two.query(`set app.who = 'two'`)
        const state = `select current_setting('work_mem') = '7MB' as mem, current_setting('app.who') as who`
        expect((await one.query(state)).rows).toEqual([{ mem: true, who: 'one' }])
        expect((await two.query(state)).rows).toEqual([{ mem: false, who: 'two' }])
        expect((await one.query({ name: 'same', text: `select 'one' as v` })).rows[0].v).toBe('one')
        expect((await two.query({ name: 'same', text: `select 'two' as v` })).rows[0].v).toBe('two')
      }),
    )
  })

  test('serves many clients of both kinds at once', async () => {
    const sql = http()
    await sql`create table hits (who int)`
    const pool = new NeonPool({ connectionString: server().databaseUrl, max: 5 })
    // The test's end does not wait for all sockets to close, and the server may stop in between.
    pool.on('error', () => {})
    const inTransaction = async (who: number) => {
      const client = await pool.connect()
      await client.query('begin')
      await client.query('insert into hits values ($1)', [who])
      await client.query(who % 2 ? 'commit' : 'rollback')
      client.release()
    }
    await Promise.all(
      Array.from({ length: 20 }, (_, who) => [
        inTransaction(who),
        sql`insert into hits values (-1)`,
      ]).flat(),
    )
    await pool.end()
    expect(await sql`select count(*)::int as n from hits`).toEqual([{ n: 30 }])
  })

  test('accepts a plain Postgres client over TCP', async () => {
    const client = new Client({ connectionString: server().wireUrl })
    await client.connect()
    const results: unknown = await client.query('select 1 as a; select 2 as a')
    expect(results).toMatchObject([{ rows: [{ a: 1 }] }, { rows: [{ a: 2 }] }])
    await client.end()
  })
})

async function admin(sql: string): Promise<void> {
  const client = new Client({ connectionString: realUrl })
  await client.connect()
  await client.query(sql)
  await client.end()
}

async function both<T>(ask: (server: NeonServer) => Promise<T>): Promise<(T | undefined)[]> {
  const answers = []
  for (const kind of ['embedded', 'postgres']) {
    const server = servers.get(kind)
    answers.push(server && (await ask(server)))
  }
  return answers
}

async function connected<T>(server: NeonServer, work: (client: NeonClient) => Promise<T>) {
  const client = new NeonClient(server.databaseUrl)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function viaNeon(server: NeonServer, { sql, params }: Case) {
  const { rows, rowCount, command } = await neon(server.databaseUrl)
    .query(sql, params, { fullResults: true })
    .catch((error) => ({ rows: errorFields(error), rowCount: -1, command: '' }))
  return { rows, rowCount, command }
}

const raw = (server: NeonServer, body: unknown) => post(server, JSON.stringify(body), {})

async function post(server: NeonServer, body: string, headers: Record<string, string>) {
  const response = await fetch(`${server.endpoint}/sql`, {
    method: 'POST',
    headers: { 'Neon-Connection-String': server.databaseUrl, ...headers },
    body,
  })
  const text = (await response.text()).replaceAll(
    /("(?:tableID|line|routine|file)":)[^,}]+/g,
    '$1"any"',
  )
  return { status: response.status, body: JSON.parse(text) }
}

/** Without the location in Postgres's own source code. */
function errorFields(error: Error) {
  const { file, line, routine, length, stack, sourceError, client, ...fields } = {
    ...error,
  } as Record<string, unknown>
  return { message: error.message, ...fields }
}
