// The Worker in workerd, by `wrangler dev`, with the settings of this run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Child } from './child.ts'
import { startWrangler, untilOk } from './wrangler.ts'

export interface WorkerOptions {
  port: number
  settings: Record<string, string>
  /** Where local state (Durable Objects) is kept; absent: nowhere. */
  stateDir?: string
  echo?: (text: string) => void
}

/** Resolves when the Worker reaches its database. @throws Error with what wrangler printed */
export async function startWorker(options: WorkerOptions): Promise<Child> {
  const { port, settings, stateDir, echo } = options
  const scratch = mkdtempSync(join(tmpdir(), 'duly-worker-'))
  const envFile = join(scratch, 'worker.env')
  const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`)
  writeFileSync(envFile, lines.join(''), { mode: 0o600 })
  const child = startWrangler(
    [
      ...['dev', '--port', String(port), '--env-file', envFile],
      ...['--persist-to', stateDir ?? join(scratch, 'state')],
    ],
    echo,
  )
  void child.ended.then(() => rmSync(scratch, { recursive: true, force: true }))
  await untilOk(child, `http://127.0.0.1:${port}/ready`)
  return child
}
