// The Worker in workerd, through `wrangler dev`, with the settings of this run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Server } from './server.ts'
import { startWrangler } from './wrangler.ts'

export interface WorkerOptions {
  port: number
  settings: Record<string, string>
  /** The folder of local state (Durable Objects); absent means none is kept. */
  stateDir?: string
  echo?: (text: string) => void
  /** The limit for long-lived objects in the Worker's heap, in MB. Absent means no limit. */
  heap?: number
}

/** `ready` resolves when the Worker can reach its database. */
export function startWorker({ port, settings, stateDir, echo, heap }: WorkerOptions): Server {
  const scratch = mkdtempSync(join(tmpdir(), 'duly-worker-'))
  const envFile = join(scratch, 'worker.env')
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quoted(value)}\n`)
  writeFileSync(envFile, lines.join(''), { mode: 0o600 })
  return startWrangler({
    args: [
      ...['dev', '--port', String(port), '--env-file', envFile],
      ...['--persist-to', stateDir ?? join(scratch, 'state')],
      // Without this, wrangler warns at every start that cron triggers do not run locally.
      '--test-scheduled',
    ],
    answersAt: `http://127.0.0.1:${port}/ready`,
    echo,
    env: heap ? { MINIFLARE_WORKERD_V8_FLAGS: `--max-old-space-size=${heap}` } : {},
    afterwards: () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }),
  })
}

/** For the env file, which has no escapes. */
function quoted(value: string): string {
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark))
  if (!quote) throw new Error('A setting holds every kind of quotation mark there is')
  return quote + value + quote
}
