import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { databases, kinds, rowsOf } from '../testing/databases.ts'
import { administer } from '../testing/test-database.ts'
import type { Migration } from './migration.ts'
import {
  aheadNotice,
  MigrationRefused,
  migrate,
  readMigrations,
  readSchema,
  type Schema,
} from './run.ts'

const folderWith = async (files: Record<string, string>) => {
  const folder = await mkdtemp(join(tmpdir(), 'duly-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql)
  return folder
}

const none = { files: [], checksum: 'none' }
const only = (...migrations: Migration[]): Schema => ({ migrations, functions: none })

/** The prefix of a migration's name. */
const numbered = (version: number) => String(version).padStart(4, '0')

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

describe.each(kinds())('on a %s Postgres', (kind) => {
  const { empty, role, drop } = databases(kind)
  let real: Schema
  beforeAll(async () => {
    real = await readSchema()
  })
  afterAll(drop)

  it('applies all, reports which, and finds nothing to do the second time', async () => {
    const url = await empty()
    expect(await migrate(url, real)).toEqual({
      applied: real.migrations,
      replaced: { unknown: [] },
      ahead: [],
    })
    expect(await migrate(url, real)).toEqual({ applied: [], ahead: [] })
  })

  it('lets two runners at once share the work', async () => {
    const url = await empty()
    const outcomes = await Promise.all([migrate(url, real), migrate(url, real), migrate(url, real)])
    expect(outcomes.flatMap(({ applied }) => applied)).toHaveLength(real.migrations.length)
    expect(outcomes.filter(({ replaced }) => replaced)).toHaveLength(1)
  })

  it('continues if the database is ahead, and says by what', async () => {
    const url = await empty()
    await migrate(url, real)
    const outcome = await migrate(url, only(...real.migrations.slice(0, -2)))
    expect(outcome.applied).toEqual([])
    expect(outcome.ahead.map(({ version }) => version)).toEqual([
      real.migrations.length - 1,
      real.migrations.length,
    ])
    expect(aheadNotice(outcome)).toContain(
      `ahead of this checkout by ${numbered(real.migrations.length - 1)}_`,
    )
    expect(aheadNotice(outcome)).toContain(
      `_${real.migrations.at(-1)?.name}. That is fine after a roll-back`,
    )
    expect(await rowsOf(url, 'select count(*)::int as n from app.migrations')).toEqual([
      { n: real.migrations.length },
    ])
  })

  it('refuses an earlier file that was changed after it was applied, even if the database is behind', async () => {
    const url = await empty()
    await migrate(url, real)
    const changed = real.migrations.map((one) =>
      one.version === 1 ? { ...one, checksum: 'other' } : one,
    )
    const refusal = '0001_auth was changed after it was applied'
    await expect(migrate(url, only(...changed))).rejects.toThrow(refusal)
    await expect(migrate(url, only(...changed.slice(0, 2)))).rejects.toThrow(refusal)
  })

  it('refuses a database that lacks an earlier one', async () => {
    const url = await empty()
    await migrate(url, real)
    await administer(url, 'delete from app.migrations where version = 2')
    const refusal = `lacks 0002_access, although ${numbered(real.migrations.length)}_`
    await expect(migrate(url, real)).rejects.toThrow(refusal)
    await expect(migrate(url, only(...real.migrations.slice(0, 3)))).rejects.toThrow(refusal)
  })

  it('leaves nothing of a failing migration, and continues once it is fixed', async () => {
    const url = await empty()
    const broken = { version: 1, name: 'x', checksum: 'x', sql: 'create table half (); select 1/0' }
    await expect(migrate(url, only(broken))).rejects.toThrow('0001_x failed, and left nothing')
    expect(await rowsOf(url, "select to_regclass('half') as half")).toEqual([{ half: null }])
    const mended = { ...broken, sql: 'create table half ()' }
    expect((await migrate(url, only(mended))).applied).toHaveLength(1)
  })

  it('works for a connecting user that is not a superuser, as on Neon', async () => {
    const url = await empty()
    const owner = await role(url, 'createrole')
    // Roles belong to the server: another database may have created task_api, and only its creator may grant it.
    const shared = await rowsOf(url, "select 1 from pg_roles where rolname = 'task_api'")
    if (shared.length > 0)
      await administer(url, `grant task_api to ${owner.name} with admin option`)
    const { pathname } = new URL(url)
    await administer(url, `alter database ${pathname.slice(1)} owner to ${owner.name}`)
    await administer(url, `alter schema public owner to ${owner.name}`)
    expect((await migrate(owner.url, real)).applied).toHaveLength(real.migrations.length)
    const seen = await rowsOf(
      owner.url,
      "select current_setting('is_superuser') as super, rolsuper from pg_roles where rolname = current_user",
    )
    expect(seen).toEqual([{ super: 'off', rolsuper: false }])
    const works = 'begin; set local role task_api; select app.user_id() from tasks; rollback'
    await administer(owner.url, works)
  })
})
