// The Worker knows the functions of its database by their checksum (/ready), which is typed in worker/db/schema-version.ts.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../stack/wrangler.ts'
import { readSchema } from './run.ts'

const file = join(root, 'worker/db/schema-version.ts')
const typed = /(functionsChecksum =\s+')(\w*)'/

/** Throws if migrations/functions/ has changed since: the Worker would wait for functions that no database has. */
export async function checkFunctionsChecksum(): Promise<void> {
  requireChecksum(await readFile(file, 'utf8'), (await readSchema()).functions.checksum)
}

/** @param worker the text of worker/db/schema-version.ts */
export function requireChecksum(worker: string, checksum: string): void {
  if (typed.exec(worker)?.[2] === checksum) return
  throw new Error(
    'migrations/functions/ has changed. Run `npm run fix`: it writes the checksum into worker/db/schema-version.ts.',
  )
}

export async function writeFunctionsChecksum(): Promise<void> {
  const { functions } = await readSchema()
  const before = await readFile(file, 'utf8')
  const after = before.replace(typed, `$1${functions.checksum}'`)
  if (after !== before) await writeFile(file, after)
}
