import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type LocalDatabase, startDatabase } from '../stack/database.ts'
import { administer, withDatabase } from '../testing/test-database.ts'
import { type Migration, MigrationRefused, migrate, readMigrations } from './run.ts'

const folderWith = async (files: Record<string, string>) => {
  const folder = await mkdtemp(join(tmpdir(), 'duly-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql)
  return folder
}

const rows = async (connectionString: string, query: string) => {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

describe('reading the folder', () => {
  it('takes files in order, and the same checksum whatever git does to line ends', async () => {
    const unix = await readMigrations(await folderWith({ '0001_a.sql': 'select 1;\nselect 2;' }))
    const dos = await readMigrations(await folderWith({ '0001_a.sql': 'select 1;\r\nselect 2;' }))
    expect(unix).toEqual(dos)
    expect(unix).toMatchObject([{ version: 1, name: 'a' }])
  })

  it.each([
    ['a gap', ['0001_a.sql', '0003_b.sql']],
    ['a number used twice', ['0001_a.sql', '0001_b.sql']],
    ['another kind of name', ['1-a.sql']],
  ])('refuses %s', async (_, names) => {
    const folder = await folderWith(Object.fromEntries(names.map((name) => [name, 'select 1'])))
    await expect(readMigrations(folder)).rejects.toThrow(MigrationRefused)
  })
})

/** Embedded, with a database of its own for each test; a real server makes one by name. */
const server = process.env.DATABASE_URL

describe.each(server ? ['embedded', 'real'] : ['embedded'])('on a %s Postgres', (kind) => {
  const opened: (() => Promise<void>)[] = []
  let real: Migration[]
  beforeAll(async () => {
    real = await readMigrations()
  })
  afterAll(async () => {
    for (const close of opened) await close()
  })

  const emptyDatabase = async (): Promise<string> => {
    if (kind === 'embedded' || !server) {
      const database: LocalDatabase = await startDatabase({
        databaseUrl: undefined,
        dataDir: undefined,
      })
      opened.push(() => database.stop())
      return database.wireUrl
    }
    const name = `duly_migrate_${randomBytes(6).toString('hex')}`
    await administer(server, `create database ${name}`)
    opened.push(() => administer(server, `drop database ${name} with (force)`))
    return withDatabase(server, name)
  }

  it('applies all, says which, and finds nothing to do the second time', async () => {
    const url = await emptyDatabase()
    expect((await migrate(url, real)).map(({ version }) => version)).toEqual(
      real.map(({ version }) => version),
    )
    expect(await migrate(url, real)).toEqual([])
  })

  it('lets two runners at once share the work', async () => {
    const url = await emptyDatabase()
    const applied = await Promise.all([migrate(url, real), migrate(url, real), migrate(url, real)])
    expect(applied.flat()).toHaveLength(real.length)
  })

  it('refuses a file that was changed after it was applied, and a database that is ahead', async () => {
    const url = await emptyDatabase()
    await migrate(url, real)
    const changed = real.map((one) => (one.version === 1 ? { ...one, checksum: 'other' } : one))
    await expect(migrate(url, changed)).rejects.toThrow(
      '0001_auth was changed after it was applied',
    )
    await expect(migrate(url, real.slice(0, 1))).rejects.toThrow('version 2')
  })

  it('leaves nothing of a migration that fails, and goes on when it is mended', async () => {
    const url = await emptyDatabase()
    const broken = { version: 1, name: 'x', checksum: 'x', sql: 'create table half (); select 1/0' }
    await expect(migrate(url, [broken])).rejects.toThrow('0001_x failed, and left nothing')
    expect(await rows(url, "select to_regclass('half') as half")).toEqual([{ half: null }])
    const mended = { ...broken, sql: 'create table half ()' }
    expect(await migrate(url, [mended])).toHaveLength(1)
  })

  it('works for a connecting user that is no superuser, as on Neon', async () => {
    const url = await emptyDatabase()
    const role = `owner_${randomBytes(6).toString('hex')}`
    // Roles outlive a database: another one on this server may have made task_api, and only its maker may grant it.
    const shared = await rows(url, "select 1 from pg_roles where rolname = 'task_api'")
    const admin = shared.length > 0 ? `grant task_api to ${role} with admin option` : 'select 1'
    const { pathname } = new URL(url)
    await administer(url, `create role ${role} login createrole password 'x'`)
    await administer(url, admin)
    await administer(url, `alter database ${pathname.slice(1)} owner to ${role}`)
    await administer(url, `alter schema public owner to ${role}`)
    const own = new URL(url)
    own.username = role
    own.password = 'x'
    expect(await migrate(own.href, real)).toHaveLength(real.length)
    const seen = await rows(
      own.href,
      "select current_setting('is_superuser') as super, rolsuper from pg_roles where rolname = current_user",
    )
    expect(seen).toEqual([{ super: 'off', rolsuper: false }])
    const works = 'begin; set local role task_api; select app.user_id() from tasks; rollback'
    await administer(own.href, works)
    if (server && kind === 'real') opened.push(() => administer(server, `drop role ${role}`))
  })
})
