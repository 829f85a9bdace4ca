import { expect, it } from 'vitest'
import { checkFunctionsChecksum, requireChecksum } from './functions-checksum.ts'

it('the Worker has the checksum of the functions; if not, npm run fix writes it', async () => {
  await expect(checkFunctionsChecksum()).resolves.toBeUndefined()
})

it('reports a checksum of other functions', () => {
  const worker = "export const functionsChecksum =\n  'abc'\n"
  expect(() => requireChecksum(worker, 'abc')).not.toThrow()
  expect(() => requireChecksum(worker, 'def')).toThrow(/Run `npm run fix`/)
})
