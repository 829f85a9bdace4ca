// Part of npm run fix: writes the checksum of migrations/functions/ into the Worker, by which /ready knows them.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSchema } from './migrate/run.ts'
import { root } from './stack/wrangler.ts'

const file = join(root, 'worker/db/schema-version.ts')
const { functions } = await readSchema()
const before = readFileSync(file, 'utf8')
const after = before.replace(/(functionsChecksum =\s+)'\w*'/, `$1'${functions.checksum}'`)
if (after !== before) writeFileSync(file, after)
