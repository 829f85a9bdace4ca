// npm start: runs all of Duly on this machine. Ctrl-C stops it; the next start finds the data again.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createServer as createWebServer } from 'vite'
import { functionsNotice } from './migrate/functions.ts'
import { checkFunctionsChecksum } from './migrate/functions-checksum.ts'
import { aheadNotice, label, migrate, readSchema } from './migrate/run.ts'
import { parseFaultOption } from './neon/faults.ts'
import { startDatabase } from './stack/database.ts'
import { requireFree } from './stack/ports.ts'
import { ensureSecrets } from './stack/secrets.ts'
import { startWorker } from './stack/worker.ts'
import { root } from './stack/wrangler.ts'

const { values: options } = parseArgs({
  options: {
    // The folder of the embedded database and the Worker's local state.
    data: { type: 'string', default: join(root, '.duly') },
    fault: { type: 'string', multiple: true, default: [] },
  },
})
const apiPort = portFrom('PORT', 8787)
const webPort = portFrom('WEB_PORT', 5173)
const api = `http://127.0.0.1:${apiPort}`
const web = `http://127.0.0.1:${webPort}`

/** What has been started, newest last; stopped in reverse order. */
const running: (() => Promise<unknown>)[] = []
let stopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop(0))
}

// If npm is killed, nothing notifies us, but this process gets another parent. (The `exec` in the script makes npm the
// parent instead of a shell.)
if (process.env.npm_lifecycle_event) {
  const npm = process.ppid
  setInterval(() => process.ppid !== npm && void stop(1), 1_000).unref()
}

try {
  await start()
} catch (error) {
  if (!stopping) console.error(`\n${error instanceof Error ? error.message : error}`)
  await stop(1)
}

async function start(): Promise<void> {
  await checkFunctionsChecksum()
  await requireFree(apiPort, 'PORT')
  await requireFree(webPort, 'WEB_PORT')
  const secrets = ensureSecrets(join(root, '.dev.vars'))

  const database = await startDatabase({
    databaseUrl: process.env.DATABASE_URL ?? secrets.DATABASE_URL,
    dataDir: join(options.data, 'postgres'),
    faults: options.fault.map(parseFaultOption),
  })
  running.push(() => database.stop())
  const outcome = await migrate(database.wireUrl, await readSchema())
  for (const migration of outcome.applied) console.log(`Applied migration ${label(migration)}.`)
  if (outcome.replaced) console.log(functionsNotice(outcome.replaced))
  if (outcome.ahead.length > 0) console.log(aheadNotice(outcome))

  // After Ctrl-C, nothing more should start.
  if (stopping) return
  const worker = startWorker({
    port: apiPort,
    settings: {
      DEBUG_ROUTES: '1',
      ...secrets,
      ...database.settings,
      BETTER_AUTH_URL: api,
      APP_ORIGIN: `${web},http://localhost:${webPort}`,
    },
    stateDir: join(options.data, 'worker'),
    echo: (text) => process.stdout.write(text),
  })
  running.push(() => worker.stop())
  await worker.ready
  void worker.ended.then((how) => {
    if (stopping) return
    console.error(`The Worker ${how}.`)
    void stop(1)
  })

  if (stopping) return
  process.env.VITE_API_URL = api
  const site = await createWebServer({
    configFile: join(root, 'web/vite.config.ts'),
    root: join(root, 'web'),
    server: { host: '127.0.0.1', port: webPort, strictPort: true },
    logLevel: 'warn',
  })
  running.push(() => site.close())
  await site.listen()

  console.log(`
Duly runs on ${database.kind}.

  App  ${web}
  API  ${api}${database.controlUrl ? `\n  Faults and statement log  ${database.controlUrl}` : ''}

Sign up with curl:

  curl -i ${api}/api/auth/sign-up/email \\
    -H 'Content-Type: application/json' \\
    -d '{"name":"Ada","email":"ada@example.com","password":"correct horse battery"}'

Ctrl-C stops everything.
`)
}

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  for (let last = running.pop(); last; last = running.pop()) await last().catch(() => {})
  process.exit(code)
}

function portFrom(variable: string, fallback: number): number {
  const value = process.env[variable]
  const port = Number(value ?? fallback)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  console.error(`${variable} must be a port number, not ${JSON.stringify(value)}`)
  process.exit(1)
}
