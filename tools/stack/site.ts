// The built app as Cloudflare Pages serves it, with its `_headers` and `_redirects`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { root, type Server, startWrangler } from './wrangler.ts'

/** Builds web/ for this API into `outDir`. */
export async function buildSite(apiUrl: string, outDir: string): Promise<void> {
  process.env.VITE_API_URL = apiUrl
  // Test runners set it, and React would come in its slow and talkative build.
  process.env.NODE_ENV = 'production'
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
 */
export function serveSite(folder: string, port: number): Server {
  const scratch = mkdtempSync(join(tmpdir(), 'duly-site-config-'))
  const config = join(scratch, 'wrangler.json')
  const assets = { directory: folder, not_found_handling: 'single-page-application' }
  writeFileSync(config, JSON.stringify({ name: 'app', compatibility_date: '2026-10-01', assets }))
  return startWrangler({
    args: ['dev', '--config', config, '--port', String(port)],
    answersAt: `http://127.0.0.1:${port}/`,
    afterwards: () => rmSync(scratch, { recursive: true, force: true }),
  })
}
