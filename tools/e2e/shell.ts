// Commands as a reader would paste them.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Gives what was printed. @throws Error with what was printed, when a command fails */
export async function runShell(script: string, env: Record<string, string> = {}): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    env: { ...process.env, ...env },
  })
  return stdout + stderr
}
