/** Extracts one client's session state from PGlite's only session, and restores it later. */

import type { PGlite } from '@electric-sql/pglite'
import { escapeIdentifier, escapeLiteral } from 'pg'
import { ask, converse } from './converse.ts'
import { type Frame, message, strings } from './frames.ts'

export interface Belongings {
  /** The role the client connected as. */
  readonly user: string
  /** Settings to restore, by name: initially those the client requested while connecting. */
  settings: Map<string, string>
  /** Parse messages by the name of their statement. */
  readonly prepared: Map<string, Buffer>
  /** Settings with a dot in their name, which `pg_settings` does not list. */
  readonly customSettings: Set<string>
}

const CUSTOM_SETTING = /\bset\s+(?:session\s+)?(\w+\.\w+)|\bset_config\s*\(\s*'(\w+\.\w+)'/gi

/** Remembers what a client's messages add to its session and the server cannot list. */
export function observe(belongings: Belongings, group: Frame[], answer: Frame[]): void {
  let parsed = answer.filter(({ type }) => type === '1').length
  for (const frame of group) {
    const isParse = frame.type === 'P'
    if (isParse || frame.type === 'Q') {
      const [first = '', second = ''] = strings(frame, 2)
      for (const [, set, called] of (isParse ? second : first).matchAll(CUSTOM_SETTING)) {
        belongings.customSettings.add(set ?? called ?? '')
      }
      if (isParse && first && parsed > 0) belongings.prepared.set(first, frame.bytes)
      if (isParse) parsed -= 1
    }
    // Close of a statement, as opposed to a portal.
    if (frame.type === 'C' && frame.bytes.toString('latin1', 5, 6) === 'S') {
      belongings.prepared.delete(frame.bytes.toString('utf8', 6, frame.bytes.length - 1))
    }
  }
}

/** False if the session holds what cannot be moved: locks, temporary tables, open cursors. */
export async function packUp(db: PGlite, belongings: Belongings): Promise<boolean> {
  const custom = [...belongings.customSettings].map(
    (name) => `select ${escapeLiteral(name)}, current_setting(${escapeLiteral(name)}, true)`,
  )
  const rows = await ask(
    db,
    [
      `select 'fixed', 'yes' where exists (select from pg_locks where locktype = 'advisory')
         or exists (select from pg_class where relnamespace = pg_my_temp_schema())
         or exists (select from pg_prepared_statements where from_sql)
         or exists (select from pg_cursors where is_holdable)`,
      `select name, setting from pg_settings where source = 'session'`,
      ...custom,
      `select 'session_authorization', session_user`,
      `select 'role', current_setting('role')`,
    ].join(' union all '),
  )
  if (rows.some(([name]) => name === 'fixed')) return false
  belongings.settings = new Map()
  for (const [name, value] of rows) if (name && value) belongings.settings.set(name, value)
  return true
}

/** Throws Postgres's error if the client's role or one of its settings does not exist. */
export async function unpack(db: PGlite, belongings: Belongings): Promise<void> {
  const { session_authorization: user = belongings.user, ...settings } = Object.fromEntries(
    belongings.settings,
  )
  const commands = Object.entries(settings).map(
    ([name, value]) => `select set_config(${escapeLiteral(name)}, ${escapeLiteral(value)}, false)`,
  )
  if (user !== 'postgres') {
    commands.unshift(`set session authorization ${escapeIdentifier(user)}`)
  }
  if (commands.length > 0) await ask(db, commands.join(';'))
  if (belongings.prepared.size > 0) {
    // Each with its own Sync, so that one failure does not affect the others.
    const parses = [...belongings.prepared.values()].flatMap((parse) => [parse, message('S')])
    await converse(db, Buffer.concat(parses))
  }
}
