// The built app as Cloudflare Pages serves it, with its `_headers` and `_redirects`.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'vite'
import { type Child, start } from './child.ts'
import { root } from './worker.ts'

/** Builds web/ for this API into `outDir`. */
export async function buildSite(apiUrl: string, outDir: string): Promise<void> {
  process.env.VITE_API_URL = apiUrl
  await build({
    configFile: join(root, 'web/vite.config.ts'),
    root: join(root, 'web'),
    mode: 'production',
    build: { outDir, emptyOutDir: true },
    logLevel: 'warn',
  })
}

/** @throws Error with what wrangler printed */
export async function serveSite(folder: string, port: number): Promise<Child> {
  const child = start(
    join(root, 'node_modules/.bin/node'),
    [
      join(root, 'node_modules/wrangler/bin/wrangler.js'),
      ...['pages', 'dev', folder, '--ip', '127.0.0.1', '--port', String(port)],
      ...['--compatibility-date', '2026-10-01', '--inspector-port', '0', '--log-level', 'warn'],
    ],
    {
      // Away from wrangler.toml, which is the Worker's.
      cwd: folder,
      env: {
        ...process.env,
        CI: '1',
        WRANGLER_SEND_METRICS: 'false',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      },
    },
  )
  let ended: string | undefined
  void child.ended.then((how) => {
    ended = how
  })
  const patience = Date.now() + 60_000
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
    if (answer?.ok) return child
    if (ended || Date.now() > patience) {
      await child.stop()
      throw new Error(`The app ${ended ?? 'does not answer after 60 s'}.\n${child.output()}`)
    }
    await sleep(100)
  }
}
