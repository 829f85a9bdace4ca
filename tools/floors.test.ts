// The oldest versions without the weaknesses that are known of them: no registry is asked, so an old one must not slip in.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './stack/wrangler.ts'

const floors = {
  'better-auth': '1.7.25',
  hono: '4.12.34',
  jose: '6.2.0',
  kysely: '0.28.17',
  '@neondatabase/serverless': '1.1.0',
}

const numbers = (version: string) => version.split('.').map(Number)

/** @param version of three numbers: a preview of a version is none */
function isBelow(version: string, floor: string): boolean {
  if (!/^\d+\.\d+\.\d+$/.test(version)) return true
  const [own, least] = [numbers(version), numbers(floor)]
  const index = own.findIndex((number, index) => number !== least[index])
  return index >= 0 && Number(own[index]) < Number(least[index])
}

it('versions are compared by number', () => {
  expect(isBelow('4.9.0', '4.12.34')).toBe(true)
  expect(isBelow('4.12.34-rc.1', '4.12.34')).toBe(true)
  expect(isBelow('4.12.34', '4.12.34')).toBe(false)
  expect(isBelow('5.0.0', '4.12.34')).toBe(false)
})

it('every copy of what guards the API is at its floor or above', async () => {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const copies = Object.entries<{ version: string }>(packages)
  for (const [name, floor] of Object.entries(floors)) {
    const found = copies.filter(([path]) => path.endsWith(`node_modules/${name}`))
    expect([name, found.length > 0]).toEqual([name, true])
    for (const [path, { version }] of found)
      expect([path, version, isBelow(version, floor)]).toEqual([path, version, false])
  }
})
