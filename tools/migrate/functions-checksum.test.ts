import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../stack/wrangler.ts'
import { readSchema } from './run.ts'

it('the Worker has the checksum of the functions; if not, npm run fix writes it', async () => {
  const worker = await readFile(join(root, 'worker/db/schema-version.ts'), 'utf8')
  const [, checksum] = /functionsChecksum =\s+'(\w+)'/.exec(worker) ?? []
  expect(checksum).toBe((await readSchema()).functions.checksum)
})
