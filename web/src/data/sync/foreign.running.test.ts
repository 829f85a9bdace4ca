// What a copy makes of answers that only look like the API's, and of the API's own that are about no edit.
import 'fake-indexeddb/auto'
import { describe, expect, inject } from 'vitest'
import type { Person } from '../../../../tools/e2e/client.ts'
import type { Data } from '../contract.ts'
import { told } from '../testing/accounts.ts'
import { it } from '../testing/fixtures.ts'
import { kinds } from '../testing/impostors.ts'
import type { Weather } from '../testing/network.ts'

const all = Object.keys(kinds) as (keyof typeof kinds)[]
/** All that the server has, the trash as well, by title. */
async function serverTasks(ada: Person) {
  const { tasks } = await told(inject('apiUrl'), ada)
  return Object.fromEntries([...tasks.values()].map((task) => [task.title, task]))
}

/** Of three tasks that the server has one renamed, one completed and one thrown away, and a new one. */
async function fourEdits(data: Data, weather: Weather) {
  const made = ['a', 'b', 'c'].map((title) => data.create({ title }))
  await Promise.all(made.map(({ persisted }) => persisted))
  const [renamed, completed, thrown] = made.map(({ id }) => id)
  await data.sync()
  Object.assign(weather, { foreign: 1, at: '/api/v1/tasks/batch' })
  data.update([`${renamed}`], { title: 'A' })
  data.complete([`${completed}`])
  data.trash([`${thrown}`])
  await data.create({ title: 'd' }).persisted
}

const inbox = (data: Data) =>
  data
    .view({ kind: 'inbox' })
    .get()
    .map((id) => data.row(id).get()?.task.title)

/** Everything is there once, and nobody is asked anything. */
async function expectAllOf(data: Data, ada: Person, weather: Weather) {
  Object.assign(weather, { foreign: 0, at: undefined, as: undefined })
  await expect.poll(() => data.sync().then(data.state.get)).toEqual({ kind: 'saved' })
  expect(data.conflicts.get()).toEqual([])
  const tasks = await serverTasks(ada)
  expect(Object.keys(tasks).toSorted()).toEqual(['A', 'b', 'c', 'd'])
  const done = { completed_at: expect.any(String), version: 2 }
  const thrown = { deleted_at: expect.any(String), version: 2 }
  expect(tasks).toMatchObject({ A: { version: 2 }, b: done, c: thrown, d: { version: 1 } })
}

describe('a push that something else answers', () => {
  it.for(all)(
    'waits, asks nothing and is not called saved: %s',
    async (as, { ada, open, weather }) => {
      const data = await open()
      await fourEdits(data, weather)
      weather.as = as
      // In the place of the API, or after it has done all of it.
      for (let n = 0; n < 4; n += 1) {
        await data.sync()
        expect(data.state.get()).toMatchObject({ kind: 'trouble', waiting: 4 })
        expect(data.conflicts.get()).toEqual([])
        expect(inbox(data)).toEqual(['A', 'd'])
        expect(await data.unsent()).toBe(4)
      }
      await expectAllOf(data, ada, weather)
    },
  )
})

describe('a pull that something else answers', () => {
  it.for(all)('leaves the rows where they are: %s', async (as, { open, weather }) => {
    const [one, two] = [await open('one'), await open('two')]
    await one.create({ title: 'a' }).persisted
    await one.sync()
    await two.sync()
    Object.assign(weather, { foreign: 1, as, at: '/api/v1/changes' })
    await one.create({ title: 'b' }).persisted
    for (let n = 0; n < 4; n += 1) {
      for (const data of [one, two]) await data.sync()
      expect(inbox(one)).toEqual(['a', 'b'])
      expect(inbox(two)).toEqual(['a'])
      expect(two.state.get()).toMatchObject({ kind: 'trouble', code: expect.stringMatching(/./) })
    }
    weather.foreign = 0
    // A try that had begun before may still be at it.
    await expect.poll(() => two.sync().then(() => inbox(two))).toEqual(['a', 'b'])
    expect(two.state.get()).toEqual({ kind: 'saved' })
  })
})

describe('edits of a list', () => {
  it.for(all)('wait for the API itself: %s', async (as, { open, weather }) => {
    const data = await open()
    const made = ['Kept', 'Gone'].map((name) => data.createList({ name }))
    await Promise.all(made.map(({ persisted }) => persisted))
    const [kept, gone] = made.map(({ id }) => id)
    await data.sync()
    Object.assign(weather, { foreign: 1, as, at: '/api/v1/lists' })
    data.updateList(`${kept}`, { name: 'Renamed' })
    data.deleteList(`${gone}`, 'keep')
    await data.createList({ name: 'New' }).persisted
    for (let n = 0; n < 2; n += 1) {
      await data.sync()
      expect(data.state.get()).toMatchObject({ kind: 'trouble', waiting: 3 })
      expect(data.lists.get().map(({ name }) => name)).toEqual(['Renamed', 'New'])
    }
    weather.foreign = 0
    await data.sync()
    expect(data.state.get()).toEqual({ kind: 'saved' })
    const other = await open('other')
    expect(other.lists.get().map(({ name }) => name)).toEqual(['Renamed', 'New'])
  })

  it('end with a deleted list, once the API says so', async ({ ada, open }) => {
    const [one, two] = [await open('one'), await open('two')]
    const { id, persisted } = one.createList({ name: 'Home' })
    await persisted
    await one.sync()
    await two.sync()
    await two.deleteList(id, 'keep').persisted
    await two.sync()
    one.updateList(id, { name: 'House' })
    await one.create({ title: 'a' }).persisted
    await one.sync()
    expect(one.state.get()).toEqual({ kind: 'saved' })
    expect(one.lists.get()).toEqual([])
    expect(await one.unsent()).toBe(0)
    expect(Object.keys(await serverTasks(ada))).toEqual(['a'])
  })
})

it('sends the same request with the same key until the API itself has answered', async ({
  ada,
  open,
  sending,
  weather,
}) => {
  const sent: string[] = []
  const send = sending()
  const data = await open('one', (request) => {
    if (request.method === 'POST') sent.push(`${request.idempotencyKey} ${request.body}`)
    return send(request)
  })
  await fourEdits(data, weather)
  await data.sync()
  const before = sent.length
  for (const as of all) {
    weather.as = as
    await data.sync()
  }
  expect(sent.length - before).toBeGreaterThanOrEqual(all.length)
  expect(new Set(sent.slice(before)).size).toBe(1)
  await expectAllOf(data, ada, weather)
})
