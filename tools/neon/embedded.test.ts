import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { neon, neonConfig } from '@neondatabase/serverless'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type NeonServer, serveNeon } from './serve.ts'

neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`

describe('a data directory', () => {
  let dataDir: string
  const program = fileURLToPath(new URL('./main.ts', import.meta.url))

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'duly-neon-'))
  })
  afterAll(() => rm(dataDir, { recursive: true }))

  const start = async (...options: string[]) => {
    const child = spawn(process.execPath, [
      program,
      '--data',
      dataDir,
      '--port=0',
      '--control-port=0',
      ...options,
    ])
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    while (!/Plain Postgres .+\n/.test(output) && child.exitCode === null) {
      await Promise.race([once(child.stdout, 'data'), once(child, 'close')])
    }
    const url = /postgresql:\S+/.exec(output)?.[0] ?? ''
    return { child, url, output: () => output }
  }

  test('keeps its rows after a stop and after a crash, and allows a single process', async () => {
    const first = await start()
    const sql = neon(first.url)
    await sql`create table kept (a int)`
    await sql`insert into kept values (1)`

    await expect(serveNeon({ backend: { kind: 'embedded', dataDir } })).rejects.toThrow(
      `in use by process ${first.child.pid}`,
    )
    const refused = await start()
    expect(refused.child.exitCode).toBe(1)
    expect(refused.output()).toContain('Stop that process')

    first.child.kill('SIGTERM')
    const [code] = await once(first.child, 'close')
    expect(code).toBe(0)

    const second = await start()
    await neon(second.url)`insert into kept values (2)`
    second.child.kill('SIGKILL')
    await once(second.child, 'close')

    const third = await serveNeon({ backend: { kind: 'embedded', dataDir } })
    expect(await neon(third.databaseUrl)`select a from kept order by a`).toEqual([
      { a: 1 },
      { a: 2 },
    ])
    await third.stop()
  }, 120_000)

  test('says clearly that a port is taken', async () => {
    const server = await serveNeon({ backend: { kind: 'postgres', url: 'postgres://localhost' } })
    const { port } = new URL(server.endpoint)
    const { child, output } = await start('--memory', `--port=${port}`)
    expect(child.exitCode).toBe(1)
    expect(output()).toContain(`Port ${port} on 127.0.0.1 is already in use.`)
    await server.stop()
  }, 60_000)
})

describe('many clients on one PGlite', () => {
  let server: NeonServer
  beforeAll(async () => {
    server = await serveNeon({ backend: { kind: 'embedded', idleTransactionMs: 300 } })
    await neon(server.databaseUrl)`create role guest login`
  }, 60_000)
  afterAll(() => server.stop())

  const connect = async (url = server.wireUrl) => {
    const client = new Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    return client
  }

  test('ends a client that is idle in a transaction', async () => {
    const idler = await connect()
    const ended = new Promise((resolve) => idler.once('end', resolve))
    await idler.query('begin')
    await idler.query('create table unfinished (a int)')
    const other = await connect()
    const { rows } = await other.query(`select to_regclass('unfinished') as t`)
    expect(rows).toEqual([{ t: null }])
    await ended
    await expect(idler.query('select 1')).rejects.toThrow()
    await other.end()
  })

  test('rolls back and forgets a client that disconnects', async () => {
    const leaver = await connect()
    await leaver.query(`set search_path = pg_catalog`)
    await leaver.query(`set app.leak = 'yes'`)
    await leaver.query('set role guest')
    await leaver.query('create temp table leak (a int)')
    await leaver.query({ name: 'leak', text: 'select 1' })
    await leaver.query('select pg_advisory_lock(1)')
    await leaver.query('begin')
    await leaver.end()
    const next = await connect()
    const { rows } =
      await next.query(`select current_user as who, current_setting('search_path') as path,
      nullif(current_setting('app.leak', true), '') as leak, to_regclass('leak') as temp,
      (select count(*)::int from pg_prepared_statements) as prepared,
      (select count(*)::int from pg_locks where locktype = 'advisory') as locks`)
    expect(rows).toEqual([
      { who: 'postgres', path: '"$user", public', leak: null, temp: null, prepared: 0, locks: 0 },
    ])
    await next.end()
  })

  test('keeps others out while a client holds a session lock, until it is released', async () => {
    const one = await connect()
    const two = await connect()
    await one.query('select pg_advisory_lock(42)')
    const order: string[] = []
    const waiting = two.query('select pg_advisory_lock(42)').then(() => order.push('two'))
    await one.query('select 1').then(() => order.push('one'))
    await one.query('select pg_advisory_unlock(42)')
    await waiting
    expect(order).toEqual(['one', 'two'])
    await one.end()
    await two.end()
  })

  test('connects as another role, and refuses one that does not exist', async () => {
    const guest = await connect(server.wireUrl.replace('postgres:postgres@', 'guest@'))
    const { rows } = await guest.query('select session_user as who')
    expect(rows).toEqual([{ who: 'guest' }])
    await expect(guest.query('create role another')).rejects.toMatchObject({ code: '42501' })
    await guest.end()
    const nobody = await connect(server.wireUrl.replace('postgres:postgres@', 'nobody@'))
    await expect(nobody.query('select 1')).rejects.toMatchObject({ message: /nobody.*not exist/ })
  })

  test('keeps application_name from the connection string', async () => {
    const url = `${server.databaseUrl}?application_name=here`
    const [row] = await neon(url)`select current_setting('application_name') as name`
    expect(row?.name).toBe('here')
    const client = await connect(
      `${server.wireUrl}?application_name=here&options=-c%20work_mem%3D7MB`,
    )
    const { rows } = await client.query(
      `select current_setting('application_name') as name, current_setting('work_mem') as mem`,
    )
    expect(rows).toEqual([{ name: 'here', mem: '7MB' }])
    await client.end()
  })

  test('refuses COPY FROM STDIN, which PGlite would not survive', async () => {
    const client = await connect()
    const copying = client.query('copy pg_class from stdin')
    await expect(copying).rejects.toMatchObject({ code: '0A000' })
    expect((await client.query('select 1 as a')).rows).toEqual([{ a: 1 }])
    await client.end()
  })

  test('survives bytes outside the protocol', async () => {
    const answer = await fetch(server.wireUrl.replace(/.*@(.*)\/.*/, 'http://$1')).catch(
      () => 'refused',
    )
    expect(answer).toBe('refused')
    expect(await neon(server.databaseUrl)`select 1 as a`).toEqual([{ a: 1 }])
  })
})

test('answers 500 while Postgres is down, and does not crash', async () => {
  const server = await serveNeon({
    backend: { kind: 'postgres', url: 'postgres://me@127.0.0.1:9' },
  })
  await expect(neon(server.databaseUrl)`select 1`).rejects.toThrow('HTTP status 500')
  await server.stop()
})
