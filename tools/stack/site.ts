// The built app as Cloudflare Pages serves it, with its `_headers` and `_redirects`.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { type Server, startServer } from './server.ts'
import { root } from './wrangler.ts'

/** Builds web/ for this API into `outDir`. */
export async function buildSite(apiUrl: string, outDir: string): Promise<void> {
  process.env.VITE_API_URL = apiUrl
  // Test runners set NODE_ENV, and React would come in its slow development build.
  process.env.NODE_ENV = 'production'
  await build({
    configFile: join(root, 'web/vite.config.ts'),
    root: join(root, 'web'),
    mode: 'production',
    build: { outDir, emptyOutDir: true },
    logLevel: 'warn',
  })
}

/** Serves a built app with the code of Cloudflare Pages, which reads `_headers`, `_redirects` and each `404.html`. */
export const serveSite = (folder: string, port: number): Server =>
  startServer({
    program: join(import.meta.dirname, 'pages-server.ts'),
    args: [folder, String(port)],
    cwd: root,
    answersAt: `http://127.0.0.1:${port}/`,
  })

/** The sizes of the files in a folder, one line each. */
export const weights = (folder: string): string =>
  readdirSync(folder)
    .map((file) => {
      const content = readFileSync(join(folder, file))
      const gzip = gzipSync(content).length
      return `${file.padEnd(40)} ${kilo(content.length)} kB, gzip ${kilo(gzip)} kB`
    })
    .join('\n')

const kilo = (bytes: number) => (bytes / 1_000).toFixed(1).padStart(6)
