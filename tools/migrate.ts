// npm run migrate: brings the database that DATABASE_URL names (else the embedded one) to the newest version.
import { join } from 'node:path'
import { label, MigrationRefused, migrate, readMigrations } from './migrate/run.ts'
import { startDatabase } from './stack/database.ts'
import { root } from './stack/wrangler.ts'

const database = await startDatabase({
  databaseUrl: process.env.DATABASE_URL,
  dataDir: join(root, '.duly/postgres'),
})
try {
  const migrations = await readMigrations()
  const applied = await migrate(database.wireUrl, migrations)
  for (const migration of applied) console.log(`applied ${label(migration)}`)
  console.log(
    `${database.kind} is at version ${migrations.length}${applied.length ? '' : ' already'}.`,
  )
} catch (error) {
  const told = error instanceof MigrationRefused || error instanceof Error
  console.error(told ? error.message : error)
  process.exitCode = 1
} finally {
  await database.stop()
}
