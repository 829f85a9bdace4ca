import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task } from './schema.ts'

const at = (id: string) => `/api/v1/tasks/${id}`
const create = async ({ token }: Person, body: object = {}) =>
  await (await call('/api/v1/tasks', { token, body: { title: 'One', ...body } })).json<Task>()
const read = async ({ token }: Person, { id }: Task) =>
  await (await call(at(id), { token })).json<Task>()
const remove = ({ token }: Person, { id }: Task, query = '') =>
  call(`${at(id)}${query}`, { method: 'DELETE', token })
const restore = async ({ token }: Person, { id }: Task) =>
  await (await call(`${at(id)}/restore`, { method: 'POST', token })).json<Task>()

describe('the trash', () => {
  it('restores a subtask as a task of its own while its parent stays in it', async () => {
    const ada = await signUp()
    const parent = await create(ada)
    const child = await create(ada, { parent_id: parent.id })
    await remove(ada, parent)
    expect(await restore(ada, child)).toMatchObject({ deleted_at: null, parent_id: null })
    await remove(ada, parent, '?permanent=true')
    expect(await read(ada, child)).toMatchObject({ deleted_at: null })
  })

  it('restores a subtask to its parent if that is restored', async () => {
    const ada = await signUp()
    const parent = await create(ada)
    const child = await create(ada, { parent_id: parent.id })
    await remove(ada, child)
    await remove(ada, parent)
    await restore(ada, parent)
    expect(await restore(ada, child)).toMatchObject({ parent_id: parent.id })
  })

  it('lets nothing be added under a task in it', async () => {
    const ada = await signUp()
    const [parent, task] = [await create(ada), await create(ada)]
    await remove(ada, parent)
    const { token } = ada
    const body = { title: 'One', parent_id: parent.id }
    const attempts = [
      call('/api/v1/tasks', { token, body }),
      call(at(uuidv7()), { method: 'PUT', token, body }),
      call(at(task.id), { method: 'PUT', token, body }),
      call(at(task.id), { method: 'PATCH', token, body }),
      call(`${at(task.id)}/move`, { token, body: { parent_id: parent.id } }),
    ]
    for (const answer of await Promise.all(attempts)) {
      const detail = 'must not be in the trash'
      expect(await answer.json()).toMatchObject({
        status: 422,
        errors: [{ pointer: '/parent_id', detail }],
      })
    }
    expect(await read(ada, task)).toEqual(task)
  })

  it('lets its tasks be edited, and keeps them', async () => {
    const ada = await signUp()
    const parent = await create(ada)
    const child = await create(ada, { parent_id: parent.id })
    await remove(ada, parent)
    const { token } = ada
    const body = { title: 'Two', parent_id: parent.id }
    const answer = await call(at(child.id), { method: 'PUT', token, body })
    expect(await answer.json()).toMatchObject({
      title: 'Two',
      parent_id: parent.id,
      deleted_at: expect.any(String),
    })
    expect((await restore(ada, parent)).deleted_at).toBeNull()
    expect((await read(ada, child)).deleted_at).toBeNull()
  })

  it('twice is the same as once', async () => {
    const ada = await signUp()
    const task = await create(ada)
    await remove(ada, task)
    const trashed = await read(ada, task)
    await remove(ada, task)
    expect(await read(ada, task)).toEqual(trashed)
  })
})

describe('a subtask', () => {
  it('is the same task when it is created again, in the list of its parent, whatever was sent', async () => {
    const ada = await signUp()
    const made = await call('/api/v1/lists', { token: ada.token, body: { name: 'Home' } })
    const { id: list_id } = await made.json<{ id: string }>()
    const parent = await create(ada, { list_id })
    const body = { id: uuidv7(), title: 'One', parent_id: parent.id, list_id: null }
    const answers = []
    for (let n = 0; n < 2; n += 1)
      answers.push(await call('/api/v1/tasks', { token: ada.token, body }))
    expect(answers.map(({ status }) => status)).toEqual([201, 200])
    expect(await answers[1]?.json()).toMatchObject({ list_id })
    const elsewhere = { ...body, parent_id: null }
    const other = await call('/api/v1/tasks', { token: ada.token, body: elsewhere })
    expect(other.status).toBe(409)
  })

  it('never ends up in a circle after two concurrent moves', async () => {
    const ada = await signUp()
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await create(ada), await create(ada)]
      const under = ({ id }: Task, parent: Task) =>
        call(`${at(id)}/move`, { token: ada.token, body: { parent_id: parent.id } })
      const answers = await Promise.all([under(one, two), under(two, one)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
      const parents = [(await read(ada, one)).parent_id, (await read(ada, two)).parent_id]
      expect(parents.filter((parent) => parent !== null)).toHaveLength(1)
    }
  })
})
