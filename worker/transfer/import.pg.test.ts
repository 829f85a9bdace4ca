// The outcome of each row of a file.
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { exported, file, imported, outcomes } from '../testing/files.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'

const id = () => crypto.randomUUID()
const tasksOf = async (person: Person) => (await exported(person)).tasks

describe('a row', () => {
  it('becomes a task with its dates, its place and its age', async () => {
    const ada = await signUp()
    const list = {
      ...{ id: id(), name: 'Home', color: 'teal', rank: 'b12' },
      ...{ archived_at: '2021-01-01T00:00:00.000Z', created_at: '2020-01-01T00:00:00.000Z' },
    }
    const task = {
      ...{ id: id(), title: 'Call Mia', notes: 'Soon', list_id: list.id, parent_id: null },
      ...{ priority: 3, due_date: null, due_at: '2026-12-24T17:00:00.000Z' },
      ...{ due_timezone: 'Europe/Berlin', labels: ['home'], rank: 'a5' },
      ...{ recurrence: 'FREQ=WEEKLY;BYDAY=MO', recurrence_from: 'completed' },
      ...{ completed_at: '2022-01-01T00:00:00.000Z', deleted_at: '2023-01-01T00:00:00.000Z' },
      created_at: '2020-02-02T00:00:00.000Z',
    }
    expect(await imported(ada, file([task], [list]))).toMatchObject({ created: 2, refused: 0 })
    const all = await exported(ada)
    expect(all.lists).toEqual([expect.objectContaining(list)])
    expect(all.tasks).toEqual([expect.objectContaining({ ...task, version: 1 })])
  })

  it('is left unchanged if it exists, even if the file differs', async () => {
    const ada = await signUp()
    const tasks = [
      { id: id(), title: 'One' },
      { title: 'Two', id: id() },
    ]
    const lists = [{ id: id(), name: 'Home' }]
    await imported(ada, file(tasks, lists))
    const before = await exported(ada)
    const changed = tasks.map((task) => ({ ...task, title: 'Other', recurrence: 'FREQ=SECONDLY' }))
    const again = await imported(ada, file(changed, [{ ...lists[0], name: 'Other' }]))
    expect(again).toMatchObject({ created: 0, exists: 3, refused: 0 })
    expect(outcomes(again)).toEqual([['exists'], ['exists'], ['exists']])
    const { tasks: after, lists: listsAfter } = await exported(ada)
    expect([after, listsAfter]).toEqual([before.tasks, before.lists])
  })

  it('with an error is refused by name, and the others are imported', async () => {
    const ada = await signUp()
    const report = await imported(
      ada,
      file([
        { id: id(), title: 'One' },
        { id: id(), title: '', due_date: '2026-02-30', colour: 'red' },
        { id: id(), title: 'Three' },
      ]),
    )
    expect(report).toMatchObject({ created: 2, exists: 0, refused: 1, skipped: 0 })
    expect(report.rows[1]).toMatchObject({
      row: 2,
      type: null,
      errors: [
        { pointer: '/tasks/1/title', code: 'too_short' },
        { pointer: '/tasks/1/due_date', code: 'invalid_format' },
        { pointer: '/tasks/1/colour', code: 'unknown_field' },
      ],
    })
    expect((await tasksOf(ada)).map(({ title }) => title).sort()).toEqual(['One', 'Three'])
  })

  it('loses a list or parent that does not exist, with a warning', async () => {
    const ada = await signUp()
    const [parent, child] = [id(), id()]
    const report = await imported(
      ada,
      file([
        { id: id(), title: 'A', list_id: id(), parent_id: id() },
        { id: parent, title: 'B' },
        { id: child, title: 'C', parent_id: parent },
      ]),
    )
    expect(outcomes(report)).toEqual([
      ['created', 'list_missing', 'parent_missing'],
      ['created'],
      ['created'],
    ])
    const below = await imported(ada, file([{ id: id(), title: 'D', parent_id: child }]))
    expect(outcomes(below)).toEqual([['created', 'parent_is_subtask']])
  })

  it('is imported after its parent, wherever that is in the file, and into its list', async () => {
    const ada = await signUp()
    const [list, other, parent] = [id(), id(), id()]
    const report = await imported(
      ada,
      file(
        [
          { id: id(), title: 'Child', parent_id: parent },
          { id: id(), title: 'Stray', parent_id: parent, list_id: other },
          { id: parent, title: 'Parent', list_id: list },
        ],
        [list, other].map((one) => ({ id: one, name: one })),
      ),
    )
    expect(outcomes(report).slice(2)).toEqual([
      ['created'],
      ['created', 'list_of_parent'],
      ['created'],
    ])
    for (const task of await tasksOf(ada)) expect(task.list_id).toBe(list)
  })

  it('keeps a rule that Duly cannot follow in its notes, and a valid one in our form', async () => {
    const ada = await signUp()
    const rule = 'FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR'
    const report = await imported(
      ada,
      file([
        { id: id(), title: 'A', notes: 'Pay', due_date: '2026-12-24', recurrence: rule },
        { id: id(), title: 'B', recurrence: 'FREQ=DAILY' },
        { id: id(), title: 'C', due_date: '2026-12-24', recurrence: 'RRULE:FREQ=DAILY;INTERVAL=1' },
      ]),
    )
    expect(outcomes(report)).toEqual([
      ['created', 'recurrence_unsupported'],
      ['created', 'recurrence_unsupported'],
      ['created'],
    ])
    const kept = (await tasksOf(ada)).map(({ title, notes, recurrence }) => [
      title,
      notes,
      recurrence,
    ])
    expect(kept.sort()).toEqual([
      ['A', `Pay\n\nRepeats: ${rule}`, null],
      ['B', 'Repeats: FREQ=DAILY', null],
      ['C', '', 'FREQ=DAILY'],
    ])
  })

  it("with an instant and no zone gets the request's zone, or UTC", async () => {
    const ada = await signUp()
    const one = () => file([{ id: id(), title: 'A', due_at: '2026-12-24T17:00:00Z' }])
    const query = '?timezone=Europe/Berlin'
    expect(outcomes(await imported(ada, one(), query))).toEqual([['created', 'timezone_assumed']])
    await imported(ada, one())
    const zones = (await tasksOf(ada)).map(({ due_timezone }) => due_timezone)
    expect(zones.sort()).toEqual(['Europe/Berlin', 'UTC'])
  })

  it.each([
    ['that the database does not know is in UTC', 'US/Pacific-New', 'UTC', ['timezone_unknown']],
    ['that the database takes for another is in UTC', 'IST', 'UTC', ['timezone_unknown']],
    ['of one word keeps its summer time', 'CET', 'Europe/Brussels', []],
  ])('in a zone %s', async (_, due_timezone, kept, warnings) => {
    const ada = await signUp()
    const due = { due_at: '2026-07-24T17:00:00.000Z', due_timezone }
    const report = await imported(ada, file([{ id: id(), title: 'A', ...due }]))
    expect(outcomes(report)).toEqual([['created', ...warnings]])
    expect(await tasksOf(ada)).toEqual([expect.objectContaining({ ...due, due_timezone: kept })])
  })

  it('that violates an unforeseen constraint does not affect the others', async () => {
    const ada = await signUp()
    await sql`alter table tasks add constraint unforeseen check (title not like 'unforeseen%')`
    try {
      const titles = ['A', `unforeseen ${id()}`, 'C']
      const tasks = titles.map((title) => ({ id: id(), title }))
      for (const query of ['?dry_run=true', '']) {
        expect(outcomes(await imported(ada, file(tasks), query))).toEqual([
          ['created'],
          ['refused', 'invalid'],
          ['created'],
        ])
      }
      expect((await tasksOf(ada)).map(({ title }) => title).sort()).toEqual(['A', 'C'])
    } finally {
      await sql`alter table tasks drop constraint unforeseen`
    }
  })
})

