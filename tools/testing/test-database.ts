// A migrated database for one test run: embedded and in memory, or a new one on the server in DATABASE_URL.
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { withPlainTls } from '../migrate/connect.ts'
import { checkFunctionsChecksum } from '../migrate/functions-checksum.ts'
import { migrate, readSchema } from '../migrate/run.ts'
import { type LocalDatabase, startDatabase } from '../stack/database.ts'

export async function startTestDatabase(): Promise<LocalDatabase & { controlUrl: string }> {
  const server = process.env.DATABASE_URL
  const name = `duly_test_${randomBytes(6).toString('hex')}`
  if (server) await administer(server, `create database ${name}`)
  const databaseUrl = server && withDatabase(server, name)
  const database = await startDatabase({ databaseUrl, dataDir: undefined })
  await checkFunctionsChecksum()
  await migrate(database.wireUrl, await readSchema())
  if (!database.controlUrl) throw new Error('Tests inject faults: DATABASE_URL must not be at Neon')
  return {
    ...database,
    controlUrl: database.controlUrl,
    stop: async () => {
      await database.stop()
      if (server) await administer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

export async function administer(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: withPlainTls(connectionString) })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export function withDatabase(connectionString: string, name: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${name}`
  return url.href
}
