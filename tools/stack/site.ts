// The built app as Cloudflare Pages serves it, with its `_headers` and `_redirects`.
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { Child } from './child.ts'
import { root, startWrangler, untilOk } from './wrangler.ts'

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

/**
 * Serves a built app by Cloudflare's own asset server, which reads `_headers` and `_redirects` as Pages does.
 * (`wrangler pages dev` would take the Worker's wrangler.toml for its own.)
 * @throws Error with what wrangler printed
 */
export async function serveSite(folder: string, port: number): Promise<Child> {
  const config = join(await mkdtemp(join(tmpdir(), 'duly-site-config-')), 'wrangler.json')
  const assets = { directory: folder, not_found_handling: 'single-page-application' }
  await writeFile(config, JSON.stringify({ name: 'app', compatibility_date: '2026-10-01', assets }))
  const child = startWrangler(['dev', '--config', config, '--port', String(port)])
  await untilOk(child, `http://127.0.0.1:${port}/`)
  return child
}
