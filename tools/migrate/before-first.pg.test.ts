// Things in a database that obstruct Duly's first migration.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, kinds, rowsOf } from '../testing/databases.ts'
import { administer } from '../testing/test-database.ts'
import { publicTables } from './before-first.ts'
import { MigrationRefused, migrate, readSchema, type Schema } from './run.ts'

let real: Schema
beforeAll(async () => {
  real = await readSchema()
})

/** Returns the refusal, and checks that nothing was changed. */
async function refusalOf(url: string, asOwner = url): Promise<string> {
  const objects = `select (select count(*)::int from pg_class) as tables, (select count(*)::int from pg_namespace) as schemas,
    (select count(*)::int from pg_proc) as functions`
  const before = await rowsOf(asOwner, objects)
  const error = await migrate(url, real).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(MigrationRefused)
  expect(await rowsOf(asOwner, objects)).toEqual(before)
  const { message } = error as Error
  expect(message).toContain('nothing was changed')
  return message
}

describe.each(kinds())('before the first migration, on a %s Postgres', (kind) => {
  const { empty, role, drop } = databases(kind)
  afterAll(drop)

  it('names a schema and tables that are in the way, all at once, with the remedy', async () => {
    const url = await empty()
    await administer(
      url,
      `create schema auth; create table auth.users (id int);
       create schema app; create function app.mine() returns int language sql as 'select 1';
       create table public.tasks (id int); create view public.lists as select 1 as one`,
    )
    const message = await refusalOf(url)
    expect(message.match(/^- /gm)).toHaveLength(3)
    expect(message).toContain('schema "app" already, which something else uses')
    expect(message).toContain('schema "auth" already, which something else uses (Neon')
    expect(message).toContain("the names of Duly's: lists, tasks")
    expect(message).toContain('create database duly;')
  })

  it('has an empty schema auth dropped, by a statement that works', async () => {
    const url = await empty()
    await administer(url, 'create schema auth')
    const message = await refusalOf(url)
    const [, statement = ''] = /\n {4}(.*;)/.exec(message) ?? []
    expect(statement).toBe('drop schema auth;')
    await administer(url, statement)
    expect((await migrate(url, real)).applied).toHaveLength(real.migrations.length)
  })

  it('names every missing right', async () => {
    const url = await empty()
    await administer(url, 'revoke create on schema public from public')
    const plain = await role(url)
    const message = await refusalOf(plain.url, url)
    expect(message).toMatch(/may not create schemas[\s\S]*may not create tables[\s\S]*task_api/)
  })

  // The embedded one has a single session, which cannot become a superuser again.
  it.runIf(kind === 'real')('lists statements that grant every missing right', async () => {
    const url = await empty()
    await administer(url, 'revoke create on schema public from public')
    const plain = await role(url)
    const message = await refusalOf(plain.url, url)
    const statements = [...message.matchAll(/\n {4}(.*;)/g)].map(([, statement = '']) => statement)
    expect(statements.slice(0, 2)).toEqual([
      expect.stringMatching(/^grant create on database "?\w+"? to owner_\w+;$/),
      expect.stringMatching(/^grant create on schema public to owner_\w+;$/),
    ])
    expect(statements[2]).toMatch(/^alter role owner_\w+ createrole;$/)
    for (const statement of statements) await administer(url, statement)
    expect((await migrate(plain.url, real)).applied).toHaveLength(real.migrations.length)
  })

  it('ignores everything else, and does not check again once migrations have begun', async () => {
    const url = await empty()
    await administer(url, 'create table public.others (id int); create schema theirs')
    const first = real.migrations.slice(0, 2)
    // As if the third one failed: the functions come with the last.
    const functions = { files: [], checksum: 'none' }
    expect((await migrate(url, { migrations: first, functions })).applied).toHaveLength(2)
    expect((await migrate(url, real)).applied).toHaveLength(real.migrations.length - 2)
  })

  it('knows every table that the migrations create in public', async () => {
    const url = await empty()
    await migrate(url, real)
    const made = await rowsOf(
      url,
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r','v','m','S') order by 1",
    )
    expect(made).toEqual(
      publicTables(real.migrations)
        .toSorted()
        .map((relname) => ({ relname })),
    )
  })
})
