// wrangler as a program of ours: quiet, without telemetry, on this machine only.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type Server, startServer } from './server.ts'

export const root = join(import.meta.dirname, '../..')

/** To be run by Node. */
export const wranglerProgram = join(root, 'node_modules/wrangler/bin/wrangler.js')

/** What wrangler must not do behind an operator's back, nor on a closed network. */
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

/** Runs a command of wrangler's to its end, in this terminal. @throws Error when it fails */
export function runWrangler(...args: string[]): void {
  const { status } = spawnSync(process.execPath, [wranglerProgram, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
  })
  if (status !== 0) throw new Error(`wrangler ${args[0]} failed; nothing after it was done.`)
}
