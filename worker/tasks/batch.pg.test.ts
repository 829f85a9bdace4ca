import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { control, sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task, TaskList } from './schema.ts'

const batch = ({ token }: Person, operations: object[]) =>
  call('/api/v1/tasks/batch', { token, body: { operations } })
const create = async ({ token }: Person, title: string) =>
  await (await call('/api/v1/tasks', { token, body: { title } })).json<Task>()
const titles = async ({ token }: Person) =>
  (await (await call('/api/v1/tasks?sort=rank', { token })).json<TaskList>()).items.map(
    ({ title }) => title,
  )
const newTask = (title: string) => ({ op: 'create', body: { title } })

describe('a batch', () => {
  it('performs everything, in order, in one call to the database', async () => {
    const ada = await signUp()
    const [one, two] = [await create(ada, 'One'), await create(ada, 'Two')]
    const parent_id = uuidv7()
    const answers: Response[] = []
    const calls = await control.record(async () => {
      answers.push(
        await batch(ada, [
          { op: 'create', body: { id: parent_id, title: 'Parent' } },
          { op: 'create', body: { title: 'Child', parent_id } },
          { op: 'update', id: one.id, if_match: 1, body: { title: 'Uno' } },
          { op: 'delete', id: two.id },
        ]),
      )
    })
    expect(calls).toHaveLength(1)
    const { results } =
      (await answers[0]?.json<{ results: { status: number; resource: Task }[] }>()) ?? {}
    expect(results?.map(({ status, resource }) => [status, resource.title])).toEqual([
      [201, 'Parent'],
      [201, 'Child'],
      [200, 'Uno'],
      [200, 'Two'],
    ])
    expect(results?.[3]?.resource.deleted_at).toEqual(expect.any(String))
    expect(await titles(ada)).toEqual(['Uno', 'Parent', 'Child'])
  })

  it('accepts the id of a new task beside its body, or in it', async () => {
    const [ada, one, two] = [await signUp(), uuidv7(), uuidv7()]
    const answer = await batch(ada, [
      { op: 'create', id: one, body: { title: 'One' } },
      { op: 'create', body: { id: two, title: 'Two' } },
      { op: 'create', id: two, body: { id: two, title: 'Two' } },
    ])
    const { results } = await answer.json<{ results: { status: number; resource: Task }[] }>()
    expect(results.map(({ status, resource }) => [status, resource.id])).toEqual([
      [201, one],
      [201, two],
      [200, two],
    ])
    const both = { op: 'create', id: one, body: { id: two, title: 'Two' } }
    expect(await (await batch(ada, [both])).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/operations/0/id', code: 'invalid' }],
    })
  })

  it('performs every operation on a task', async () => {
    const ada = await signUp()
    const [one, two] = [await create(ada, 'One'), await create(ada, 'Two')]
    const daily = { title: 'Daily', due_date: '2026-01-01', recurrence: 'FREQ=DAILY' }
    const repeating = uuidv7()
    const answer = await batch(ada, [
      { op: 'create', body: { ...daily, id: repeating } },
      { op: 'complete', id: repeating, timezone: 'Pacific/Kiritimati' },
      { op: 'complete', id: one.id, if_match: 1 },
      { op: 'reopen', id: one.id, if_match: 2 },
      { op: 'move', id: one.id, body: { after_id: two.id } },
      { op: 'delete', id: two.id },
      { op: 'restore', id: two.id },
      { op: 'delete', id: two.id, permanent: true, if_match: 3 },
    ])
    const { results } = await answer.json<{ results: { status: number; resource?: Task }[] }>()
    const today = new Date(Date.now() + 14 * 36e5).toISOString().slice(0, 10)
    expect(results[1]?.resource?.completed_at).toBeNull()
    expect(results[1]?.resource?.due_date?.localeCompare(today)).toBeGreaterThanOrEqual(0)
    expect(results[2]?.resource?.completed_at).toEqual(expect.any(String))
    expect(results[3]?.resource?.completed_at).toBeNull()
    expect(results[5]?.resource?.deleted_at).toEqual(expect.any(String))
    expect(results[6]?.resource?.deleted_at).toBeNull()
    expect(results[7]).toEqual({ status: 204 })
    expect(await titles(ada)).toEqual(['One', 'Daily'])
    expect((await call(`/api/v1/tasks/${two.id}`, { token: ada.token })).status).toBe(404)
  })

  it('does nothing if one is refused, and says which one and why', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const [one, hers] = [await create(bob, 'One'), await create(ada, 'Hers')]
    const refused = [
      [{ op: 'update', id: uuidv7(), body: { title: 'x' } }, 404, 'not_found'],
      [{ op: 'update', id: hers.id, body: { title: 'x' } }, 404, 'not_found'],
      [{ op: 'delete', id: one.id, if_match: 7 }, 412, 'version_mismatch'],
      [{ op: 'create', body: { id: one.id, title: 'x' } }, 409, 'task_exists'],
      [{ op: 'create', body: { title: 'x', list_id: uuidv7() } }, 422, 'validation_failed'],
    ] as const
    for (const [operation, status, code] of refused) {
      const answer = await batch(bob, [newTask('New'), operation, newTask('Newer')])
      expect(await answer.json()).toMatchObject({ status, code, index: 1 })
    }
    expect(await titles(bob)).toEqual(['One'])
    expect(await titles(ada)).toEqual(['Hers'])
  })

  it.each([
    ['a list that there is not', { list_id: uuidv7() }, 'list_id'],
    ['an empty title', { title: '' }, 'title'],
    ['a field that is not known', { version: 3 }, 'version'],
  ])('points at the place of %s', async (_, fields, field) => {
    const ada = await signUp()
    const operations = [newTask('One'), { op: 'create', body: { title: 'Two', ...fields } }]
    expect(await (await batch(ada, operations)).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: `/operations/1/body/${field}` }],
    })
  })

  it('has 1 to 100 operations', async () => {
    const ada = await signUp()
    const many = (count: number) => Array.from({ length: count }, (_, n) => newTask(`Task ${n}`))
    const start = performance.now()
    expect((await batch(ada, many(100))).status).toBe(200)
    expect(performance.now() - start).toBeLessThan(2_000)
    expect((await batch(ada, many(101))).status).toBe(422)
    expect((await batch(ada, [])).status).toBe(422)
  })

  it('may refer to a task several times, even to one it creates', async () => {
    const ada = await signUp()
    const [id, { id: other }] = [uuidv7(), await create(ada, 'Other')]
    const body = { id, title: 'Made' }
    const answer = await batch(ada, [
      { op: 'create', body },
      { op: 'create', body },
      { op: 'update', id, if_match: 1, body: { title: 'Changed' } },
      { op: 'update', id, if_match: 2, body: { priority: 4 } },
      { op: 'update', id: other, body: { parent_id: id } },
      { op: 'delete', id, if_match: 3 },
      { op: 'update', id: other, if_match: 3, body: { notes: 'Went along to the trash' } },
    ])
    const { results } = await answer.json<{ results: { status: number; resource: Task }[] }>()
    expect(results.map(({ status, resource }) => [status, resource.version])).toEqual([
      [201, 1],
      [200, 1],
      [200, 2],
      [200, 3],
      [200, 2],
      [200, 4],
      [200, 4],
    ])
    expect(await titles(ada)).toEqual([])
  })

  it('reports a version that it has already changed itself, and an id that is taken', async () => {
    const ada = await signUp()
    const id = uuidv7()
    const made = { op: 'create', body: { id, title: 'Made' } }
    const change = { op: 'update', id, if_match: 1, body: { title: 'Changed' } }
    const stale = await (await batch(ada, [made, change, change])).json()
    expect(stale).toMatchObject({ status: 412, index: 2, current: { title: 'Changed' } })
    const other = { op: 'create', body: { id, title: 'Another' } }
    expect(await (await batch(ada, [made, other])).json()).toMatchObject({ status: 409, index: 1 })
    expect(await titles(ada)).toEqual([])
  })

  it('accepts a hundred tasks with as many words as a body can hold, and replays its response in the minimal form', async () => {
    const ada = await signUp()
    const notes = (length: number) =>
      Array.from({ length }, (_, n) => `w${n.toString(36)}`)
        .join(' ')
        .slice(0, length)
    const bodyOf = (length: number) =>
      JSON.stringify({
        operations: Array.from({ length: 100 }, (_, n) => ({
          op: 'create',
          body: { title: `Task ${n}`, notes: notes(length) },
        })),
      })
    const ask = (body: string) =>
      call('/api/v1/tasks/batch', { token: ada.token, body, headers: { 'Idempotency-Key': 'k' } })
    const body = bodyOf(2_560)
    expect(body.length).toBeGreaterThan(255 * 1_024)
    expect(body.length).toBeLessThanOrEqual(256 * 1_024)
    const start = performance.now()
    const first = await ask(body)
    expect(performance.now() - start).toBeLessThan(4_000)
    expect(first.status).toBe(200)
    const second = await ask(body)
    expect(second.headers.get('Idempotency-Replayed')).toBe('true')
    expect(second.headers.get('Preference-Applied')).toBe('return=minimal')
    const { results } = await first.json<{
      results: { status: number; resource: Task }[]
    }>()
    expect(await second.json()).toEqual({
      results: results.map(({ status, resource }) => ({
        status,
        id: resource.id,
        version: resource.version,
        seq: resource.seq,
      })),
    })
    expect((await ask(bodyOf(2_660))).status).toBe(413)
    const [row] = await sql`
      select count(*)::int as count, min(length(notes)) as least from tasks where user_id = ${ada.id}`
    expect(row).toEqual({ count: 100, least: 2_560 })
  })

  it('never deadlocks with others over the same tasks in other orders', async () => {
    const ada = await signUp()
    const tasks: Task[] = []
    for (let n = 0; n < 10; n += 1) tasks.push(await create(ada, `Task ${n}`))
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, client) => {
        const order = client % 2 === 0 ? tasks : tasks.toReversed()
        const operations = order.flatMap(({ id }) => [
          { op: 'update', id, body: { title: `Client ${client}` } },
          { op: 'update', id, body: { priority: client % 5 } },
        ])
        return batch(ada, operations)
      }),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(new Set(await titles(ada)).size).toBe(1)
  })
})
