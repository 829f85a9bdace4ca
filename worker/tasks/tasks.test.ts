import { v4 as uuidv4, v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { control } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task, TaskList } from './schema.ts'

const create = async ({ token }: Person, body: object) =>
  await (await call('/api/v1/tasks', { token, body })).json<Task>()

const titles = async (answer: Promise<Response>) =>
  (await (await answer).json<TaskList>()).items.map(({ title }) => title)

describe('creating a task', () => {
  it('answers 201 with Location, ETag and every field', async () => {
    const ada = await signUp()
    const body = { title: 'Call Mia', notes: '*soon*', priority: 3, due_date: '2028-02-29' }
    const answer = await call('/api/v1/tasks', { token: ada.token, body })
    const task = await answer.json<Task>()
    expect(answer.status).toBe(201)
    expect(answer.headers.get('Location')).toBe(`/api/v1/tasks/${task.id}`)
    expect(answer.headers.get('ETag')).toBe('"1"')
    expect(task).toMatchObject({
      ...body,
      completed_at: null,
      deleted_at: null,
      version: 1,
      seq: 1,
    })
    expect(task.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const read = await call(`/api/v1/tasks/${task.id}`, { token: ada.token })
    expect(await read.json()).toEqual(task)
  })

  it.each([
    ['absent', {}, 'required', 'is required'],
    ['a number', { title: 5 }, 'invalid_type', 'must be a string'],
    ['null', { title: null }, 'invalid_type', 'must be a string'],
    ['an object', { title: {} }, 'invalid_type', 'must be a string'],
  ])('refuses a title that is %s, and says why', async (_, body, code, detail) => {
    const { token } = await signUp()
    expect(await (await call('/api/v1/tasks', { token, body })).json()).toMatchObject({
      errors: [{ pointer: '/title', code, detail }],
    })
  })

  it('trims and normalises the title, and stores notes as sent', async () => {
    const ada = await signUp()
    const notes = '  e\u0301 \t\r\n<b>%_\\'
    expect(await create(ada, { title: ' cafe\u0301 ', notes })).toMatchObject({
      title: 'café',
      notes,
    })
  })

  it.each([
    ['an empty title', { title: ' ' }, '/title'],
    ['no title', {}, '/title'],
    ['a title of 501 characters', { title: 'x'.repeat(501) }, '/title'],
    ['a line break in the title', { title: 'a\nb' }, '/title'],
    ['half a surrogate pair', { title: 'a\ud800' }, '/title'],
    ['NUL in the notes', { title: 'a', notes: 'a\0' }, '/notes'],
    ['notes that are too long', { title: 'a', notes: 'x'.repeat(20_001) }, '/notes'],
    ['a day that does not exist', { title: 'a', due_date: '2025-02-29' }, '/due_date'],
    ['the year 0', { title: 'a', due_date: '0000-01-01' }, '/due_date'],
    ['a word for a day', { title: 'a', due_date: 'infinity' }, '/due_date'],
    ['a priority out of range', { title: 'a', priority: 5 }, '/priority'],
    ['half a priority', { title: 'a', priority: 1.5 }, '/priority'],
    ['a priority as text', { title: 'a', priority: '1' }, '/priority'],
    ['an unknown field', { title: 'a', 'x/y~z': 1 }, '/x~1y~0z'],
    ['a field of the server', { title: 'a', version: 7 }, '/version'],
    ['an owner', { title: 'a', user_id: uuidv7() }, '/user_id'],
    ['an id that is no UUID', { title: 'a', id: uuidv7().slice(1) }, '/id'],
    ['a title that is no text', { title: { $ne: 1 } }, '/title'],
  ])('refuses %s, names the field and makes no database call', async (_, body, pointer) => {
    const ada = await signUp()
    const calls = await control.record(async () => {
      const answer = await call('/api/v1/tasks', { token: ada.token, body })
      expect(answer.status).toBe(422)
      expect(await answer.json()).toMatchObject({
        code: 'validation_failed',
        errors: [{ pointer }],
      })
    })
    expect(calls).toHaveLength(0)
  })

  it.each(['[]', 'null', '"text"', '3'])('refuses %s as a body', async (body) => {
    const ada = await signUp()
    expect((await call('/api/v1/tasks', { token: ada.token, body })).status).toBe(422)
  })

  it('counts characters, not UTF-16 units', async () => {
    const ada = await signUp()
    const title = '👍'.repeat(500)
    expect((await create(ada, { title })).title).toBe(title)
    const labels = Array.from({ length: 21 }, (_, n) => `l${n}`)
    const body = { title: `${title}👍`, notes: '👍'.repeat(20_001), labels }
    const refused = await call('/api/v1/tasks', { token: ada.token, body })
    expect(await refused.json()).toMatchObject({
      errors: [
        { pointer: '/title', code: 'too_long', detail: 'must have at most 500 characters' },
        { pointer: '/notes', code: 'too_long', detail: 'must have at most 20000 characters' },
        { pointer: '/labels', code: 'too_big', detail: 'must have at most 20' },
      ],
    })
  })

  it('creates one task for an id that is sent twice, with the same response', async () => {
    const ada = await signUp()
    const body = { id: uuidv4(), title: 'Once' }
    const first = await call('/api/v1/tasks', { token: ada.token, body })
    const second = await call('/api/v1/tasks', { token: ada.token, body })
    expect([first.status, second.status]).toEqual([201, 200])
    expect(await second.json()).toEqual(await first.json())
    expect(await titles(call('/api/v1/tasks', { token: ada.token }))).toEqual(['Once'])
  })

  it('answers 409 with the task that has the id, and changes nothing', async () => {
    const ada = await signUp()
    const task = await create(ada, { title: 'First' })
    const body = { id: task.id, title: 'Second' }
    const answer = await call('/api/v1/tasks', { token: ada.token, body })
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ code: 'task_exists', current: task })
  })
})

