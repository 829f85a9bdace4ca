// Locks need a second session, so these tests need DATABASE_URL.
import { Client } from 'pg'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { databases, rowsOf } from '../testing/databases.ts'
import { administer } from '../testing/test-database.ts'
import type { Migration } from './migration.ts'
import { migrate } from './run.ts'

const first = { version: 1, name: 'a', checksum: 'a', sql: 'create table things (id int)' }
const second = { version: 2, name: 'b', checksum: 'b', sql: 'alter table things add x int' }
const only = (...migrations: Migration[]) => ({
  migrations,
  functions: { files: [], checksum: 'none' },
})

describe.runIf(process.env.DATABASE_URL)('a migration that meets a lock', () => {
  const { empty, drop } = databases('real')
  afterAll(drop)

  const hold = async (url: string) => {
    const client = new Client({ connectionString: url, application_name: 'report' })
    client.on('error', () => {})
    await client.connect()
    onTestFinished(() => client.end().catch(() => {}))
    await client.query('begin; select * from things')
    return (await client.query('select pg_backend_pid() as pid')).rows[0].pid as number
  }

  it('gives up after 5 s, changes nothing, and names the holder and how to end it', async () => {
    const url = await empty()
    await migrate(url, only(first))
    const pid = await hold(url)
    const began = performance.now()
    const failure = await migrate(url, only(first, second)).catch((error: unknown) => String(error))
    expect(performance.now() - began).toBeGreaterThan(4_900)
    expect(failure).toContain(`waited 5 s for a lock that another connection holds: process ${pid}`)
    expect(failure).toMatch(/\(\w+, report, idle in transaction; its transaction is \d+ s old\)/)
    const [statement = ''] = /select pg_terminate_backend\(\d+\);/.exec(String(failure)) ?? []
    expect(await rowsOf(url, 'select max(version) as version from app.migrations')).toEqual([
      { version: 1 },
    ])

    await administer(url, statement)
    expect((await migrate(url, only(first, second))).applied).toEqual([second])
  })

  it('continues if the lock is released in time', async () => {
    const url = await empty()
    await migrate(url, only(first))
    const pid = await hold(url)
    const going = migrate(url, only(first, second))
    setTimeout(() => void administer(url, `select pg_terminate_backend(${pid})`), 1_500)
    expect((await going).applied).toEqual([second])
  })
})
