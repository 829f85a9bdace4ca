/** PGlite behind a TCP port, for any number of clients that speak the Postgres wire protocol. */

import { mkdir } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Backend } from './backend.ts'
import { converse } from './converse.ts'
import { lock } from './data-lock.ts'
import { EmbeddedSession } from './embedded-session.ts'
import { message } from './frames.ts'
import { close, listen } from './listen.ts'
import { Turns } from './turns.ts'

export interface EmbeddedOptions {
  /** The folder of the database; in memory if absent. */
  dataDir?: string | undefined
  /** How long a client may idle in an open transaction while nobody else gets a turn. */
  idleTransactionMs?: number | undefined
}

export async function openEmbedded(options: EmbeddedOptions): Promise<Backend> {
  const sessions = new Set<EmbeddedSession>()
  const early: Socket[] = []
  let welcome = (socket: Socket): unknown => early.push(socket)
  const server = createServer((socket) => welcome(socket))
  const port = await listen(server)
  let unlock = async () => {}
  try {
    if (options.dataDir) {
      // It will contain password hashes, so only this user may read it.
      await mkdir(options.dataDir, { recursive: true, mode: 0o700 })
      unlock = await lock(join(options.dataDir, 'lock'), port)
    }
    const db = await openPGlite(options.dataDir && join(options.dataDir, 'postgres'))
    const greeting = await greet(db)
    const turns = new Turns(db, options.idleTransactionMs ?? 5000)
    welcome = (socket) => {
      const session = new EmbeddedSession(socket, turns, greeting)
      sessions.add(session)
      socket.once('close', () => sessions.delete(session))
    }
    for (const socket of early) welcome(socket)
    const stop = async () => {
      const closed = close(server)
      for (const session of sessions) {
        session.evict('57P01', 'terminating connection due to administrator command')
        session.cut()
      }
      await closed
      await turns.stop()
      await unlock()
    }
    const url = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`
    const login = { user: 'postgres', password: 'postgres', database: 'postgres' }
    // One connection: PGlite runs one statement at a time, and switching clients costs time.
    return { host: '127.0.0.1', port, ...login, poolSize: 1, wireUrl: url, stop }
  } catch (error) {
    for (const socket of early) socket.destroy()
    await close(server)
    await unlock()
    throw error
  }
}

function openPGlite(dataDir: string | undefined): Promise<PGlite> {
  // Restores Postgres's default and the protection of system tables, which PGlite turns off.
  const startParams = PGlite.defaultStartParams
    .map((param) => (param === 'search_path=public' ? 'search_path="$user", public' : param))
    .filter((param) => param !== '-O')
  return PGlite.create({ startParams, ...(dataDir && { dataDir }) })
}

/** The server's messages to a connecting client, up to its first ReadyForQuery. */
async function greet(db: PGlite): Promise<Buffer> {
  const startup = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1')
  startup.writeInt32BE(startup.length, 0)
  const { bytes } = await converse(db, startup)
  // PGlite repeats some of it with the first answer, which must not reach a client.
  await converse(db, message('Q', 'select 1'))
  return bytes
}
