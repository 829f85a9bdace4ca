// Commands as a reader would paste them.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Gives what was printed. @throws Error with what was printed, when a command fails */
export async function runShell(script: string, env: Record<string, string> = {}): Promise<string> {
  // Where no shell is around it, as in a container, bash takes Node's pipes for a network and reads the machine's bashrc.
  const args = ['--norc', '-euo', 'pipefail', '-c', script]
  const { stdout, stderr } = await promisify(execFile)('bash', args, {
    env: { ...process.env, ...env },
  })
  return stdout + stderr
}
