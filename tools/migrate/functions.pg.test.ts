// Functions are replaced whenever their files have changed, with the last migration or alone.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { databases, kinds, rowsOf } from '../testing/databases.ts'
import { administer } from '../testing/test-database.ts'
import { functionsNotice } from './functions.ts'
import { migrate, readSchema, type Schema } from './run.ts'

/** A schema as read from a folder: names that begin with a digit are migrations, the others files of functions. */
async function schemaOf(files: Record<string, string>): Promise<Schema> {
  const folder = await mkdtemp(join(tmpdir(), 'duly-functions-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'functions'))
  for (const [name, sql] of Object.entries(files)) {
    await writeFile(join(folder, /^\d/.test(name) ? '' : 'functions', name), sql)
  }
  return readSchema(folder)
}

const returning = (value: number, parameter = 'p_of integer', type = 'integer') =>
  `create or replace function app.number(${parameter}) returns ${type} language sql return ${value};`

const first = { '0001_a.sql': 'create table things (id int)' }
const second = { '0002_b.sql': 'alter table things add x int' }

it('the checksum is the same whatever git does to line ends, and another for another name or text', async () => {
  const sumOf = async (files: Record<string, string>) => (await schemaOf(files)).functions.checksum
  const sum = await sumOf({ 'a.sql': 'select 1;\n' })
  expect(await sumOf({ 'a.sql': 'select 1;\r\n' })).toBe(sum)
  expect(await sumOf({ 'b.sql': 'select 1;\n' })).not.toBe(sum)
  expect(await sumOf({ 'a.sql': 'select 2;\n' })).not.toBe(sum)
})

describe.each(kinds())('functions on a %s Postgres', (kind) => {
  const { empty, drop } = databases(kind)
  afterAll(drop)

  const number = async (url: string) => (await rowsOf(url, 'select app.number(1) as is')) as unknown
  const tables = (url: string) =>
    rowsOf(
      url,
      "select column_name::text as name from information_schema.columns where table_name = 'things' order by 1",
    )

  it('replaces them without a migration, and only where a file has changed', async () => {
    const url = await empty()
    const schema = await schemaOf({ ...first, 'n.sql': returning(1) })
    expect((await migrate(url, schema)).replaced).toEqual({ unknown: [] })
    expect(await number(url)).toEqual([{ is: 1 }])
    const next = await schemaOf({ ...first, 'n.sql': returning(2) })
    expect(await migrate(url, next)).toEqual({ applied: [], replaced: { unknown: [] }, ahead: [] })
    expect(await number(url)).toEqual([{ is: 2 }])
    expect((await migrate(url, next)).replaced).toBeUndefined()
    // Back to what was applied before the last time: that is a change, too.
    expect((await migrate(url, schema)).replaced).toEqual({ unknown: [] })
    expect(await number(url)).toEqual([{ is: 1 }])
  })

  it('lets two runners at once replace them once', async () => {
    const url = await empty()
    await migrate(url, await schemaOf({ ...first, 'n.sql': returning(1) }))
    const next = await schemaOf({ ...first, 'n.sql': returning(2) })
    const outcomes = await Promise.all([migrate(url, next), migrate(url, next), migrate(url, next)])
    expect(outcomes.filter(({ replaced }) => replaced)).toHaveLength(1)
    expect(await number(url)).toEqual([{ is: 2 }])
  })

  it('applies files in the order of their names', async () => {
    const url = await empty()
    const caller =
      'create or replace function app.caller() returns int language sql return app.number(1)'
    await migrate(url, await schemaOf({ 'a.sql': returning(1), 'b.sql': caller }))
    expect(await rowsOf(url, 'select app.caller() as is')).toEqual([{ is: 1 }])
    const wrong = await schemaOf({ 'a.sql': caller, 'b.sql': returning(1) })
    await expect(migrate(await empty(), wrong)).rejects.toThrow(
      'functions/a.sql, app.caller: failed, and left nothing: function app.number(integer) does not',
    )
  })

  it('leaves nothing of files that fail, and nothing of the last migration with them', async () => {
    const url = await empty()
    await migrate(url, await schemaOf({ ...first, 'n.sql': returning(1) }))
    const broken = { 'n.sql': returning(2), 'o.sql': 'select 1/0' }
    const failed = 'functions/o.sql: failed, and left nothing: division by zero'
    await expect(migrate(url, await schemaOf({ ...first, ...broken }))).rejects.toThrow(failed)
    const later = await schemaOf({ ...first, ...second, ...broken })
    await expect(migrate(url, later)).rejects.toThrow(failed)
    expect(await number(url)).toEqual([{ is: 1 }])
    expect(await tables(url)).toEqual([{ name: 'id' }])
    expect(await rowsOf(url, 'select max(version) as version from app.migrations')).toEqual([
      { version: 1 },
    ])

    const mended = await schemaOf({ ...first, ...second, 'n.sql': returning(2) })
    expect((await migrate(url, mended)).applied).toHaveLength(1)
    expect(await number(url)).toEqual([{ is: 2 }])
    expect(await tables(url)).toEqual([{ name: 'id' }, { name: 'x' }])
  })

  it.each([
    ['another result', returning(2, 'p_of integer', 'bigint')],
    ['another name of an argument', returning(2, 'p_for integer')],
  ])('says what drops a function that has %s, and that works', async (_, changed) => {
    const url = await empty()
    await migrate(url, await schemaOf({ ...first, 'n.sql': returning(1) }))
    const refused = await migrate(url, await schemaOf({ ...first, 'n.sql': changed })).catch(String)
    expect(refused).toContain('functions/n.sql, app.number(integer): failed, and left nothing')
    const [, statement = ''] = /\n {4}(drop .*;)$/.exec(String(refused)) ?? []
    expect(statement).toBe('drop function app.number(integer);')
    expect(await number(url)).toEqual([{ is: 1 }])

    const mended = await schemaOf({ ...first, '0002_b.sql': statement, 'n.sql': changed })
    expect((await migrate(url, mended)).applied).toHaveLength(1)
    expect(await rowsOf(url, 'select app.number(1)::int as is')).toEqual([{ is: 2 }])
  })

  it('names functions that no file has any more, also of the same name, and leaves them', async () => {
    const url = await empty()
    const own = 'create function app.own() returns int language sql return 1'
    const other = 'create or replace function app.other() returns int language sql return 1'
    const schema = { '0001_a.sql': own, 'n.sql': returning(1), 'o.sql': other }
    await migrate(url, await schemaOf(schema))
    const { replaced } = await migrate(
      url,
      await schemaOf({ '0001_a.sql': own, 'n.sql': returning(2, 'p_of integer, p_and integer') }),
    )
    expect(replaced).toEqual({ unknown: ['app.number(integer)', 'app.other()'] })
    expect(await number(url)).toEqual([{ is: 1 }])
    const notice = functionsNotice(replaced)
    expect(notice).toContain('in no file any more')
    for (const [statement] of notice.matchAll(/drop function .*;/g))
      await administer(url, statement)
    expect((await rowsOf(url, "select 1 from pg_proc where proname = 'other'")).length).toBe(0)
  })

  it('leaves them alone on a database that is ahead', async () => {
    const url = await empty()
    await migrate(url, await schemaOf({ ...first, ...second, 'n.sql': returning(2) }))
    const outcome = await migrate(url, await schemaOf({ ...first, 'n.sql': returning(1) }))
    expect(outcome).toMatchObject({ applied: [], ahead: [{ version: 2 }] })
    expect(outcome.replaced).toBeUndefined()
    expect(await number(url)).toEqual([{ is: 2 }])
  })

  it('defines every function that a migration declares for a trigger', async () => {
    const url = await empty()
    await migrate(url, await readSchema())
    expect(await rowsOf(url, "select proname from pg_proc where prosrc = 'begin end'")).toEqual([])
  })
})
