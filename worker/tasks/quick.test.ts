// A task from one line of English.
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task, TaskList } from './schema.ts'

const titles = async ({ token }: Person) =>
  (await (await call('/api/v1/tasks?sort=rank', { token })).json<TaskList>()).items.map(
    ({ title }) => title,
  )

describe('quick add', () => {
  const quick = ({ token }: Person, body: object, query = '') =>
    call(`/api/v1/tasks/quick${query}`, { token, body })

  it('creates what it understands, in the named list, whatever its case', async () => {
    const ada = await signUp()
    const made = await call('/api/v1/lists', { token: ada.token, body: { name: 'Élan Vital' } })
    const { id } = await made.json<{ id: string }>()
    const text = 'Call Mia every monday #family @"elan vital" !3'
    const answer = await quick(ada, { text, timezone: 'Europe/Berlin' })
    expect(answer.status).toBe(201)
    const task = await answer.json<Task>()
    expect(task).toMatchObject({
      title: 'Call Mia',
      list_id: id,
      priority: 3,
      labels: ['family'],
      recurrence: 'FREQ=WEEKLY;BYDAY=MO',
      due_date: expect.any(String),
    })
    expect(answer.headers.get('Location')).toBe(`/api/v1/tasks/${task.id}`)
  })

  it('reports what it understands and creates nothing with dry_run', async () => {
    const ada = await signUp()
    const answer = await quick(ada, { text: 'Call tomorrow' }, '?dry_run=true')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      title: 'Call',
      spans: [{ start: 5, end: 13, kind: 'due' }],
    })
    expect(await titles(ada)).toEqual([])
  })

  it('refuses an unknown list, and a title that is too long', async () => {
    const ada = await signUp()
    for (const [text, pointer] of [
      ['Call @nowhere', '/text'],
      ['x'.repeat(501), '/title'],
    ]) {
      const answer = await quick(ada, { text })
      expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer }] })
    }
  })

  it('names the unknown list', async () => {
    const ada = await signUp()
    const answer = await quick(ada, { text: 'Call @"the moon"' })
    expect(await answer.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/text', detail: 'names a list that does not exist: the moon' }],
    })
  })

  it('accepts @Inbox as the Inbox, in any case', async () => {
    const ada = await signUp()
    for (const text of ['Call @Inbox', 'Call @inbox']) {
      const answer = await quick(ada, { text })
      expect(await answer.json()).toMatchObject({ title: 'Call', list_id: null })
    }
  })

  it('reads dates in figures with the month first, or the day if requested', async () => {
    const ada = await signUp()
    for (const [order, day] of [
      [{}, /-05-06$/],
      [{ date_order: 'mdy' }, /-05-06$/],
      [{ date_order: 'dmy' }, /-06-05$/],
    ] as const) {
      const answer = await quick(ada, { text: 'Pay 5/6', ...order }, '?dry_run=true')
      expect(await answer.json()).toMatchObject({ due_date: expect.stringMatching(day) })
    }
    const answer = await quick(ada, { text: 'Pay 5/6', date_order: 'ymd' })
    expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/date_order' }] })
  })

  it('leaves a date in the title rather than use a wrong one', async () => {
    const ada = await signUp()
    const text = 'Gym every month except july'
    const answer = await quick(ada, { text }, '?dry_run=true')
    expect(await answer.json()).toMatchObject({ title: text, due_date: null, recurrence: null })
  })

  it('refuses a session that has ended, even with dry_run', async () => {
    const ada = await signUp()
    await call('/api/auth/sign-out', { method: 'POST', token: ada.session })
    const answer = await quick(ada, { text: 'Call' }, '?dry_run=true')
    expect(await answer.json()).toMatchObject({ status: 401, code: 'token_revoked' })
  })
})
