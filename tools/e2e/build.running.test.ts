import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../stack/wrangler.ts'
import { runShell } from './shell.ts'

it('npm run build builds the Worker and the app, and prints their sizes', async () => {
  const output = await runShell(`cd ${root} && npm run build`)
  expect(output).toMatch(/Total Upload: .* gzip: [\d.]+ KiB/)
  expect(output).toMatch(/index.*\.js +[\d.]+ kB, gzip +[\d.]+ kB/)
  for (const file of ['dist/worker/index.js', 'web/dist/index.html', 'web/dist/_headers'])
    await expect(access(join(root, file)), file).resolves.toBeUndefined()
})
