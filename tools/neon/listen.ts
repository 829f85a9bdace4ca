/** Starts and stops servers on 127.0.0.1. */

import { Server as HttpServer } from 'node:http'
import type { Server } from 'node:net'

/** Resolves to the port. Throws a readable sentence if the port is taken. */
export function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const busy = 'code' in error && error.code === 'EADDRINUSE'
      reject(busy ? new Error(`Port ${port} on 127.0.0.1 is already in use.`) : error)
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (address && typeof address === 'object') resolve(address.port)
    })
  })
}

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if (server instanceof HttpServer) server.closeAllConnections()
  })
}
