// What the SQL and the Worker both have to know is typed twice, and is the same.
import { expect, it } from 'vitest'
import { pageBytes } from '../page-bytes.ts'
import { allSqlstates } from './sqlstates.ts'

const files = import.meta.glob('../../migrations/**/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const sql = Object.values(files).join('\n').replaceAll(/--.*/g, '')

const found = (pattern: RegExp) => [...new Set([...sql.matchAll(pattern)].map(([, one]) => one))]

it('every SQLSTATE that the SQL raises has an entry, and every entry is raised', () => {
  expect(found(/(?<!sqlstate )'(DY[0-9A-Z]{3})'/g).sort()).toEqual(allSqlstates.toSorted())
})

it('no other SQLSTATE is raised, but Postgres has them', () => {
  expect(found(/errcode = '(?!DY)(\w+)'/g)).toEqual(['22023'])
  expect(found(/refuse\('(?!DY)(\w+)'/g)).toEqual([])
})

it('the SQL catches no SQLSTATE that nothing raises', () => {
  expect(allSqlstates).toEqual(expect.arrayContaining(found(/sqlstate '(\w+)'/g)))
})

it('a page is as many bytes in the SQL as in the Worker', () => {
  const bounds = [...sql.matchAll(/(?:m\.size, 0\) <=|resource::text\)\) >) (\d+)/g)]
  // Of changes, and of what a batch answers.
  expect(bounds.map(([, bytes]) => Number(bytes))).toEqual([pageBytes, pageBytes])
})
