/** Runs the local Neon endpoint until it is stopped. */

import { parseArgs } from 'node:util'
import { FAULT_HELP, parseFaultOption } from './faults.ts'
import { type NeonServer, serveNeon } from './serve.ts'

const HELP = `A local Neon endpoint: the Neon driver's HTTP and WebSocket protocols in front of an
embedded Postgres, or in front of yours.

node tools/neon/main.ts [options]
  --port N             where to listen on 127.0.0.1 (default 4444; 0 = any)
  --control-port N     log, faults and outages (default 4445; 0 = any)
  --data DIR           keep the embedded database in DIR (default .duly/postgres)
  --memory             keep nothing
  --database-url URL   use this Postgres instead of the embedded one
  --log                print every call
  --fault RULE         let something go wrong; may be repeated. RULE is ${FAULT_HELP}
  --help
`

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4444' },
      'control-port': { type: 'string', default: '4445' },
      data: { type: 'string', default: '.duly/postgres' },
      memory: { type: 'boolean', default: false },
      'database-url': { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      log: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) process.stdout.write(HELP)
  else await main(values)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

interface Values {
  port: string
  'control-port': string
  data: string
  memory: boolean
  'database-url'?: string | undefined
  fault: string[]
  log: boolean
}

async function main(values: Values): Promise<void> {
  const url = values['database-url']
  const dataDir = values.memory ? undefined : values.data
  const server = await serveNeon({
    backend: url ? { kind: 'postgres', url } : { kind: 'embedded', dataDir },
    port: portNumber('--port', values.port),
    controlPort: portNumber('--control-port', values['control-port']),
    faults: values.fault.map(parseFaultOption),
    ...(values.log && { onCall: (call) => console.log(JSON.stringify(call)) }),
  })
  console.log(`Neon endpoint  ${server.endpoint}  (POST /sql, WebSocket /v2)`)
  console.log(`Control        ${server.controlUrl}`)
  console.log(`DATABASE_URL   ${server.databaseUrl}`)
  console.log(`Plain Postgres ${server.wireUrl}`)
  stopOnSignal(server)
}

/** A second signal ends it at once. */
function stopOnSignal(server: NeonServer): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await server.stop()
      process.exit(0)
    })
  }
}

function portNumber(option: string, text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port
  throw new Error(`${option} ${text}: must be a port number`)
}
