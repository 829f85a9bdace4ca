/** A local stand-in for Neon: its HTTP and WebSocket protocols in front of PGlite or any Postgres. */

import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Backend, databaseUrl, postgresBackend } from './backend.ts'
import { type Call, CallLog } from './call-log.ts'
import { controlServer } from './control-server.ts'
import { openEmbedded } from './embedded.ts'
import { type Fault, Faults, parseFaults } from './faults.ts'
import { close, listen } from './listen.ts'
import { isLocalProgram, refuseBrowser } from './local-only.ts'
import { Pools } from './pools.ts'
import { answerSql } from './sql-endpoint.ts'
import { WireSession } from './wire-endpoint.ts'

export interface NeonOptions {
  backend:
    | {
        kind: 'embedded'
        /** The folder of the data, for one process at a time; in memory if absent. */
        dataDir?: string | undefined
        /** Open transactions that idle this long are ended, because they block everyone. Default: 5000. */
        idleTransactionMs?: number | undefined
      }
    | { kind: 'postgres'; url: string }
  /** 0 or absent: any free port. */
  port?: number | undefined
  controlPort?: number | undefined
  faults?: Fault[] | undefined
  /** Called with every call when it ends. */
  onCall?: ((call: Call) => void) | undefined
}

export interface NeonServer {
  /** The target of the driver's `fetchEndpoint` (plus `/sql`) and `wsProxy` (plus `/v2`). */
  endpoint: string
  controlUrl: string
  /** For the driver; its host and port are the endpoint's. */
  databaseUrl: string
  /** For a plain Postgres client over TCP. */
  wireUrl: string
  stop(): Promise<void>
}

/** Throws a readable sentence if a port is taken or the data directory is in use. */
export async function serveNeon(options: NeonOptions): Promise<NeonServer> {
  const faults = new Faults()
  faults.set(parseFaults(options.faults ?? []))
  const log = new CallLog(options.onCall)
  const backend = await open(options.backend)
  const pools = new Pools(backend)
  const sessions = new Set<WireSession>()
  const upgrades = new WebSocketServer({ noServer: true })
  let isDown = false

  const server = createServer((request, response) => {
    if (isDown) return request.socket.resetAndDestroy()
    if (!isLocalProgram(request)) return refuseBrowser(response)
    const path = request.url?.split('?')[0]
    if (request.method === 'POST' && path === '/sql') {
      return answerSql(request, response, { pools, faults, log })
    }
    response
      .writeHead(404)
      .end('This is a local Neon endpoint: POST /sql, or a WebSocket at /v2.\n')
  })
  // Longer than clients keep idle connections; otherwise one could write to a connection just closed.
  server.keepAliveTimeout = 120_000
  server.on('upgrade', (request, socket, head) => {
    const isOurs = isLocalProgram(request) && request.url?.split('?')[0] === '/v2'
    if (isDown || !isOurs) return socket.destroy()
    upgrades.handleUpgrade(request, socket, head, (client: WebSocket) => {
      const session = new WireSession(client, backend, faults, log)
      sessions.add(session)
      client.once('close', () => sessions.delete(session))
    })
  })

  const setDown = (down: boolean) => {
    isDown = down
    if (!down) return
    server.closeAllConnections()
    for (const session of sessions) session.cut('reset')
  }
  const control = controlServer({ log, faults, setDown })
  const stop = async () => {
    const closed = Promise.all([close(server), close(control)])
    for (const session of sessions) session.cut('reset')
    await closed
    await pools.stop()
    await backend.stop()
  }
  try {
    const port = await listen(server, options.port)
    const controlPort = await listen(control, options.controlPort)
    return {
      endpoint: `http://127.0.0.1:${port}`,
      controlUrl: `http://127.0.0.1:${controlPort}`,
      databaseUrl: databaseUrl(backend, port),
      wireUrl: backend.wireUrl,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function open(backend: NeonOptions['backend']): Promise<Backend> {
  return backend.kind === 'postgres' ? postgresBackend(backend.url) : openEmbedded(backend)
}
