import { expect, it } from 'vitest'
import { applyMutation } from '../mutations/mutators.ts'
import { taskOf } from '../testing/task.ts'
import { createLiveQueries } from './live-queries.ts'
import { createRows } from './rows.ts'
import { searchFilter } from './search.ts'

it('puts a row in its place among others that the server has moved meanwhile', () => {
  const rows = createRows()
  const shown = createLiveQueries(rows, () => ({ timezone: 'UTC', today: '2026-11-25' }))
  const put = (id: string, rank: string) => rows.setServerRow('task', id, taskOf({ id, rank }))
  for (const [id, rank] of [
    ['a', 'a1'],
    ['b', 'a2'],
    ['c', 'a3'],
    ['d', 'a4'],
  ] as const)
    put(id, rank)
  const inbox = shown.queries.view({ kind: 'inbox' })
  inbox.subscribe(() => {})
  shown.changed(
    rows.rebuildLayer(() => {}),
    [],
  )
  expect(inbox.get()).toEqual(['a', 'b', 'c', 'd'])
  // Heard, and still on its way to the disk when a person moves another one.
  put('b', 'a5')
  const mutation = {
    op: 'move',
    id: 'd',
    at: '2026-11-25T08:00:00.000Z',
    place: { after_id: 'a' },
    rank: 'a1V',
  } as const
  shown.changed(
    rows.addToLayer((layer) => applyMutation(mutation, layer)),
    [],
  )
  expect(inbox.get()).toEqual(['a', 'd', 'c', 'b'])
})

it('finds what was searched for before the search index had arrived', () => {
  const rows = createRows()
  const shown = createLiveQueries(rows, () => ({ timezone: 'UTC', today: '2026-11-25' }))
  rows.setServerRow('task', 'a', taskOf({ id: 'a', title: 'Call Mia' }))
  const found = shown.queries.view({ kind: 'search', text: 'mia' })
  found.subscribe(() => {})
  shown.changed(
    rows.rebuildLayer(() => {}),
    [],
  )
  expect(found.get()).toEqual([])
  shown.enableSearch(searchFilter)
  expect(found.get()).toEqual(['a'])
})
