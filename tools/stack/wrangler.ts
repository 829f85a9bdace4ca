// wrangler as a program of ours: quiet, without telemetry, on this machine only.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, start } from './child.ts'

export const root = join(import.meta.dirname, '../..')

/** What wrangler must not do behind an operator's back, nor on a closed network. */
const quiet = { CI: '1', WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' }

export function startWrangler(args: string[], echo?: (text: string) => void): Child {
  return start(
    join(root, 'node_modules/.bin/node'),
    [
      join(root, 'node_modules/wrangler/bin/wrangler.js'),
      ...args,
      ...['--ip', '127.0.0.1', '--inspector-port', '0', '--log-level', 'warn'],
      '--show-interactive-dev-session=false',
    ],
    { cwd: root, env: { ...process.env, ...quiet }, ...(echo && { echo }) },
  )
}

/** How long a program may take until it answers, in milliseconds. */
const patience = 60_000

/** Resolves when `url` answers 2xx. Otherwise stops the program. @throws Error with what it printed */
export async function untilOk(child: Child, url: string): Promise<void> {
  let ended: string | undefined
  void child.ended.then((how) => {
    ended = how
  })
  const deadline = Date.now() + patience
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    if (ended || Date.now() > deadline) {
      const why = ended ?? `does not answer after ${patience / 1_000} s`
      const detail = (await answer?.text()) ?? ''
      await child.stop()
      throw new Error(`${url} ${why}.\n${detail}\n${child.output()}`)
    }
    await sleep(100)
  }
}
