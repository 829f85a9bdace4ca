// npm test: every test there is, in one run. Arguments, which choose some of them, go on to vitest.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkDatabaseUrl } from './stack/database-url.ts'
import { root } from './stack/wrangler.ts'

const selection = process.argv.slice(2)
if (selection.length === 0) {
  console.log('All tests take about 25 minutes on an idle machine with two cores.')
  console.log('Logic and types take less than one: npm run test:quick\n')
}
if (process.env.DATABASE_URL) {
  try {
    checkDatabaseUrl(process.env.DATABASE_URL)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
} else {
  console.log('SKIPPED: tests that need a real Postgres run where DATABASE_URL names one.\n')
}
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...selection],
  { cwd: root, stdio: 'inherit' },
)
process.exit(status ?? 1)
