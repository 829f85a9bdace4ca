// Applies migrations/NNNN_name.sql: forward only, each in one transaction under one lock, recorded with a checksum.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'

export interface Migration {
  version: number
  name: string
  sql: string
  /** SHA-256 of the file, in hex. Line endings do not count: git may change them. */
  checksum: string
}

/** The folder and the database disagree; nothing was changed. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
}

const migrationsFolder = join(import.meta.dirname, '../../migrations')

/** @throws MigrationRefused for a file that is no `NNNN_name.sql`, or a number that is missing or used twice */
export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
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

const ownTable = `
  create schema if not exists app;
  create table if not exists app.migrations (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`

/**
 * Brings the database to the newest version and gives the migrations that were applied now. Safe to run again, and
 * to run twice at once. A migration that fails leaves nothing of itself; the ones before it stay.
 * @throws MigrationRefused when an applied file was changed, or the database is ahead of the folder
 */
export async function migrate(
  connectionString: string,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  const client = new Client({ connectionString, application_name: 'duly-migrate' })
  await client.connect().catch((error: unknown) => {
    throw new Error(
      `The database at ${client.host}:${client.port} (DATABASE_URL): ${reason(error)}`,
    )
  })
  try {
    const applied: Migration[] = []
    for (;;) {
      const next = await inTransaction(client, () => applyNext(client, migrations))
      if (!next) return applied
      applied.push(next)
    }
  } finally {
    await client.end()
  }
}

async function applyNext(
  client: Client,
  migrations: readonly Migration[],
): Promise<Migration | undefined> {
  await client.query(lock)
  await client.query(ownTable)
  const { rows } = await client.query<{ version: number; checksum: string }>(
    'select version, checksum from app.migrations order by version',
  )
  for (const { version, checksum } of rows) {
    const file = migrations[version - 1]
    if (!file)
      throw new MigrationRefused(
        `the database is at version ${version}, which this checkout does not have`,
      )
    if (file.checksum !== checksum) {
      throw new MigrationRefused(
        `${label(file)} was changed after it was applied: put the change in a new migration`,
      )
    }
  }
  const next = migrations[rows.length]
  if (!next) return undefined
  try {
    await client.query(next.sql)
  } catch (error) {
    throw new Error(`${label(next)} failed, and left nothing: ${reason(error)}`, { cause: error })
  }
  await client.query('insert into app.migrations (version, name, checksum) values ($1, $2, $3)', [
    next.version,
    next.name,
    next.checksum,
  ])
  return next
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

export const label = ({ version, name }: Migration) => `${String(version).padStart(4, '0')}_${name}`

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
