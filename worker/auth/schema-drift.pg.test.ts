// Checks that the hand-written migrations/0001_auth.sql is exactly what Better Auth expects.
import { getMigrations } from 'better-auth/db/migration'
import { Kysely } from 'kysely'
import { describe, expect, inject, it } from 'vitest'
import { betterAuthDialect } from '../db/better-auth-dialect.ts'
import { open } from '../db/open.ts'
import { schemaVersion } from '../db/schema-version.ts'
import { sql } from '../testing/neon.ts'
import { createAuth } from './auth.ts'
import { parseKeys } from './keys.ts'

const settings = inject('settings')

const connection = () =>
  open({
    url: settings.DATABASE_URL ?? '',
    endpoint: settings.NEON_ENDPOINT,
    waitUntil: () => {},
  })

/** The Worker's own configuration, with a database handle for which Better Auth can plan migrations. */
const optionsFor = (schemaName: string) => {
  const auth = createAuth({
    settings: {
      BETTER_AUTH_SECRET: 'x'.repeat(32),
      BETTER_AUTH_URL: 'https://api.duly.test',
      APP_ORIGIN: [],
      PREVIEW_ORIGIN: undefined,
    },
    keys: parseKeys(settings.JWT_KEYS ?? ''),
    password: { hash: async () => '', verify: async () => false },
    limit: async () => true,
    waitUntil: () => {},
  })(connection(), { reserve: async () => {}, introduce: () => {}, settle: async () => {} })
  const db = new Kysely({ dialect: betterAuthDialect(connection()) })
  return { ...auth.options, database: { db, type: 'postgres' as const, schemaName } }
}

/** The plugin's table for keys, which would stay empty: ours come from a secret. */
const unused = 'jwks'

const catalogOf = async (schema: string) => ({
  columns: await sql`
    select table_name, column_name, data_type, is_nullable, column_default
    from information_schema.columns
    where table_schema = ${schema} and table_name <> ${unused}
    order by table_name, column_name`,
  indexes: await sql`
    select tablename, replace(indexdef, ${schema} || '.', '') as definition from pg_indexes
    where schemaname = ${schema} and tablename <> ${unused} order by 1, 2`,
  references: await sql`
    select replace(conrelid::regclass::text, ${schema} || '.', '') as table,
      replace(pg_get_constraintdef(oid), ${schema} || '.', '') as definition
    from pg_constraint where connamespace = ${schema}::regnamespace and contype = 'f' order by 1, 2`,
})

describe("Better Auth's schema", () => {
  it('needs nothing beyond the migrations', async () => {
    const plan = await getMigrations(optionsFor('auth'))
    expect(plan.toBeCreated.filter(({ table }) => table !== unused)).toEqual([])
    expect(plan.toBeAdded).toEqual([])
    expect(plan.toBeAddedIndexes).toEqual([])
  })

  it('has the same catalog as one that Better Auth creates itself', async () => {
    await sql`drop schema if exists planned cascade`
    await sql`create schema planned`
    const { runMigrations } = await getMigrations(optionsFor('planned'))
    await runMigrations()
    expect(await catalogOf('auth')).toEqual(await catalogOf('planned'))
    await sql`drop schema planned cascade`
  })
})

it('matches the version that /ready expects', async () => {
  const [row] = await sql`select max(version)::int as version from app.migrations`
  expect(row?.version).toBe(schemaVersion)
})
