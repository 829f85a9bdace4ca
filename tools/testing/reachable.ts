// Exits with 0 if a Postgres answers at the given URL.
import { administer } from './test-database.ts'

try {
  await administer(process.argv[2] ?? '', 'select 1')
} catch {
  process.exitCode = 1
}
