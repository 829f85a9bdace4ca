// Ids are accepted in upper case everywhere (RFC 9562, section 4), and returned in lower case.
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { call } from './testing/call.ts'
import { type Person, signUp } from './testing/people.ts'

let ada: Person
let list: string
let task: string
beforeAll(async () => {
  ada = await signUp()
  ;[list, task] = [uuidv7(), uuidv7()]
  await send('POST', '/api/v1/lists', { id: list, name: 'Home' })
  await send('POST', '/api/v1/tasks', { id: task, title: 'Parent', list_id: list })
})

const big = (id: string) => id.toUpperCase()
async function send(method: string, path: string, body?: object) {
  const answer = await call(path, { method, token: ada.token, ...(body && { body }) })
  const text = await answer.text()
  expect([path, answer.status < 300, text]).toEqual([path, true, text])
  for (const found of [text, answer.headers.get('Location') ?? ''].join().matchAll(uuids))
    expect(found[0]).toBe(found[0].toLowerCase())
  return text === '' ? undefined : JSON.parse(text)
}
const uuids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

it('in the path of a task, a list and a token', async () => {
  expect(await send('GET', `/api/v1/tasks/${big(task)}`)).toMatchObject({ id: task })
  expect(await send('PATCH', `/api/v1/tasks/${big(task)}`, {})).toMatchObject({ id: task })
  for (const action of ['complete', 'reopen'])
    expect(await send('POST', `/api/v1/tasks/${big(task)}/${action}`)).toMatchObject({ id: task })
  expect(await send('GET', `/api/v1/lists/${big(list)}`)).toMatchObject({ id: list })
  const body = { name: 'Script', scopes: ['tasks:read'] }
  const { id } = await send('POST', `/api/v1/users/${big(ada.id)}/tokens`, body)
  expect(await send('GET', `/api/v1/tokens/${big(id)}`)).toMatchObject({ id })
  await send('POST', `/api/v1/tokens/${big(id)}/revert`)
  await send('DELETE', `/api/v1/tokens/${big(id)}`)
})

it('in a body: its own id, a list, a parent and a neighbour', async () => {
  const id = uuidv7()
  const fields = { id: big(id), title: 'One', list_id: big(list), parent_id: big(task) }
  const made = { id, list_id: list, parent_id: task }
  expect(await send('POST', '/api/v1/tasks', fields)).toMatchObject(made)
  // Sends the same create again, in the other case.
  expect(await send('POST', '/api/v1/tasks', { ...fields, id })).toMatchObject(made)
  const put = { title: 'One', parent_id: big(task) }
  expect(await send('PUT', `/api/v1/tasks/${big(id)}`, put)).toMatchObject(made)
  expect(await send('PUT', `/api/v1/tasks/${big(uuidv7())}`, put)).toMatchObject(put && {})
  const move = { after_id: big(task), list_id: big(list) }
  expect(await send('POST', `/api/v1/tasks/${id}/move`, move)).toMatchObject({ id, list_id: list })
  const other = uuidv7()
  await send('POST', '/api/v1/lists', { id: big(other), name: 'Work' })
  await send('POST', `/api/v1/lists/${big(list)}/move`, { after_id: big(other) })
  const quick = { text: 'Call Mia', id: big(uuidv7()) }
  expect(await send('POST', '/api/v1/tasks/quick', quick)).toMatchObject({
    id: quick.id.toLowerCase(),
  })
})

it('in a batch', async () => {
  const id = uuidv7()
  const { results } = await send('POST', '/api/v1/tasks/batch', {
    operations: [
      { op: 'create', id: big(id), body: { id, title: 'One', list_id: big(list) } },
      { op: 'update', id: big(id), body: { parent_id: big(task) } },
      { op: 'move', id: big(id), body: { after_id: big(task) } },
      { op: 'complete', id },
      { op: 'delete', id: big(id), permanent: true },
    ],
  })
  expect(results.map(({ status }: { status: number }) => status)).toEqual([201, 200, 200, 200, 204])
})

it('in a query, where cursors work across case, for the filters and the user', async () => {
  const user = `/api/v1/users/${big(ada.id)}`
  for (const title of ['A', 'B', 'C'])
    await send('POST', `${user}/tasks`, { title, parent_id: big(task) })
  const first = await send('GET', `${user}/tasks?parent_id=${big(task)}&limit=1&sort=title`)
  const rest = `${user}/tasks?parent_id=${task}&limit=50&sort=title&cursor=${first.next_cursor}`
  const titles = [...first.items, ...(await send('GET', rest)).items].map(({ title }) => title)
  expect(titles).toEqual([...titles].sort())
  expect(titles).toEqual(expect.arrayContaining(['A', 'B', 'C']))
  expect((await send('GET', `/api/v1/tasks?list_id=${big(list)}`)).items).not.toEqual([])
})

it('and nothing else: `none` is not an id in capitals', async () => {
  for (const id of ['ABC', `{${big(task)}}`, `urn:uuid:${task}`, big(task).replaceAll('-', '')])
    expect((await call(`/api/v1/tasks/${id}`, { token: ada.token })).status).toBe(404)
})
