// The Postgres that the Worker uses: an embedded one, the one in DATABASE_URL, or Neon itself.
import { serveNeon } from '../neon/serve.ts'
import { checkDatabaseUrl } from './database-url.ts'

export interface LocalDatabase {
  /** Settings for the Worker. Without NEON_ENDPOINT the driver connects to Neon itself. */
  settings: { DATABASE_URL: string; NEON_ENDPOINT?: string }
  /** A connection string for plain Postgres clients, for migrations. */
  wireUrl: string
  /** The control port of the local endpoint: faults and the statement log. */
  controlUrl: string | undefined
  kind: string
  stop(): Promise<void>
}

/** @throws Error that says what is wrong with `databaseUrl`, or which port or folder is in use */
export async function startDatabase(options: {
  databaseUrl: string | undefined
  /** Folder of the embedded database; in memory if absent. */
  dataDir: string | undefined
  faults?: Parameters<typeof serveNeon>[0]['faults']
}): Promise<LocalDatabase> {
  const { databaseUrl, dataDir, faults = [] } = options
  if (databaseUrl) checkDatabaseUrl(databaseUrl)
  if (databaseUrl && isNeon(databaseUrl)) {
    return {
      settings: { DATABASE_URL: databaseUrl },
      wireUrl: databaseUrl,
      controlUrl: undefined,
      kind: 'Neon',
      stop: async () => {},
    }
  }
  const server = await serveNeon({
    backend: databaseUrl
      ? { kind: 'postgres', url: databaseUrl }
      : { kind: 'embedded', ...(dataDir && { dataDir }) },
    faults,
  })
  return {
    settings: { DATABASE_URL: server.databaseUrl, NEON_ENDPOINT: server.endpoint },
    wireUrl: server.wireUrl,
    controlUrl: server.controlUrl,
    kind: databaseUrl ? `Postgres at ${new URL(databaseUrl).host}` : 'embedded Postgres',
    stop: () => server.stop(),
  }
}

const isNeon = (url: string) => new URL(url).hostname.endsWith('.neon.tech')
