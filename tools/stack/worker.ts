// The Worker in workerd, by `wrangler dev`, with the settings of this run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, start } from './child.ts'

export const root = join(import.meta.dirname, '../..')

export interface WorkerOptions {
  port: number
  settings: Record<string, string>
  /** Where local state (Durable Objects) is kept; absent: nowhere. */
  stateDir?: string
  echo?: (text: string) => void
}

/** Resolves when the Worker reaches its database. @throws Error with what wrangler printed */
export async function startWorker(options: WorkerOptions): Promise<Child> {
  const scratch = mkdtempSync(join(tmpdir(), 'duly-worker-'))
  const envFile = join(scratch, 'worker.env')
  const lines = Object.entries(options.settings).map(([name, value]) => `${name}='${value}'\n`)
  writeFileSync(envFile, lines.join(''), { mode: 0o600 })
  const child = start(
    join(root, 'node_modules/.bin/node'),
    [
      join(root, 'node_modules/wrangler/bin/wrangler.js'),
      'dev',
      ...['--ip', '127.0.0.1', '--port', String(options.port), '--inspector-port', '0'],
      ...['--env-file', envFile, '--show-interactive-dev-session=false', '--log-level', 'warn'],
      ...['--persist-to', options.stateDir ?? join(scratch, 'state')],
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        CI: '1',
        WRANGLER_SEND_METRICS: 'false',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      },
      ...(options.echo && { echo: options.echo }),
    },
  )
  let ended: string | undefined
  void child.ended.then((how) => {
    ended = how
    rmSync(scratch, { recursive: true, force: true })
  })
  const patience = Date.now() + 60_000
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${options.port}/ready`).catch(() => undefined)
    if (ready?.ok) return child
    if (ended || Date.now() > patience) {
      await child.stop()
      const detail = ready ? await ready.text() : ''
      throw new Error(
        `The Worker ${ended ?? 'is not ready after 60 s'}.\n${detail}\n${child.output()}`,
      )
    }
    await sleep(100)
  }
}
