// What a copy asks about, against the running API: edits that clash, were refused, or are of what is gone.
import 'fake-indexeddb/auto'
import { describe, expect } from 'vitest'
import { database, it } from '../testing/fixtures.ts'

describe('a copy', () => {
  it('merges edits of different fields, and has a conflict about the same field', async ({
    open,
    serverTasks,
  }) => {
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

  it.for([
    ['trash', 'trashed'],
    ['purge', 'deleted'],
  ] as const)(
    'asks about an edit of a task that went elsewhere: %s',
    async ([went, kind], { open, serverTasks }) => {
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
    },
  )

  it('keeps a mutation that the API refuses, says why, and continues with the others', async ({
    open,
    serverTasks,
  }) => {
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

  it('has a conflict for every field of every mutation, and drops none that is undecided', async ({
    open,
    serverTasks,
    weather,
  }) => {
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

  it('drops a rejected or conflicting mutation whose task was permanently deleted here meanwhile', async ({
    open,
    serverTasks,
    weather,
  }) => {
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

  it('has a conflict about a task that was deleted too long ago for a tombstone', async ({
    ada,
    open,
    serverTasks,
  }) => {
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
})
