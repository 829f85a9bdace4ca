// npm run build: builds what a deployment would upload: the Worker in dist/worker, the app in web/dist. Nothing leaves
// this machine.
import { join } from 'node:path'
import { unstable_readConfig as readConfig } from 'wrangler'
import { buildSite, weights } from './stack/site.ts'
import { root, runWrangler } from './stack/wrangler.ts'

const { vars } = readConfig({ config: join(root, 'wrangler.toml') })

try {
  runWrangler('deploy', '--dry-run', '--outdir', join(root, 'dist/worker'))
  const folder = join(root, 'web/dist')
  await buildSite(process.env.VITE_API_URL ?? String(vars.BETTER_AUTH_URL), folder)
  console.log(weights(join(folder, 'assets')))
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
