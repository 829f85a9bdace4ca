import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task } from './schema.ts'

const put = ({ token }: Person, id: string, body: object, headers: Record<string, string> = {}) =>
  call(`/api/v1/tasks/${id}`, { method: 'PUT', token, body, headers })

describe('PUT', () => {
  it('creates with the id in the path, and repeating it gives the same task', async () => {
    const [ada, id] = [await signUp(), uuidv7()]
    const first = await put(ada, id, { title: 'Call Mia', priority: 2 })
    const second = await put(ada, id, { title: 'Call Mia', priority: 2 })
    expect([first.status, second.status]).toEqual([201, 200])
    expect(first.headers.get('Location')).toBe(`/api/v1/tasks/${id}`)
    const task = await first.json<Task>()
    expect(task).toMatchObject({ id, title: 'Call Mia', priority: 2, notes: '', version: 1 })
    expect(await second.json()).toEqual(task)
  })

  it('continues the versions of a permanently deleted task: no tag ever means two things', async () => {
    const [ada, id] = [await signUp(), uuidv7()]
    await put(ada, id, { title: 'Call' })
    const { version } = await (await put(ada, id, { title: 'Ring' })).json<Task>()
    const path = `/api/v1/tasks/${id}?permanent=true`
    expect((await call(path, { method: 'DELETE', token: ada.token })).status).toBe(204)
    const again = await (await put(ada, id, { title: 'Another' })).json<Task>()
    expect([version, again.version]).toEqual([2, 3])
    expect((await put(ada, id, { title: 'x' }, { 'If-Match': '"2"' })).status).toBe(412)
    const other = uuidv7()
    expect(await (await put(ada, other, { title: 'New' })).json()).toMatchObject({ version: 1 })
  })

  it('sets absent fields to their defaults, and leaves completion and trash alone', async () => {
    const [ada, id] = [await signUp(), uuidv7()]
    await put(ada, id, { title: 'Call', notes: 'n', priority: 3, due_date: '2026-12-24' })
    await call(`/api/v1/tasks/${id}/complete`, { method: 'POST', token: ada.token })
    await call(`/api/v1/tasks/${id}`, { method: 'DELETE', token: ada.token })
    const answer = await put(ada, id, { title: 'Ring' })
    expect(answer.headers.get('ETag')).toBe('"4"')
    expect(await answer.json()).toMatchObject({
      title: 'Ring',
      notes: '',
      priority: 0,
      due_date: null,
      completed_at: expect.any(String),
      deleted_at: expect.any(String),
    })
  })

  it('replaces only the version that If-Match names, and then creates nothing', async () => {
    const [ada, id] = [await signUp(), uuidv7()]
    const missing = await put(ada, id, { title: 'One' }, { 'If-Match': '"1"' })
    expect([missing.status, await missing.json()]).toEqual([
      412,
      expect.objectContaining({ code: 'version_mismatch', current: null }),
    ])
    await put(ada, id, { title: 'One' })
    expect((await put(ada, id, { title: 'Two' }, { 'If-Match': '"1"' })).status).toBe(200)
    const stale = await put(ada, id, { title: 'Three' }, { 'If-Match': '"1"' })
    expect(await stale.json()).toMatchObject({ status: 412, current: { title: 'Two' } })
  })

  it('only creates, with If-None-Match: *', async () => {
    const [ada, id] = [await signUp(), uuidv7()]
    const headers = { 'If-None-Match': '*' }
    expect((await put(ada, id, { title: 'One' }, headers)).status).toBe(201)
    const second = await put(ada, id, { title: 'Two' }, headers)
    expect(await second.json()).toMatchObject({
      status: 412,
      current: { title: 'One', version: 1 },
    })
  })

  it('happens once, however many arrive at once', async () => {
    const [ada, id] = [await signUp(), uuidv7()]
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => put(ada, id, { title: 'Once' }, { 'If-None-Match': '*' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(412)])
  })

  it.each([[{}], [{ title: 'a', id: uuidv7() }], [{ title: 'a', version: 3 }]])(
    'refuses %j',
    async (body) => {
      const ada = await signUp()
      expect((await put(ada, uuidv7(), body)).status).toBe(422)
    },
  )

  it("with another user's id creates a task of one's own", async () => {
    const [ada, bob, id] = [await signUp(), await signUp('Bob'), uuidv7()]
    await put(ada, id, { title: "Ada's" })
    expect((await put(bob, id, { title: "Bob's" })).status).toBe(201)
    const read = await call(`/api/v1/tasks/${id}`, { token: ada.token })
    expect(await read.json()).toMatchObject({ title: "Ada's", version: 1 })
  })
})
