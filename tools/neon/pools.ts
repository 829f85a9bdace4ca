/** Connections for the HTTP side: one pool per connection string, and a clean session per call. */

import { type CustomTypesConfig, Pool, type PoolClient } from 'pg'
import type { Backend } from './backend.ts'
import { CLEAN_SESSION } from './clean-session.ts'
import { BadRequest } from './sql-request.ts'

export class Pools {
  readonly #backend: Backend
  readonly #pools = new Map<string, Pool>()

  constructor(backend: Backend) {
    this.#backend = backend
  }

  /** Runs `work` with a connection that has no session state of other callers. */
  async use<T>(connectionString: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool(connectionString).connect()
    try {
      return await work(client)
    } finally {
      // Not awaited: the connection returns to the pool once it is clean.
      client.query(CLEAN_SESSION).then(
        () => client.release(),
        () => client.release(true),
      )
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()))
  }

  #pool(connectionString: string): Pool {
    const known = this.#pools.get(connectionString)
    if (known) return known
    const { host, port, poolSize } = this.#backend
    const pool = new Pool({
      ...login(connectionString),
      host,
      port,
      max: poolSize,
      connectionTimeoutMillis: 30_000,
    })
    // Without a listener, a connection ended by Postgres would end this process.
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
    this.#pools.set(connectionString, pool)
    return pool
  }
}

/** Every value as the text Postgres sent. */
export const RAW: CustomTypesConfig = { getTypeParser: () => (text: unknown) => text }

function login(connectionString: string) {
  const isPostgres = /^postgres(ql)?:\/\/.+/.test(connectionString)
  if (!isPostgres || !URL.canParse(connectionString)) {
    throw new BadRequest('Neon-Connection-String must be postgresql://user:password@host/database.')
  }
  const { username, password, pathname, searchParams } = new URL(connectionString)
  const user = decodeURIComponent(username)
  const database = decodeURIComponent(pathname.slice(1))
  if (!user || !database) {
    throw new BadRequest('Neon-Connection-String must name a user and a database.')
  }
  const options = searchParams.get('options')
  return {
    user,
    password: decodeURIComponent(password),
    database,
    application_name: searchParams.get('application_name') ?? 'neon',
    ...(options && { options }),
  }
}
