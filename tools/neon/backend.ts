/** The Postgres behind the endpoint. Both kinds are reached over TCP with the wire protocol. */

export interface Backend {
  host: string
  port: number
  user: string
  password: string
  database: string
  /** Connections that the HTTP side may keep per connection string. */
  poolSize: number
  /** A connection string for plain Postgres clients. */
  wireUrl: string
  stop(): Promise<void>
}

/** An existing Postgres; nothing is opened yet. */
export function postgresBackend(url: string): Backend {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Error('The database URL must look like postgres://user:password@host:5432/database.')
  }
  const { hostname, port, username, password, pathname } = new URL(url)
  const user = decodeURIComponent(username) || 'postgres'
  return {
    host: hostname || '127.0.0.1',
    port: Number(port || 5432),
    user,
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)) || user,
    poolSize: 20,
    wireUrl: url,
    stop: async () => {},
  }
}

/** The connection string for the Neon driver: the backend's, with the endpoint as its host. */
export function databaseUrl({ user, password, database }: Backend, port: number): string {
  const login = password ? `${encodeURIComponent(user)}:${encodeURIComponent(password)}` : user
  return `postgresql://${login}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}
