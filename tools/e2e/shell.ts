// Runs commands as a reader would paste them.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Returns the output. @throws Error with the output if a command fails */
export async function runShell(script: string, env: Record<string, string> = {}): Promise<string> {
  // Without a surrounding shell, as in a container, bash mistakes Node's pipes for a network connection and reads the
  // machine's bashrc.
  const args = ['--norc', '-euo', 'pipefail', '-c', script]
  const { stdout, stderr } = await promisify(execFile)('bash', args, {
    env: { ...process.env, ...env },
  })
  return stdout + stderr
}
