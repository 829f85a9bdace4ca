// npm run deploy: migrates, deploys the Worker, builds the app for it, deploys the app. A failing step stops the rest.
// With --dry-run nothing leaves this machine: it builds both and prints their sizes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { unstable_readConfig as readConfig } from 'wrangler'
import { functionsNotice } from './migrate/functions.ts'
import { checkFunctionsChecksum } from './migrate/functions-checksum.ts'
import { aheadNotice, label, migrate, readSchema } from './migrate/run.ts'
import { checkDatabaseUrl } from './stack/database-url.ts'
import { buildSite, weights } from './stack/site.ts'
import { root, runWrangler } from './stack/wrangler.ts'

const { values: options } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } })
// With `npm run deploy --dry-run`, npm takes the flag itself and passes it on this way.
const dryRun = options['dry-run'] ?? process.env.npm_config_dry_run === 'true'
const config = readConfig({ config: join(root, 'wrangler.toml') })
const api = String(config.vars.BETTER_AUTH_URL)
const project = process.env.PAGES_PROJECT ?? config.name ?? 'duly'

try {
  await checkFunctionsChecksum()
  await (dryRun ? rehearse() : deploy())
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}

async function deploy(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL
  if (!databaseUrl)
    throw new Error('Set DATABASE_URL to your Neon connection string: migrations run first.')
  checkDatabaseUrl(databaseUrl)
  if ([api, String(config.vars.APP_ORIGIN)].some((url) => url.includes('.example.'))) {
    throw new Error(
      'wrangler.toml: set BETTER_AUTH_URL and APP_ORIGIN under [vars] to your own addresses.',
    )
  }
  step('Migrations')
  const outcome = await migrate(databaseUrl, await readSchema())
  const done = [...outcome.applied.map(label), functionsNotice(outcome.replaced)].filter(Boolean)
  console.log(aheadNotice(outcome) || done.join('\n') || 'Nothing to do.')
  step('Worker')
  runWrangler('deploy')
  step('App')
  const folder = join(root, 'web/dist')
  await buildSite(api, folder)
  runWrangler('pages', 'deploy', folder, '--project-name', project, '--branch', 'main')
  step('Is it ready?')
  const ready = await fetch(`${api}/ready`, { signal: AbortSignal.timeout(30_000) })
  console.log(`${api}/ready: ${ready.status} ${await ready.text()}`)
  if (!ready.ok)
    throw new Error('Deployed, but not ready: the answer says which setting is missing.')
}

async function rehearse(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'duly-deploy-'))
  try {
    step('Migrations')
    console.log((await readSchema()).migrations.map(label).join('\n'))
    step('Worker')
    runWrangler('deploy', '--dry-run', '--outdir', join(scratch, 'worker'))
    step('App')
    const folder = join(scratch, 'app')
    await buildSite(api, folder)
    console.log(weights(join(folder, 'assets')))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function step(name: string): void {
  console.log(`\n${name}`)
}