describe('changing a task', () => {
  it('changes what the patch names and nothing else', async () => {
    const ada = await signUp()
    const task = await create(ada, {
      title: 'Call',
      notes: 'n',
      priority: 2,
      due_date: '2026-12-24',
    })
    const answer = await call(`/api/v1/tasks/${task.id}`, {
      method: 'PATCH',
      token: ada.token,
      body: { due_date: null, title: 'Ring' },
      headers: { 'Content-Type': 'application/merge-patch+json' },
    })
    expect(answer.headers.get('ETag')).toBe('"2"')
    expect(await answer.json()).toMatchObject({
      ...task,
      title: 'Ring',
      due_date: null,
      version: 2,
      seq: 2,
      updated_at: expect.any(String),
    })
  })

  it('keeps the version when nothing changes', async () => {
    const ada = await signUp()
    const task = await create(ada, { title: 'Same' })
    const again = { method: 'PATCH', token: ada.token, body: { title: 'Same' } }
    expect(await (await call(`/api/v1/tasks/${task.id}`, again)).json()).toEqual(task)
  })

  it.each([[{ completed_at: '2026-01-01T00:00:00Z' }], [{ title: null }], [{ id: uuidv7() }]])(
    'refuses %j',
    async (body) => {
      const ada = await signUp()
      const { id } = await create(ada, { title: 'Call' })
      const answer = await call(`/api/v1/tasks/${id}`, { method: 'PATCH', token: ada.token, body })
      expect(answer.status).toBe(422)
    },
  )

  it('compares If-Match, and returns the current task if that fails', async () => {
    const ada = await signUp()
    const task = await create(ada, { title: 'One' })
    const patch = (title: string, tag: string) =>
      call(`/api/v1/tasks/${task.id}`, {
        method: 'PATCH',
        token: ada.token,
        body: { title },
        headers: { 'If-Match': tag },
      })
    expect((await patch('Two', '"1"')).status).toBe(200)
    const stale = await patch('Three', '"1"')
    expect(stale.status).toBe(412)
    expect(await stale.json()).toMatchObject({
      code: 'version_mismatch',
      current: { title: 'Two' },
    })
    expect((await patch('Three', '"7", "2"')).status).toBe(200)
    expect((await patch('Four', '*')).status).toBe(200)
    for (const tag of ['nonsense', '4', '"4", 5']) {
      const answer = await patch('Five', tag)
      expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/if-match' }] })
    }
  })
})

describe('completing, deleting and restoring', () => {
  it('completes and reopens; twice is the same as once', async () => {
    const ada = await signUp()
    const { id } = await create(ada, { title: 'Call' })
    const act = async (action: string) =>
      await (
        await call(`/api/v1/tasks/${id}/${action}`, { method: 'POST', token: ada.token })
      ).json<Task>()
    const completed = await act('complete')
    expect(completed.completed_at).not.toBeNull()
    expect(await act('complete')).toEqual(completed)
    expect(await act('reopen')).toMatchObject({ completed_at: null, version: 3 })
  })

  it('moves to the trash and back', async () => {
    const ada = await signUp()
    const { id } = await create(ada, { title: 'Call' })
    const of = (view: string) => titles(call(`/api/v1/tasks?view=${view}`, { token: ada.token }))
    const answer = await call(`/api/v1/tasks/${id}`, { method: 'DELETE', token: ada.token })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect([await of('all'), await of('inbox'), await of('trash')]).toEqual([[], [], ['Call']])
    await call(`/api/v1/tasks/${id}/restore`, { method: 'POST', token: ada.token })
    expect([await of('inbox'), await of('trash')]).toEqual([['Call'], []])
  })

  it('answers 404 for a task that does not exist', async () => {
    const ada = await signUp()
    const { token } = ada
    for (const id of [uuidv7(), 'nonsense', uuidv7().toUpperCase()]) {
      const path = `/api/v1/tasks/${id}`
      const answers = [
        await call(path, { token }),
        await call(path, { token, method: 'PATCH', body: { title: 'a' } }),
        await call(path, { token, method: 'DELETE' }),
        await call(`${path}/complete`, { token, method: 'POST' }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    }
  })
})

describe('reading', () => {
  it('answers 304 for the version that the client has', async () => {
    const ada = await signUp()
    const { id } = await create(ada, { title: 'Call' })
    const read = (tag: string) =>
      call(`/api/v1/tasks/${id}`, { token: ada.token, headers: { 'If-None-Match': tag } })
    const fresh = await read('"1"')
    expect([fresh.status, await fresh.text(), fresh.headers.get('ETag')]).toEqual([304, '', '"1"'])
    expect((await read('W/"1"')).status).toBe(304)
    expect((await read('"2"')).status).toBe(200)
  })
})
