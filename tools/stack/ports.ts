import { createServer } from 'node:net'

/** A port that nothing on this machine listens on. */
export const freePort = (): Promise<number> => listenOnce(0)

/** @throws Error that names the port and the variable that changes it */
export async function requireFree(port: number, variable: string): Promise<void> {
  await listenOnce(port).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.code})`
    throw new Error(
      `Port ${port} ${why}. Set ${variable} to another one, as in ${variable}=${port + 1} npm start`,
    )
  })
}

const listenOnce = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
