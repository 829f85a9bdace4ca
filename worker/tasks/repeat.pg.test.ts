// Completing a repeating task moves it to its next date, in the same call.
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task } from './schema.ts'

/** Days from today in UTC, the default zone of a task without a time. */
const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)

const create = async ({ token }: Person, body: object) =>
  await (await call('/api/v1/tasks', { token, body: { title: 'Water', ...body } })).json<Task>()
const complete = async ({ token }: Person, id: string, query = '') =>
  await (await call(`/api/v1/tasks/${id}/complete${query}`, { method: 'POST', token })).json<Task>()

describe('completing a repeating task', () => {
  it('moves it to its next date and leaves it open', async () => {
    const ada = await signUp()
    const { id } = await create(ada, { due_date: day(0), recurrence: 'FREQ=DAILY;INTERVAL=3' })
    expect(await complete(ada, id)).toMatchObject({
      due_date: day(3),
      completed_at: null,
      version: 2,
    })
  })

  it('skips dates that have passed, and stays in its series', async () => {
    const ada = await signUp()
    const { id } = await create(ada, { due_date: day(-10), recurrence: 'FREQ=DAILY;INTERVAL=3' })
    expect(await complete(ada, id)).toMatchObject({ due_date: day(2) })
  })

  it('counts from the day of completion if set so', async () => {
    const ada = await signUp()
    const task = { due_date: day(-10), recurrence: 'FREQ=DAILY;INTERVAL=3' }
    const { id } = await create(ada, { ...task, recurrence_from: 'completed' })
    expect(await complete(ada, id)).toMatchObject({ due_date: day(3) })
  })

  it("uses the day in the caller's zone", async () => {
    const ada = await signUp()
    const task = { recurrence: 'FREQ=DAILY', recurrence_from: 'completed' }
    const days = await Promise.all(
      ['Pacific/Kiritimati', 'Etc/GMT+12'].map(async (timezone) => {
        const { id } = await create(ada, { ...task, due_date: day(0) })
        return (await complete(ada, id, `?timezone=${encodeURIComponent(timezone)}`)).due_date
      }),
    )
    const local = (timeZone: string) =>
      new Intl.DateTimeFormat('sv', { timeZone }).format(Date.now() + 86_400_000)
    expect(days).toEqual([local('Pacific/Kiritimati'), local('Etc/GMT+12')])
  })

  it('counts down, and the last time completes it', async () => {
    const ada = await signUp()
    const { id } = await create(ada, { due_date: day(0), recurrence: 'FREQ=DAILY;COUNT=2' })
    expect(await complete(ada, id)).toMatchObject({
      due_date: day(1),
      recurrence: 'FREQ=DAILY;COUNT=1',
    })
    expect(await complete(ada, id)).toMatchObject({
      due_date: day(1),
      completed_at: expect.any(String),
    })
  })

  it('reopens its subtasks', async () => {
    const ada = await signUp()
    const { id } = await create(ada, { due_date: day(0), recurrence: 'FREQ=DAILY' })
    const step = await create(ada, { parent_id: id })
    await complete(ada, step.id)
    await complete(ada, id)
    const read = await call(`/api/v1/tasks/${step.id}`, { token: ada.token })
    expect(await read.json()).toMatchObject({ completed_at: null })
  })

  it('with If-Match happens once, however often it is sent', async () => {
    const ada = await signUp()
    const { id } = await create(ada, { due_date: day(0), recurrence: 'FREQ=DAILY' })
    const headers = { 'If-Match': '"1"' }
    const path = `/api/v1/tasks/${id}/complete`
    const answers = await Promise.all(
      [1, 2, 3].map(() => call(path, { method: 'POST', token: ada.token, headers })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  })

  it('requires a due date', async () => {
    const ada = await signUp()
    const body = { title: 'Water', recurrence: 'FREQ=DAILY' }
    const answer = await call('/api/v1/tasks', { token: ada.token, body })
    expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/recurrence' }] })
  })
})

describe('at the ends of the calendar', () => {
  const rules = [
    'FREQ=DAILY',
    'FREQ=DAILY;COUNT=3',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR',
    'FREQ=MONTHLY;BYDAY=-1SU;COUNT=999',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=YEARLY;INTERVAL=999',
  ]
  const ends = [
    ['0001-01-01T00:00:00Z', 'America/New_York'],
    ['0001-01-01T00:00:00Z', 'Pacific/Kiritimati'],
    ['9999-12-31T03:30:00Z', 'America/New_York'],
    ['9999-12-31T23:59:59.999Z', 'Pacific/Kiritimati'],
  ] as const

  it.each(ends)('%s in %s stays within it, or is completed', async (due_at, due_timezone) => {
    const ada = await signUp()
    for (const recurrence of rules) {
      const { id } = await create(ada, { due_at, due_timezone, recurrence })
      const task = await complete(ada, id)
      expect(task.due_at).toMatch(/^\d{4}-/)
      expect(task.completed_at === null || task.due_at === new Date(due_at).toISOString()).toBe(
        true,
      )
      // What the database returns as due can be sent back by a client.
      const patch = { method: 'PATCH', token: ada.token, body: { due_at: task.due_at } }
      expect(await (await call(`/api/v1/tasks/${id}`, patch)).json()).toEqual(task)
    }
  })
})

describe('across daylight saving', () => {
  const series = async (due_at: string) => {
    const ada = await signUp()
    const place = { due_timezone: 'Europe/Berlin', recurrence: 'FREQ=DAILY' }
    const { id } = await create(ada, { due_at, ...place })
    const days = []
    for (let n = 0; n < 3; n += 1) days.push((await complete(ada, id)).due_at)
    return days
  }

  it('a skipped hour moves the task once, not for good', async () => {
    // 02:30, then 03:30 because the 30th has no 02:30, and 02:30 again.
    expect(await series('2127-03-28T02:30:00+01:00')).toEqual([
      '2127-03-29T01:30:00.000Z',
      '2127-03-30T01:30:00.000Z',
      '2127-03-31T00:30:00.000Z',
    ])
  })

  it('a repeated hour counts once', async () => {
    expect(await series('2127-10-24T02:30:00+02:00')).toEqual([
      '2127-10-25T00:30:00.000Z',
      '2127-10-26T01:30:00.000Z',
      '2127-10-27T01:30:00.000Z',
    ])
  })
})
