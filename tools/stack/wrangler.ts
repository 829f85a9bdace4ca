// Runs wrangler quietly, without telemetry, on this machine only.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type Server, startServer } from './server.ts'

export const root = join(import.meta.dirname, '../..')

/** Must be run by Node. */
export const wranglerProgram = join(root, 'node_modules/wrangler/bin/wrangler.js')

/** Turns off what wrangler must not do unasked, or on a closed network. */
export const quiet = { WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' }

export const startWrangler = (options: {
  args: string[]
  answersAt: string
  echo?: ((text: string) => void) | undefined
  afterwards: () => void
  env?: NodeJS.ProcessEnv | undefined
}): Server =>
  startServer({
    ...options,
    program: wranglerProgram,
    args: [
      ...options.args,
      ...['--ip', '127.0.0.1', '--inspector-port', '0', '--log-level', 'warn'],
      '--show-interactive-dev-session=false',
    ],
    cwd: root,
    env: { ...quiet, CI: '1', ...options.env },
  })

/** Runs a wrangler command to its end, in this terminal. @throws Error if it fails */
export function runWrangler(...args: string[]): void {
  const { status } = spawnSync(process.execPath, [wranglerProgram, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
  })
  if (status !== 0) throw new Error(`wrangler ${args[0]} failed; nothing after it was done.`)
}
