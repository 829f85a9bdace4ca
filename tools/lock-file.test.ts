// `npm ci` installs exactly what was intended: each package by the hash of its content, from the public registry.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './stack/wrangler.ts'

interface Entry {
  resolved?: string
  integrity?: string
  /** A folder of this repository. */
  link?: boolean
  inBundle?: boolean
  optional?: boolean
  version?: string
}

const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
// Our own packages, and the links to them, come from no registry.
const entries = Object.entries<Entry>(packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && !link,
)

it('every package of the lock file has the hash of its content', () => {
  const ofTheRegistry = entries.filter(([, { inBundle }]) => !inBundle)
  expect(ofTheRegistry.length).toBeGreaterThan(500)
  const without = ofTheRegistry.filter(([, { integrity = '' }]) => !/^sha512-./.test(integrity))
  expect(without.map(([path]) => path)).toEqual([])
})

it('the lock file names no host but the public registry', () => {
  const others = entries.filter(
    ([, { resolved }]) => resolved && new URL(resolved).host !== 'registry.npmjs.org',
  )
  expect(others.map(([path, { resolved }]) => [path, resolved])).toEqual([])
})

it('a machine that cannot install the package `node` installs the rest', () => {
  expect(packages['node_modules/node']).toMatchObject({ optional: true })
})
