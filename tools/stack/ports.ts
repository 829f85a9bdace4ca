import { createServer } from 'node:net'
import { close, listen } from '../neon/listen.ts'

/** Two different ports that nothing on this machine listens on. */
export async function freePorts(): Promise<[number, number]> {
  // Both are taken before one is released.
  const [one, other] = [createServer(), createServer()]
  const ports: [number, number] = [await listen(one), await listen(other)]
  await Promise.all([close(one), close(other)])
  return ports
}

/** @throws Error that names the port and the variable that changes it */
export async function requireFree(port: number, variable: string): Promise<void> {
  const server = createServer()
  try {
    await listen(server, port)
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error ? `cannot be used (${error.code})` : 'is in use'
    throw new Error(
      `Port ${port} ${why}. Set ${variable} to another one, as in ${variable}=${port + 1} npm start`,
    )
  }
  await close(server)
}
