// Copies of one person's tasks against the running API.
import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { Data } from './contract.ts'
import { openData } from './open.ts'
import { ada, database, open, opened, sending, serverTasks, weather } from './testing/fixtures.ts'

const titles = (data: Data) =>
  data
    .view({ kind: 'inbox' })
    .get()
    .map((id) => data.row(id).get()?.task.title)

describe('a copy', () => {
  it('shows at once what is done, and brings it to the server and to another device', async () => {
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

  it('keeps what is done without a network over a reload, and sends it later', async () => {
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

  it('does once what it sends again because an answer was lost', async () => {
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

  it('ends as the server has it, where edits went through that ask about nothing, after a change elsewhere', async () => {
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

  it('merges edits of different fields, and asks about the same field', async () => {
    const [one, two] = [await open('one'), await open('two')]
    const { id } = one.create({ title: 'Call Mia' })
    await one.sync()
    await two.sync()
    two.update([id], { title: 'Ring Mia', priority: 2 })
    await two.sync()
    one.update([id], { title: 'Call Mia back', notes: 'Her number' })
    await one.sync()
    expect(one.conflicts.get()).toEqual([id])
    expect(one.row(id).get()?.conflict).toEqual({
      kind: 'fields',
      fields: [{ field: 'title', mine: 'Call Mia back', theirs: 'Ring Mia' }],
    })
    const other = one.create({ title: 'Another' })
    await one.sync()
    expect((await serverTasks()).map(({ title }) => title)).toEqual(['Ring Mia', 'Another'])
    await one.resolve(id, 'mine').persisted
    await one.sync()
    expect(one.conflicts.get()).toEqual([])
    expect(await serverTasks()).toMatchObject([
      { title: 'Call Mia back', notes: 'Her number', priority: 2 },
      { id: other.id },
    ])
  })

  it.each([
    ['trash', 'trashed'],
    ['purge', 'deleted'],
  ] as const)('asks about an edit of a task that went elsewhere: %s', async (went, kind) => {
    const [one, two] = [await open('one'), await open('two')]
    const { id } = one.create({ title: 'Call Mia' })
    await one.sync()
    await two.sync()
    two[went]([id])
    await two.sync()
    one.update([id], { title: 'Call Mia back' })
    await one.sync()
    expect(one.row(id).get()).toMatchObject({
      conflict: { kind },
      task: { title: 'Call Mia back' },
    })
    await one.resolve(id, 'mine').persisted
    await one.sync()
    expect(await serverTasks()).toMatchObject([{ id, title: 'Call Mia back', deleted_at: null }])
    expect(one.row(id).get()).toMatchObject({ conflict: null, isPending: false })
  })

  it('keeps an edit that the API refuses, says why, and goes on with the rest', async () => {
    const one = await open()
    const { id } = one.create({ title: 'x'.repeat(501) })
    const { id: good } = one.create({ title: 'Good' })
    await one.sync()
    expect(one.row(id).get()?.conflict).toMatchObject({
      kind: 'rejected',
      code: 'validation_failed',
    })
    expect((await serverTasks()).map((task) => task.id)).toEqual([good])
    await one.update([id], { title: 'Short' }).persisted
    await one.resolve(id, 'theirs').persisted
    expect(one.row(id).get()).toBeUndefined()
  })

  it('does not show again what was made and ended in one request', async () => {
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

  it('asks about every field of every edit, and drops none that nothing was said of', async () => {
    const [one, two] = [await open(), await open('elsewhere')]
    const { id, persisted } = one.create({ title: 'Call', notes: 'n' })
    await persisted
    await one.sync()
    await two.sync()
    two.update([id], { title: 'Theirs', notes: 'theirs', priority: 1 })
    await two.sync()
    weather.cut = 1
    one.update([id], { title: 'Mine' })
    one.update([id], { notes: 'mine' })
    await one.update([id], { priority: 4 }).persisted
    weather.cut = 0
    await one.sync()
    const asked = () => {
      const conflict = one.row(id).get()?.conflict
      return conflict?.kind === 'fields' ? conflict.fields.map(({ field }) => field) : conflict
    }
    expect(asked()).toEqual(['title', 'notes', 'priority'])
    await one.resolve(id, { title: 'mine' }).persisted
    expect(asked()).toEqual(['notes', 'priority'])
    await one.resolve(id, { notes: 'mine', priority: 'theirs' }).persisted
    expect(asked()).toBeNull()
    await one.sync()
    expect(await serverTasks()).toMatchObject([{ title: 'Mine', notes: 'mine', priority: 1 }])
  })

  it('lets go of what was refused, or clashes, and has been deleted for good meanwhile', async () => {
    const [one, two] = [await open(), await open('elsewhere')]
    const parent = one.create({ title: 'Parent' })
    const moved = one.create({ title: 'Moved' })
    const edited = one.create({ title: 'Edited' })
    await one.sync()
    await two.sync()
    weather.cut = 1
    const child = one.create({ title: 'Child', parent_id: parent.id })
    one.purge([child.id])
    one.move([moved.id], { parent_id: parent.id })
    one.purge([moved.id])
    one.update([edited.id], { title: 'Mine' })
    await one.purge([edited.id]).persisted
    weather.cut = 0
    two.trash([parent.id])
    two.update([edited.id], { title: 'Theirs' })
    await two.sync()
    await one.sync()
    expect([await one.unsent(), one.conflicts.get(), await serverTasks()]).toEqual([0, [], []])
  })

  it('ends what it has moved below a task that it ended', async () => {
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

  it('asks about a task that went while it was away for so long that nobody knows of it', async () => {
    const [one, two] = [await open(), await open('elsewhere')]
    const { id } = one.create({ title: 'Call' })
    await one.sync()
    await two.sync()
    two.update([id], { title: 'Theirs' })
    await two.sync()
    await one.update([id], { title: 'Mine' }).persisted
    await one.sync()
    expect(one.row(id).get()?.conflict?.kind).toBe('fields')
    two.purge([id])
    await two.sync()
    const sql = database()
    await sql`update tombstones set deleted_at = deleted_at - interval '31 days' where user_id = ${ada.id}`
    await sql`select app.sweep()`
    await one.sync()
    expect(one.row(id).get()).toMatchObject({
      conflict: { kind: 'deleted' },
      task: { title: 'Mine' },
    })
    await one.resolve(id, 'mine').persisted
    await one.sync()
    expect(await serverTasks()).toMatchObject([{ id, title: 'Mine' }])
  })

  it('takes a list as it is by now where the answer that it was made was lost for good', async () => {
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
    await database()`delete from answers where user_id = ${ada.id}`
    const before = await one.unsent()
    await one.sync()
    expect([before, await one.unsent(), one.conflicts.get()]).toEqual([1, 0, []])
    expect(one.lists.get()).toEqual(two.lists.get())
  })

  it('leaves a list where it is whose new neighbour is gone', async () => {
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

  it('tells how much waits before it has read it, and when another tab has forgotten all', async () => {
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

  it('undoes whatever was done', async () => {
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

it('serves, in a browser that keeps nothing, until the tab closes, and says so', async () => {
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
