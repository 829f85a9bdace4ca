// A task in the trash must be restored before it is completed, reopened or moved. It may be edited, deleted and
// restored.
import { beforeEach, describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task } from './schema.ts'

let ada: Person
beforeEach(async () => {
  ada = await signUp()
})
const send = (method: string, path: string, body?: object, headers = {}) =>
  call(`/api/v1/tasks${path}`, { method, token: ada.token, headers, ...(body && { body }) })
const read = async (id: string) => (await send('GET', `/${id}`)).json<Task>()

/** In the trash, at version 2, or 3 if completed. */
async function trashed(fields: object = {}, isDone = false): Promise<Task> {
  const { id } = await (await send('POST', '', { title: 'Call', ...fields })).json<Task>()
  if (isDone) await send('POST', `/${id}/complete`)
  await send('DELETE', `/${id}`)
  return await read(id)
}
const refused = (current: Task) => ({ status: 409, code: 'task_in_trash', current })

describe.each([
  ['complete', undefined],
  ['reopen', undefined],
  ['move', { after_id: null }],
  ['move', { list_id: null }],
  ['move', { parent_id: null }],
] as const)('%s with %j', (op, body) => {
  it('is refused in the trash, with the current task, and nothing happens', async () => {
    for (const isDone of [false, true]) {
      const task = await trashed(
        { due_date: '2027-01-04', recurrence: 'FREQ=DAILY;COUNT=2' },
        isDone,
      )
      for (const headers of [{}, { 'If-Match': `"${task.version}"` }, { 'Idempotency-Key': 'a' }]) {
        const answer = await send('POST', `/${task.id}/${op}`, body, headers)
        expect(await answer.json()).toMatchObject(refused(task))
      }
      expect(await read(task.id)).toEqual(task)
      const stale = await send('POST', `/${task.id}/${op}`, body, { 'If-Match': '"1"' })
      expect(await stale.json()).toMatchObject({ status: 412, current: task })
    }
  })

  it('is refused in a batch, by its index, and nothing of the batch happens', async () => {
    const task = await trashed()
    const operation = { op, id: task.id, ...(body && { body }) }
    const create = { op: 'create', body: { title: 'Never made' } }
    const answer = await send('POST', '/batch', { operations: [create, operation] })
    expect(await answer.json()).toMatchObject({ ...refused(task), index: 1 })
    const { items } = await (await send('GET', '')).json<{ items: Task[] }>()
    expect([items, await read(task.id)]).toEqual([[], task])
  })

  it('works once it is restored, even in the same batch, and with the key of the refusal', async () => {
    const task = await trashed()
    const key = { 'Idempotency-Key': 'once' }
    expect((await send('POST', `/${task.id}/${op}`, body, key)).status).toBe(409)
    const operation = { op, id: task.id, ...(body && { body }) }
    const restore = { op: 'restore', id: task.id }
    const done = await send('POST', '/batch', { operations: [restore, operation] })
    expect(done.status).toBe(200)
    const again = await send('POST', `/${task.id}/${op}`, body, key)
    expect([again.status, (await again.json<Task>()).deleted_at]).toEqual([200, null])
  })
})

it('a subtask that was trashed with its parent is refused too, and the error does not mention the parent', async () => {
  const parent = await (await send('POST', '', { title: 'Parent' })).json<Task>()
  const child = await (
    await send('POST', '', { title: 'Child', parent_id: parent.id })
  ).json<Task>()
  await send('DELETE', `/${parent.id}`)
  const current = await read(child.id)
  expect(await (await send('POST', `/${child.id}/complete`)).json()).toMatchObject(refused(current))
})

it('a task in the trash may be edited, put, deleted again and deleted for good', async () => {
  const task = await trashed()
  const edited = await send('PATCH', `/${task.id}`, { title: 'Ring', priority: 2 })
  expect(await edited.json()).toMatchObject({ title: 'Ring', deleted_at: task.deleted_at })
  const put = await send('PUT', `/${task.id}`, { title: 'Put' })
  expect(await put.json()).toMatchObject({ title: 'Put', deleted_at: task.deleted_at })
  expect((await send('DELETE', `/${task.id}`)).status).toBe(204)
  expect((await send('DELETE', `/${task.id}?permanent=true`)).status).toBe(204)
})

it("another user's task in the trash is treated like one that does not exist", async () => {
  const task = await trashed()
  const bob = await signUp('Bob')
  const ask = async (id: string) => {
    const answer = await call(`/api/v1/tasks/${id}/complete`, { method: 'POST', token: bob.token })
    return (await answer.text()).replace(/"request_id":"[^"]*"/, '')
  }
  expect(await ask(task.id)).toBe(await ask(crypto.randomUUID()))
})
