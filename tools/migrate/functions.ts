// Applies migrations/functions/*.sql, all of them whenever one has changed: `create or replace` changes no table.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from 'pg'
import { reason } from './connect.ts'
import { lockNotAvailable } from './lock-holders.ts'

export interface Functions {
  /** In the order of their names: functions with an SQL-standard body need what they call. */
  files: { name: string; sql: string }[]
  /** SHA-256 of all of them, in hex. Line endings do not count: git may change them. */
  checksum: string
}

/** That the functions were replaced now, and what the files no longer define. */
export interface Replaced {
  /** Functions of the database, with the types of their arguments. A Worker that is still running may call them. */
  unknown: string[]
}

export async function readFunctions(folder: string): Promise<Functions> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql }
    }),
  )
  const checksum = createHash('sha256').update(JSON.stringify(files)).digest('hex')
  return { files, checksum }
}

/** A row for each time that they were replaced; the newest is what the database has. `/ready` compares them by their order. */
export const functionsTable = `
  create table if not exists app.functions (
    id integer generated always as identity primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`

/** Part of the caller's transaction. `defined` are functions that the numbered files define. */
export async function replaceFunctions(
  client: Client,
  functions: Functions,
  defined: readonly string[],
): Promise<Replaced | undefined> {
  const { rows } = await client.query('select checksum from app.functions order by id desc limit 1')
  if (rows[0]?.checksum === functions.checksum) return
  for (const file of functions.files) {
    await client.query(file.sql).catch((error: unknown) => {
      throw failure(file, error)
    })
  }
  await client.query('insert into app.functions (checksum) values ($1)', [functions.checksum])
  const unknown = await client.query<{ signature: string }>(notReplaced, [defined])
  return { unknown: unknown.rows.map(({ signature }) => signature) }
}

/** A replaced function is a row that this transaction wrote: so an overload that is gone is found, too. */
const notReplaced = `
  select p.oid::regprocedure::text as signature
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('app', 'auth') and n.nspname || '.' || p.proname <> all ($1)
      and p.xmin <> pg_current_xact_id()::xid
    order by 1`

/** What whoever ran the migrations should know of the functions; empty where they were as they are. */
export function functionsNotice(replaced: Replaced | undefined): string {
  if (!replaced) return ''
  if (replaced.unknown.length === 0) return 'Replaced the functions.'
  return (
    'Replaced the functions. Some are in no file any more. Once no Worker calls them, a migration may drop them:\n' +
    replaced.unknown.map((signature) => `    drop function ${signature};`).join('\n')
  )
}

const definition = /^create (?:or replace )?function ([\w.]+)/gm

/** The functions that a file defines, as `schema.name`. */
export const definedIn = (sql: string): string[] =>
  [...sql.matchAll(definition)].map(([, name = '']) => name)

function failure({ name, sql }: Functions['files'][number], error: unknown): unknown {
  const { code, position, hint } = error as { code?: string; position?: string; hint?: string }
  // Who holds the lock is for the caller to find out.
  if (code === lockNotAvailable) return error
  // Postgres refuses another result or other names of arguments, and names the function only in its hint.
  const [, dropped] = /DROP FUNCTION (.*?\))/.exec(hint ?? '') ?? []
  const found = dropped ?? (position && definedIn(sql.slice(0, Number(position))).at(-1))
  const advice = dropped
    ? `\nPostgres replaces a function only by one with the same result and the same names of arguments. Put this into a new migration, and the file makes it anew:\n    drop function ${dropped};`
    : ''
  const where = found ? `functions/${name}, ${found}` : `functions/${name}`
  return new Error(`${where}: failed, and left nothing: ${reason(error)}${advice}`, {
    cause: error,
  })
}
