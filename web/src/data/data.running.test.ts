// Copies of one person's tasks against the running API.
import 'fake-indexeddb/auto'
import { describe, expect } from 'vitest'
import type { Data } from './contract.ts'
import { openData } from './open.ts'
import { database, it } from './testing/fixtures.ts'

const titles = (data: Data) =>
  data
    .view({ kind: 'inbox' })
    .get()
    .map((id) => data.row(id).get()?.task.title)

describe('a copy', () => {
  it('shows a mutation at once, and brings it to the server and to another device', async ({
    open,
    serverTasks,
  }) => {
    const one = await open()
    const { id, persisted } = one.create({ title: 'Call Mia', labels: ['home'] })
    expect(titles(one)).toEqual(['Call Mia'])
    expect(one.row(id).get()?.isPending).toBe(true)
    one.update([id], { priority: 4, due_date: '2026-12-24' })
    await persisted
    await one.sync()
    expect(one.row(id).get()).toMatchObject({ isPending: false, task: { version: 2, priority: 4 } })
    expect(one.state.get()).toEqual({ kind: 'saved' })
    expect(await serverTasks()).toEqual([one.row(id).get()?.task])

    const two = await open('two')
    expect(two.row(id).get()?.task).toEqual(one.row(id).get()?.task)
    two.complete([id])
    await two.sync()
    await one.sync()
    expect(one.row(id).get()?.task.completed_at).toEqual(expect.any(String))
    expect(one.view({ kind: 'completed' }).get()).toEqual([id])
  })

  it('keeps offline mutations across a reload, and sends them later', async ({
    open,
    serverTasks,
    weather,
  }) => {
    const before = await open()
    weather.cut = 1
    const { id } = before.create({ title: 'Offline' })
    await before.update([id], { notes: 'Written on the train' }).persisted
    await before.sync()
    expect(before.state.get()).toEqual({ kind: 'offline', waiting: 2 })
    before.close()
    const after = await open()
    expect(after.row(id).get()).toMatchObject({
      isPending: true,
      task: { notes: 'Written on the train' },
    })
    expect(await serverTasks()).toEqual([])
    weather.cut = 0
    await after.sync()
    expect(await serverTasks()).toMatchObject([{ id, notes: 'Written on the train' }])
  })

  it('runs a request once that is sent again because its answer was lost', async ({
    open,
    serverTasks,
    weather,
  }) => {
    const one = await open()
    weather.lost = 1
    const { id } = one.create({ title: 'Water', due_date: '2026-11-25', recurrence: 'FREQ=DAILY' })
    await one.complete([id]).persisted
    await one.sync()
    await one.sync()
    weather.lost = 0
    await one.sync()
    const [task] = await serverTasks()
    expect(task).toMatchObject({ id, version: 2, completed_at: null })
    expect(one.row(id).get()).toMatchObject({ isPending: false, task })
  })

  it('agrees with the server after unconditional mutations and a change elsewhere', async ({
    open,
    serverTasks,
  }) => {
    const [one, two] = [await open('one'), await open('two')]
    const { id } = one.create({ title: 'Call Mia' })
    await one.complete([id]).persisted
    await one.sync()
    await two.sync()
    two.update([id], { title: 'Ring Mia' })
    await two.sync()
    // What is said about it says the version only, and that is not the one that this device would have made.
    one.reopen([id])
    one.update([id], { notes: 'Her number' })
    await one.sync()
    one.update([id], { title: 'Call Mia back' })
    await one.sync()
    const [task] = await serverTasks()
    expect(task).toMatchObject({ notes: 'Her number', completed_at: null })
    expect(one.row(id).get()?.task).toMatchObject({ notes: 'Her number', completed_at: null })
    await two.sync()
    expect(two.row(id).get()?.task).toEqual(task)
  })

  it('does not show a task again that was created and deleted in one request', async ({
    open,
    serverTasks,
    weather,
  }) => {
    const one = await open()
    weather.cut = 1
    const done = ['one', 'two', 'three'].map((title) => one.create({ title }))
    await Promise.all(done.map(({ persisted }) => persisted))
    for (const { undo } of done.toReversed()) await undo().persisted
    const inbox = one.view({ kind: 'inbox' })
    const seen: number[] = []
    inbox.subscribe(() => seen.push(inbox.get().length))
    weather.cut = 0
    await one.sync()
    await expect.poll(() => one.unsent()).toBe(0)
    expect(seen.filter((count) => count > 0)).toEqual([])
    expect(await serverTasks()).toEqual([])
  })

  it('deletes a subtask with the task that it was moved below', async ({
    open,
    serverTasks,
    weather,
  }) => {
    const [one, two] = [await open(), await open('elsewhere')]
    const { id } = one.create({ title: 'Moved' })
    await one.sync()
    await two.sync()
    weather.cut = 1
    one.update([id], { title: 'Edited' })
    const parent = one.create({ title: 'Parent' })
    one.move([id], { parent_id: parent.id })
    await one.purge([parent.id, id]).persisted
    weather.cut = 0
    await one.sync()
    await two.sync()
    expect([await one.unsent(), two.row(id).get(), await serverTasks()]).toEqual([0, undefined, []])
  })

  it('takes the current list if the answer to its creation was lost for good', async ({
    ada,
    open,
    weather,
  }) => {
    const [one, two] = [await open(), await open('elsewhere')]
    weather.lost = 1
    const { id, persisted } = one.createList({ name: 'Hoem', color: 'red' })
    await persisted
    await one.sync()
    weather.lost = 0
    await two.sync()
    two.updateList(id, { name: 'Home' })
    await two.sync()
    // After a day the server does not know any more what it has answered.
    await database()`delete from idempotent_responses where user_id = ${ada.id}`
    const before = await one.unsent()
    await one.sync()
    expect([before, await one.unsent(), one.conflicts.get()]).toEqual([1, 0, []])
    expect(one.lists.get()).toEqual(two.lists.get())
  })

  it('leaves a list in place if the list to come after is gone', async ({ open, weather }) => {
    const [before, two] = [await open(), await open('elsewhere')]
    const [left, right] = ['Left', 'Right'].map((name) => before.createList({ name }).id)
    await before.sync()
    await two.sync()
    weather.cut = 1
    await before.moveList(left ?? '', right ?? '').persisted
    before.close()
    weather.cut = 0
    two.deleteList(right ?? '', 'keep')
    await two.sync()
    const one = await open()
    expect([await one.unsent(), one.conflicts.get()]).toEqual([0, []])
    expect(one.lists.get()).toEqual(two.lists.get())
  })

  it('counts pending mutations before it has read them, and notices that another tab has erased everything', async ({
    ada,
    open,
    opened,
    sending,
    weather,
  }) => {
    const before = await open()
    weather.cut = 1
    await before.create({ title: 'Unsent' }).persisted
    before.close()
    const userId = `${ada.id}-one`
    const shown = new Promise<void>(() => {})
    const deps = { userId, send: sending(), timezone: 'UTC', shown, isOnline: () => true }
    const tab = await openData(deps)
    opened.push(tab)
    expect(await tab.unsent()).toBe(1)
    const other = await open()
    await tab.erase()
    await expect.poll(() => other.state.get()).toMatchObject({ kind: 'trouble', code: 'closed' })
  })

  it('undoes every action', async ({ open }) => {
    const one = await open()
    const list = one.createList({ name: 'Home' })
    const { id } = one.create(
      { title: 'Call', due_date: '2026-11-01', recurrence: 'FREQ=WEEKLY' },
      { list_id: list.id },
    )
    const { id: other } = one.create({ title: 'Other' })
    const shelved = one.createList({ name: 'Shelved' })
    one.createList({ name: 'Last' })
    one.updateList(shelved.id, { archived: true })
    await one.sync()
    const shownNow = () =>
      [
        one.row(id).get(),
        one.row(other).get(),
        one.lists.get().map(({ name }) => name),
        one.lists.get(),
        one.archivedLists.get().map(({ id }) => id),
      ].map((value) =>
        JSON.stringify(value, (key, inner) =>
          ['version', 'seq', 'updated_at', 'waiting', 'created_at', 'rank'].includes(key)
            ? undefined
            : inner,
        ),
      )
    const as = shownNow()
    for (const act of [
      () => one.update([id, other], { title: 'Same', priority: 3 }),
      () => one.complete([id, other]),
      () => one.trash([id]),
      () => one.move([other], { list_id: list.id, after_id: null }),
      () => one.updateList(list.id, { name: 'House', color: 'red', archived: true }),
      () => one.deleteList(list.id, 'keep'),
      () => one.deleteList(list.id, 'trash'),
      () => one.deleteList(shelved.id, 'keep'),
    ]) {
      const done = act()
      await one.sync()
      expect(shownNow()).not.toEqual(as)
      done.undo()
      await one.sync()
      expect(one.conflicts.get()).toEqual([])
      expect(shownNow()).toEqual(as)
    }
  })
})

it('works without storage until the tab closes, and says so', async ({ open, serverTasks }) => {
  const keeping = globalThis.indexedDB
  Object.assign(globalThis, {
    indexedDB: {
      open() {
        throw new DOMException('not here', 'SecurityError')
      },
    },
  })
  try {
    const one = await open('forgetful')
    const { id, persisted } = one.create({ title: 'Here and now' })
    await expect(persisted).rejects.toThrow('keeps nothing')
    await one.update([id], { priority: 2 }).persisted.catch(() => {})
    await one.sync()
    await expect.poll(() => one.unsent()).toBe(0)
    expect(await serverTasks()).toMatchObject([{ title: 'Here and now', priority: 2 }])
    expect(one.row(id).get()).toMatchObject({ isPending: false })
  } finally {
    Object.assign(globalThis, { indexedDB: keeping })
  }
})
