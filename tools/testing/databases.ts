// Empty databases for one test file each: embedded and in memory, or created on the server in DATABASE_URL.
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { startDatabase } from '../stack/database.ts'
import { administer, withDatabase } from './test-database.ts'

/** The kind that this run has. CI has a run of each. */
export const kinds = (): ('embedded' | 'real')[] =>
  process.env.DATABASE_URL ? ['real'] : ['embedded']

interface Databases {
  /** A connection string to an empty database. */
  empty(): Promise<string>
  /** A connection string to the same database as a new role that owns nothing, with these attributes. */
  role(url: string, attributes?: string): Promise<{ name: string; url: string }>
  drop(): Promise<void>
}

export function databases(kind: 'embedded' | 'real'): Databases {
  const server = process.env.DATABASE_URL
  const opened: (() => Promise<void>)[] = []
  return {
    async empty() {
      if (kind === 'embedded' || !server) {
        const database = await startDatabase({ databaseUrl: undefined, dataDir: undefined })
        opened.push(() => database.stop())
        return database.wireUrl
      }
      const name = `duly_empty_${randomBytes(6).toString('hex')}`
      await administer(server, `create database ${name}`)
      opened.push(() => administer(server, `drop database ${name} with (force)`))
      return withDatabase(server, name)
    },
    async role(url, attributes = '') {
      const name = `owner_${randomBytes(6).toString('hex')}`
      await administer(url, `create role ${name} login ${attributes} password 'x'`)
      // Before the database: the last opened is dropped first.
      if (kind === 'real' && server) opened.unshift(() => administer(server, `drop role ${name}`))
      const own = new URL(url)
      own.username = name
      own.password = 'x'
      return { name, url: own.href }
    },
    async drop() {
      for (const close of opened.reverse()) await close()
    },
  }
}

export async function rowsOf(connectionString: string, query: string): Promise<unknown[]> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}
