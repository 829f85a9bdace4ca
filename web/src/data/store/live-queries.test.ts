import { expect, it } from 'vitest'
import { apply } from '../mutations/mutators.ts'
import { taskOf } from '../testing/task.ts'
import { shownOf } from './live-queries.ts'
import { newWorld } from './optimistic-store.ts'
import { searchOf } from './search.ts'
import { learnSearch } from './sorted-ids.ts'

it('puts a row into its place among others that the server has moved meanwhile', () => {
  const world = newWorld()
  world.learn(apply)
  const shown = shownOf(world, () => ({ timezone: 'UTC', today: '2026-11-25' }))
  const put = (id: string, rank: string) => world.setBase('task', id, taskOf({ id, rank }))
  for (const [id, rank] of [
    ['a', 'a1'],
    ['b', 'a2'],
    ['c', 'a3'],
    ['d', 'a4'],
  ] as const)
    put(id, rank)
  const inbox = shown.live.view({ kind: 'inbox' })
  inbox.subscribe(() => {})
  shown.changed(world.replay([]), [])
  expect(inbox.get()).toEqual(['a', 'b', 'c', 'd'])
  // Heard, and still on its way to the disk when a person moves another one.
  put('b', 'a5')
  const edit = {
    op: 'move',
    id: 'd',
    at: '2026-11-25T08:00:00.000Z',
    place: { after_id: 'a' },
    rank: 'a1V',
  } as const
  shown.changed(world.add([{ key: 1, edit, question: null }]), [])
  expect(inbox.get()).toEqual(['a', 'd', 'c', 'b'])
})

it('finds what was searched for before it was known how', () => {
  const world = newWorld()
  world.learn(apply)
  const shown = shownOf(world, () => ({ timezone: 'UTC', today: '2026-11-25' }))
  world.setBase('task', 'a', taskOf({ id: 'a', title: 'Call Mia' }))
  const found = shown.live.view({ kind: 'search', text: 'mia' })
  found.subscribe(() => {})
  shown.changed(world.replay([]), [])
  expect(found.get()).toEqual([])
  learnSearch(searchOf)
  shown.searchAnew()
  expect(found.get()).toEqual(['a'])
})
