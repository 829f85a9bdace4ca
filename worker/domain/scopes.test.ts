// The SQL and the docs name scopes, too: those of scopes.ts.
import { expect, it } from 'vitest'
import docs from '../../docs/api.md?raw'
import { tokenScopes } from './scopes.ts'

const files = import.meta.glob('../../migrations/**/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const sql = Object.values(files).join('\n').replaceAll(/--.*/g, '')

it('every scope that the SQL asks for is one', () => {
  const calls = sql.match(/(?<!function )app\.may\(/g) ?? []
  const asked = [...sql.matchAll(/app\.may\('([^']*)'\)/g)].map(([, scope]) => scope)
  expect(calls.length).toBeGreaterThan(0)
  expect(asked).toHaveLength(calls.length)
  expect(tokenScopes).toEqual(expect.arrayContaining(asked))
})

it('the SQL names a scope nowhere else', () => {
  const named = sql.match(/'\w+:(?:read|write|delete)'/g) ?? []
  expect(named).toHaveLength((sql.match(/app\.may\('/g) ?? []).length)
})

it('the docs have a row for every scope, and for no other', () => {
  const [, table = ''] = /\| scope \| .*\n\| --- \| --- \|\n((?:\|.*\n)+)/.exec(docs) ?? []
  const rows = table.split('\n').map((row) => row.split('|')[1] ?? '')
  const named = rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, scope]) => scope))
  expect(named.toSorted()).toEqual(tokenScopes.toSorted())
})
