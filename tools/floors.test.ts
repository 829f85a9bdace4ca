// Dependencies must not fall below the oldest versions without known vulnerabilities. No registry is asked.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './stack/wrangler.ts'

/**
 * By release line, if older lines were fixed too: each copy is compared with the newest floor of its own or an earlier
 * line.
 */
const floors: Record<string, string[]> = {
  // Runs in production and answers the API.
  'better-auth': ['1.7.25'],
  hono: ['4.12.34'],
  jose: ['6.2.0'],
  kysely: ['0.28.17'],
  '@neondatabase/serverless': ['1.1.0'],
  // Runs on a developer's machine and reads other people's data.
  vite: ['8.0.16'],
  vitest: ['4.1.11'],
  esbuild: ['0.28.1'],
  undici: ['7.28.0'],
  ws: ['7.5.10', '8.21.0'],
  'brace-expansion': ['1.1.16', '2.1.2', '5.0.9'],
}

const numbers = (version: string) => version.split('.').map(Number)

/** @param version three numbers; previews do not count */
function isBelow(version: string, floor: string): boolean {
  if (!/^\d+\.\d+\.\d+$/.test(version)) return true
  const [own, least] = [numbers(version), numbers(floor)]
  const index = own.findIndex((number, index) => number !== least[index])
  return index >= 0 && Number(own[index]) < Number(least[index])
}

const major = (version: string) => numbers(version)[0] ?? 0

const floorOf = (version: string, [oldest = '', ...later]: string[]) =>
  later.findLast((floor) => major(floor) <= major(version)) ?? oldest

it('versions are compared by number', () => {
  expect(isBelow('4.9.0', '4.12.34')).toBe(true)
  expect(isBelow('4.12.34-rc.1', '4.12.34')).toBe(true)
  expect(isBelow('4.12.34', '4.12.34')).toBe(false)
  expect(isBelow('5.0.0', '4.12.34')).toBe(false)
  expect(floorOf('7.5.14', ['7.5.10', '8.21.0'])).toBe('7.5.10')
  expect(floorOf('8.0.0', ['7.5.10', '8.21.0'])).toBe('8.21.0')
  expect(floorOf('9.0.0', ['7.5.10', '8.21.0'])).toBe('8.21.0')
})

it('every copy of a dependency that strangers can reach is at its floor or above', async () => {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const copies = Object.entries<{ version: string }>(packages)
  for (const [name, lines] of Object.entries(floors)) {
    const found = copies.filter(([path]) => path.endsWith(`node_modules/${name}`))
    expect([name, found.length > 0]).toEqual([name, true])
    for (const [path, { version }] of found) {
      const isTooOld = isBelow(version, floorOf(version, lines))
      expect([path, version, isTooOld]).toEqual([path, version, false])
    }
  }
})
