// npm run migrate: migrates the database in DATABASE_URL, from the environment or .dev.vars (else the embedded one), to
// the newest version.
import { join } from 'node:path'
import { functionsNotice } from './migrate/functions.ts'
import { aheadNotice, label, migrate, readSchema } from './migrate/run.ts'
import { startDatabase } from './stack/database.ts'
import { readSecrets } from './stack/secrets.ts'
import { root } from './stack/wrangler.ts'

try {
  const database = await startDatabase({
    databaseUrl: process.env.DATABASE_URL ?? readSecrets(join(root, '.dev.vars')).DATABASE_URL,
    dataDir: join(root, '.duly/postgres'),
  })
  try {
    const schema = await readSchema()
    const outcome = await migrate(database.wireUrl, schema)
    for (const migration of outcome.applied) console.log(`applied ${label(migration)}`)
    if (outcome.replaced) console.log(functionsNotice(outcome.replaced))
    const already = outcome.applied.length > 0 || outcome.replaced ? '' : ' already'
    console.log(
      aheadNotice(outcome) ||
        `${database.kind} is at version ${schema.migrations.length}${already}.`,
    )
  } finally {
    await database.stop()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
