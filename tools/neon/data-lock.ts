/** Keeps a second process out of a data directory, because two would corrupt it. */

import { readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'

/**
 * Takes the lock or throws. A lock is stale if its process is gone, or if nothing listens on the port it names: in
 * containers, process ids are soon reused.
 */
export async function lock(file: string, port: number): Promise<() => Promise<void>> {
  const owner = JSON.stringify({ pid: process.pid, port })
  for (;;) {
    try {
      await writeFile(file, owner, { flag: 'wx' })
      return async () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = await read(file)
    if (holder && isRunning(holder.pid) && (await listens(holder.port))) {
      throw new Error(
        `The data directory is in use by process ${holder.pid} (lock: ${file}). ` +
          'Stop that process, or choose another directory.',
      )
    }
    await rm(file, { force: true })
  }
}

async function read(file: string): Promise<{ pid: number; port: number } | undefined> {
  try {
    const { pid, port } = JSON.parse(await readFile(file, 'utf8'))
    return Number.isInteger(pid) && Number.isInteger(port) ? { pid, port } : undefined
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (yes: boolean) => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
}
