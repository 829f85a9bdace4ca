import { expect, it } from 'vitest'
import { applyMutation } from '../mutations/mutators.ts'
import { taskOf } from '../testing/task.ts'
import { createLiveQueries } from './live-queries.ts'
import { createStore } from './optimistic-store.ts'
import { searchFilter } from './search.ts'
import { learnSearch } from './sorted-ids.ts'

it('puts a row into its place among others that the server has moved meanwhile', () => {
  const world = createStore()
  world.learn(applyMutation)
  const shown = createLiveQueries(world, () => ({ timezone: 'UTC', today: '2026-11-25' }))
  const put = (id: string, rank: string) => world.setServerRow('task', id, taskOf({ id, rank }))
  for (const [id, rank] of [
    ['a', 'a1'],
    ['b', 'a2'],
    ['c', 'a3'],
    ['d', 'a4'],
  ] as const)
    put(id, rank)
  const inbox = shown.queries.view({ kind: 'inbox' })
  inbox.subscribe(() => {})
  shown.changed(world.replay([]), [])
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
  shown.changed(world.add([{ key: 1, mutation, conflict: null }]), [])
  expect(inbox.get()).toEqual(['a', 'd', 'c', 'b'])
})

it('finds what was searched for before it was known how', () => {
  const world = createStore()
  world.learn(applyMutation)
  const shown = createLiveQueries(world, () => ({ timezone: 'UTC', today: '2026-11-25' }))
  world.setServerRow('task', 'a', taskOf({ id: 'a', title: 'Call Mia' }))
  const found = shown.queries.view({ kind: 'search', text: 'mia' })
  found.subscribe(() => {})
  shown.changed(world.replay([]), [])
  expect(found.get()).toEqual([])
  learnSearch(searchFilter)
  shown.searchAnew()
  expect(found.get()).toEqual(['a'])
})