describe('rows', () => {
  it('without a rank keep the order of the file, after existing tasks', async () => {
    const ada = await signUp()
    await call('/api/v1/tasks', { token: ada.token, body: { title: 'First' } })
    const names = ['Second', 'Third', 'Fourth']
    await imported(ada, ['title', ...names].join('\n'), '?format=csv')
    const inbox = await call('/api/v1/tasks?view=inbox&sort=rank', { token: ada.token })
    const { items } = await inbox.json<{ items: { title: string }[] }>()
    expect(items.map(({ title }) => title)).toEqual(['First', ...names])
  })

  it('with an invalid rank get a new one', async () => {
    const ada = await signUp()
    const ranks = ['a5', '~', 'a', 'a10', 'zz', 'A1']
    await imported(ada, file(ranks.map((rank) => ({ id: id(), title: rank, rank }))))
    const kept = (await tasksOf(ada)).filter(({ title, rank }) => title === rank)
    expect(kept.map(({ rank }) => rank)).toEqual(['a5'])
    for (const { id: task } of await tasksOf(ada)) {
      const options = { token: ada.token, body: { after_id: null } }
      expect((await call(`/api/v1/tasks/${task}/move`, options)).status).toBe(200)
    }
  })

  it('can be found by search, and used', async () => {
    const ada = await signUp()
    await imported(ada, 'title,notes,labels\nCafé crème,in the résumé,plants', '?format=csv')
    for (const q of ['cafe', 'resum', 'creme resume']) {
      const found = await call(`/api/v1/tasks?q=${q}&label=plants`, { token: ada.token })
      expect((await found.json<{ items: object[] }>()).items).toHaveLength(1)
    }
  })

  it('are reported but not written in a dry run, even over several batches', async () => {
    const ada = await signUp()
    const lists = [{ id: id(), name: 'Home' }]
    const parents = Array.from({ length: 1_000 }, (_, n) => ({
      id: id(),
      title: `Parent ${n}`,
      list_id: lists[0]?.id,
    }))
    const children = parents
      .slice(0, 100)
      .map((parent) => ({ id: id(), title: 'Child', parent_id: parent.id }))
    const before = await (await call('/api/v1/changes', { token: ada.token })).json()
    const dry = await imported(ada, file([...children, ...parents], lists), '?dry_run=true')
    expect(dry).toMatchObject({ dry_run: true, created: 1_101, exists: 0, refused: 0 })
    expect(dry.rows.filter(({ warnings }) => warnings)).toEqual([])
    expect(await (await call('/api/v1/changes', { token: ada.token })).json()).toEqual(before)
    const real = await imported(ada, file([...children, ...parents], lists))
    expect(real).toEqual({ ...dry, dry_run: false })
  })

  it('use a list with the same name, or create it once', async () => {
    const ada = await signUp()
    const { id: home } = await (
      await call('/api/v1/lists', { token: ada.token, body: { name: 'Home' } })
    ).json<{ id: string }>()
    const text = 'title,list\nA,Home\nB,Work\nC,Home\nD,Work'
    const report = await imported(ada, text, '?format=csv')
    expect(report.rows.filter(({ type }) => type === 'list')).toEqual([
      { row: 2, type: 'list', id: home, outcome: 'exists' },
      { row: 3, type: 'list', id: expect.any(String), outcome: 'created' },
    ])
    expect(await imported(ada, text, '?format=csv')).toMatchObject({ created: 0, exists: 6 })
    const { lists, tasks } = await exported(ada)
    expect(lists.map(({ name }) => name).sort()).toEqual(['Home', 'Work'])
    expect(tasks.filter(({ list_id }) => list_id === home)).toHaveLength(2)
  })
})
