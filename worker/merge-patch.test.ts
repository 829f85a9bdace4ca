// PATCH is a merge patch (RFC 7396): an empty one changes nothing, and null resets a field to its empty value.
import { beforeAll, describe, expect, it } from 'vitest'
import { call } from './testing/call.ts'
import { type Person, signUp } from './testing/people.ts'

let ada: Person
beforeAll(async () => {
  ada = await signUp()
})
type Row = Record<string, unknown>
const send = async (method: string, path: string, body: object, headers = {}) => {
  const answer = await call(path, { method, token: ada.token, body, headers })
  return [answer.status, await answer.json<Row>()] as const
}
const full = {
  title: 'Call Mia',
  notes: 'Bring the papers',
  priority: 4,
  due_at: '2027-12-24T16:00:00.000Z',
  due_timezone: 'Europe/Berlin',
  labels: ['family', 'phone'],
  recurrence: 'FREQ=WEEKLY',
  recurrence_from: 'completed',
}
const made = async (collection = 'tasks', body: object = full) => {
  const [, row] = await send('POST', `/api/v1/${collection}`, body)
  return { row, path: `/api/v1/${collection}/${row.id}` }
}

describe.each(['application/json', 'application/merge-patch+json'])('a patch as %s', (type) => {
  const patch = (path: string, body: object, headers = {}) =>
    send('PATCH', path, body, { 'Content-Type': type, ...headers })

  it('that is empty changes nothing, not even the version', async () => {
    for (const [collection, body] of [
      ['tasks', full],
      ['lists', { name: 'Home', color: 'red' }],
    ] as const) {
      const { row, path } = await made(collection, body)
      expect(await patch(path, {})).toEqual([200, row])
      expect(await patch(path, {}, { 'If-Match': '"1"' })).toEqual([200, row])
      expect((await patch(path, {}, { 'If-Match': '"2"' }))[0]).toBe(412)
    }
    expect((await patch(`/api/v1/tasks/${crypto.randomUUID()}`, {}))[0]).toBe(404)
  })

  it.each([
    [{ notes: null }, { notes: '' }],
    [{ priority: null }, { priority: 0 }],
    [{ labels: null }, { labels: [] }],
    [{ recurrence: null }, { recurrence: null }],
    [{ recurrence_from: null }, { recurrence_from: 'due' }],
    [
      { due_at: null, due_timezone: null, recurrence: null },
      { due_at: null, due_timezone: null, recurrence: null },
    ],
    [{ list_id: null, parent_id: null, due_date: null }, {}],
  ])('%j of a task sets it to %j', async (body, expected) => {
    const { row, path } = await made()
    const [status, task] = await patch(path, body)
    const version = Object.keys(expected).length > 0 ? 2 : 1
    const { seq: _, updated_at: __, ...rest } = row
    expect([status, task]).toMatchObject([200, { ...rest, ...expected, version }])
  })

  it('null for a list resets its colour and unarchives it', async () => {
    const { path } = await made('lists', { name: 'Home', color: 'red' })
    await patch(path, { archived: true })
    const [, list] = await patch(path, { color: null, archived: null })
    expect(list).toMatchObject({ name: 'Home', color: 'gray', archived_at: null, version: 3 })
  })

  it('null is refused for fields that have no empty value', async () => {
    const task = await made()
    const list = await made('lists', { name: 'Home' })
    for (const [path, body, pointer] of [
      [task.path, { title: null }, '/title'],
      [list.path, { name: null }, '/name'],
      [task.path, { labels: [null] }, '/labels/0'],
    ] as const) {
      expect(await patch(path, body)).toMatchObject([422, { errors: [{ pointer, in: 'body' }] }])
    }
  })
})

it('a patch in a batch works the same way', async () => {
  const { row } = await made()
  const operations = [
    { op: 'update', id: row.id, body: {} },
    { op: 'update', id: row.id, body: { labels: null, priority: null } },
  ]
  const [status, { results }] = await send('POST', '/api/v1/tasks/batch', { operations })
  expect([status, results]).toMatchObject([
    200,
    [{ resource: row }, { resource: { labels: [], priority: 0, version: 2 } }],
  ])
})

it('creating and replacing accept no null for a default: the field must be absent', async () => {
  const body = { title: 'One', labels: null }
  expect((await send('POST', '/api/v1/tasks', body))[0]).toBe(422)
  expect((await send('PUT', `/api/v1/tasks/${crypto.randomUUID()}`, body))[0]).toBe(422)
})
