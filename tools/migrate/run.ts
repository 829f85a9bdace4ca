// Applies migrations/NNNN_name.sql: forward only, each in one transaction under one lock, recorded with a checksum; and
// then, with the last of them or alone, the functions (functions.ts).
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from 'pg'
import { obstacles } from './before-first.ts'
import { connect, reason } from './connect.ts'
import {
  definedIn,
  type Functions,
  functionsTable,
  type Replaced,
  readFunctions,
  replaceFunctions,
} from './functions.ts'
import { lockNotAvailable, namingHolders } from './lock-holders.ts'
import type { Migration } from './migration.ts'

/** What a checkout wants a database to have. */
export interface Schema {
  migrations: readonly Migration[]
  functions: Functions
}

/** The folder and the database disagree; nothing was changed. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
}

const migrationsFolder = join(import.meta.dirname, '../../migrations')

/** @throws MigrationRefused as `readMigrations` */
export async function readSchema(folder = migrationsFolder): Promise<Schema> {
  return {
    migrations: await readMigrations(folder),
    functions: await readFunctions(join(folder, 'functions')),
  }
}

/** @throws MigrationRefused for a file that is no `NNNN_name.sql`, or a number that is missing or used twice */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file, index) => {
      const [, digits, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? []
      if (!name || Number(digits) !== index + 1) {
        throw new MigrationRefused(`${file}: expected number ${index + 1}, as NNNN_name.sql`)
      }
      const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { version: index + 1, name, sql, checksum }
    }),
  )
}

/** Any number, the same for all: only one runner works on a database at a time. */
const lock = 'select pg_advisory_xact_lock(7135720260101)'

const ownTables = `
  create schema if not exists app;
  create table if not exists app.migrations (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  );
  ${functionsTable}`

export interface Outcome {
  /** Those that were applied now. */
  applied: Migration[]
  /** Absent where the functions were already as in this checkout, or the database is ahead of it. */
  replaced?: Replaced | undefined
  /** Those that the database has and this checkout does not: a newer one was here. Earlier code works with them. */
  ahead: Pick<Migration, 'version' | 'name'>[]
}

/**
 * Brings the database to the newest version. Safe to run again, and to run twice at once. A migration that fails leaves
 * nothing of itself; the ones before it stay. Functions that fail leave nothing of the last migration either.
 * @throws MigrationRefused when an applied file was changed or left out, or when the first one cannot be applied
 */
export async function migrate(
  connectionString: string,
  { migrations, functions }: Schema,
): Promise<Outcome> {
  const client = await connect(connectionString)
  try {
    const found = await obstacles(client, migrations)
    if (found.length > 0) {
      throw new MigrationRefused(
        `Duly's tables cannot be made in this database; nothing was changed.\n- ${found.join('\n- ')}`,
      )
    }
    const applied: Migration[] = []
    let replaced: Replaced | undefined
    for (;;) {
      const step = await inTransaction(client, () =>
        namingHolders(
          client,
          () => connect(connectionString),
          () => applyNext(client, { migrations, functions }),
        ),
      )
      replaced ??= step.replaced
      if (!step.next) return { applied, replaced, ahead: step.ahead }
      applied.push(step.next)
    }
  } finally {
    await client.end()
  }
}

/** For whoever runs an older checkout than the database has seen; empty where it is none. */
export function aheadNotice({ ahead }: Outcome): string {
  if (ahead.length === 0) return ''
  return (
    `The database is ahead of this checkout by ${ahead.map(label).join(', ')}. ` +
    'That is fine after a roll-back: migrations only add, and earlier code goes on working. Its functions are left alone.'
  )
}

async function applyNext(
  client: Client,
  { migrations, functions }: Schema,
): Promise<{ next?: Migration; replaced?: Replaced | undefined; ahead: Outcome['ahead'] }> {
  // For another runner, which holds it for one migration at a time.
  await client.query("set local lock_timeout = '60s'")
  await client.query(lock)
  // For everything else: requests that come meanwhile queue up behind a migration that waits.
  await client.query("set local lock_timeout = '5s'")
  await client.query(ownTables)
  const { rows } = await client.query<Omit<Migration, 'sql'>>(
    'select version, name, checksum from app.migrations order by version',
  )
  for (const file of migrations.slice(0, rows.length)) requireUnchanged(file, rows)
  const replace = () =>
    replaceFunctions(
      client,
      functions,
      migrations.flatMap(({ sql }) => definedIn(sql)),
    )
  const ahead = rows.slice(migrations.length)
  if (ahead.length > 0) return { ahead }
  const next = migrations[rows.length]
  if (!next) return { replaced: await replace(), ahead }
  try {
    await client.query(next.sql)
  } catch (error) {
    // Who holds the lock is for the caller to find out.
    if (error instanceof Error && 'code' in error && error.code === lockNotAvailable) throw error
    throw new Error(`${label(next)} failed, and left nothing: ${reason(error)}`, { cause: error })
  }
  await client.query('insert into app.migrations (version, name, checksum) values ($1, $2, $3)', [
    next.version,
    next.name,
    next.checksum,
  ])
  return { next, replaced: next === migrations.at(-1) ? await replace() : undefined, ahead }
}

function requireUnchanged(file: Migration, rows: readonly Omit<Migration, 'sql'>[]): void {
  const row = rows.find(({ version }) => version === file.version)
  if (!row) {
    const newest = rows.at(-1)
    throw new MigrationRefused(
      `the database lacks ${label(file)}, although ${newest && label(newest)} was applied to it`,
    )
  }
  if (row.checksum !== file.checksum) {
    throw new MigrationRefused(
      `${label(file)} was changed after it was applied: put the change in a new migration`,
    )
  }
}

async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    // The connection may be the very thing that failed; the first error is the one to tell.
    await client.query('rollback').catch(() => {})
    throw error
  }
}

export const label = ({ version, name }: Pick<Migration, 'version' | 'name'>) =>
  `${String(version).padStart(4, '0')}_${name}`
