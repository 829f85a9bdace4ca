// Connects for migrations, with errors that name the server.
import { Client } from 'pg'
import { checkDatabaseUrl } from '../stack/database-url.ts'

/** @throws Error that names the host and the problem */
export async function connect(connectionString: string): Promise<Client> {
  const client = new Client({
    connectionString: withPlainTls(checkDatabaseUrl(connectionString)),
    application_name: 'duly-migrate',
  })
  // The query that waits on a broken connection fails with the same error.
  client.on('error', () => {})
  await client.connect().catch((error: unknown) => {
    const where = `The database at ${client.host}:${client.port} (DATABASE_URL)`
    throw new Error(`${where}: ${reason(error)}`, { cause: error })
  })
  return client
}

/**
 * pg verifies the server's certificate for `require`, `prefer` and `verify-ca` too, and warns that this will change.
 * `verify-full` means what it does now, and will keep doing.
 */
export function withPlainTls(connectionString: string): string {
  if (connectionString.includes('uselibpqcompat=')) return connectionString
  return connectionString.replace(
    /([?&]sslmode=)(require|prefer|verify-ca)(?=&|$)/,
    '$1verify-full',
  )
}

export function reason(error: unknown): string {
  // If a name has several addresses, the message is empty and each address has its own error.
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map(reason).join('; ')
  return error instanceof Error ? error.message : String(error)
}
