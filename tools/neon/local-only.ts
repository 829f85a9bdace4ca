/** The endpoint asks for no password, so it must refuse web pages that are open on this machine. */

import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Browsers send `Origin` with WebSockets and cross-site requests, and a different `Host` if a name points at this
 * machine (DNS rebinding). Programs send neither.
 */
export function isLocalProgram({ headers }: IncomingMessage): boolean {
  const host = headers.host?.replace(/:\d+$/, '')
  return headers.origin === undefined && (host === '127.0.0.1' || host === 'localhost')
}

export function refuseBrowser(response: ServerResponse): void {
  response.writeHead(403).end('For programs on this machine, not for web pages.\n')
}
