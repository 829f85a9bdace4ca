// Batches are all or nothing: the error names the refused operation, and nothing of the batch happens.
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task } from './schema.ts'

const batch = ({ token }: { token: string }, operations: unknown[], headers = {}) =>
  call('/api/v1/tasks/batch', { token, body: { operations }, headers })
const create = async ({ token }: Person, body: object = {}) =>
  await (await call('/api/v1/tasks', { token, body: { title: 'One', ...body } })).json<Task>()
const newTask = (body: object = {}) => ({ op: 'create', body: { title: 'New', ...body } })
const checksum = async ({ id }: Person) => {
  const [row] = await sql`
    select md5(coalesce(string_agg(t::text, ',' order by id), '')) as tasks, count(*)::int as count,
        (select seq from change_log_heads where user_id = ${id}) as clock
      from tasks t where user_id = ${id}`
  return row
}

interface Refusal {
  status: number
  code: string
  index?: number
  errors?: { pointer: string; code: string }[]
}
/** Each with the expected error; `{i}` is its index. */
type Case = [what: string, make: (one: Task) => object, told: Partial<Refusal>]
const unknown = uuidv7()
const refusedByDatabase: Case[] = [
  ['an unknown task', () => ({ op: 'delete', id: unknown }), { status: 404, code: 'not_found' }],
  [
    'another version',
    ({ id }) => ({ op: 'update', id, if_match: 2, body: { title: 'x' } }),
    { status: 412, code: 'version_mismatch' },
  ],
  [
    'the last version that there can be',
    ({ id }) => ({ op: 'delete', id, if_match: 2_147_483_647 }),
    { status: 412, code: 'version_mismatch' },
  ],
  ['an id that is taken', ({ id }) => newTask({ id }), { status: 409, code: 'task_exists' }],
  ['an unknown list', () => newTask({ list_id: unknown }), field('list_id')],
  ['an unknown parent', () => newTask({ parent_id: unknown }), field('parent_id')],
  [
    'itself as parent',
    ({ id }) => ({ op: 'update', id, body: { parent_id: id } }),
    field('parent_id'),
  ],
  [
    'itself to come after',
    ({ id }) => ({ op: 'move', id, body: { after_id: id } }),
    field('after_id'),
  ],
  [
    'a task to come after that is unknown',
    ({ id }) => ({ op: 'move', id, body: { after_id: unknown } }),
    field('after_id'),
  ],
  [
    'another version to complete',
    ({ id }) => ({ op: 'complete', id, if_match: 2 }),
    { status: 412, code: 'version_mismatch' },
  ],
  [
    'a repeat of what is never due',
    ({ id }) => ({ op: 'update', id, body: { recurrence: 'FREQ=DAILY' } }),
    field('recurrence'),
  ],
  [
    'half an instant',
    ({ id }) => ({ op: 'update', id, body: { due_timezone: 'UTC' } }),
    field('due_timezone'),
  ],
]
const refusedByWorker: Case[] = [
  ['an empty title', () => newTask({ title: '' }), field('title', 'too_short')],
  ['a field that is not known', () => newTask({ colour: 'red' }), field('colour', 'unknown_field')],
  [
    'a patch that is none',
    ({ id }) => ({ op: 'update', id, body: [] }),
    { status: 422, errors: [{ pointer: '/operations/{i}/body', code: 'invalid_type' }] },
  ],
  [
    'an operation that is not known',
    ({ id }) => ({ op: 'archive', id }),
    { status: 422, errors: [{ pointer: '/operations/{i}/op', code: 'invalid_value' }] },
  ],
  [
    'a version out of range',
    ({ id }) => ({ op: 'delete', id, if_match: 2_147_483_648 }),
    { status: 422, errors: [{ pointer: '/operations/{i}/if_match', code: 'too_big' }] },
  ],
  [
    'a move to nowhere',
    ({ id }) => ({ op: 'move', id, body: {} }),
    { status: 422, errors: [{ pointer: '/operations/{i}/body', code: 'invalid' }] },
  ],
  [
    'a delete that is for good perhaps',
    ({ id }) => ({ op: 'delete', id, permanent: 'true' }),
    { status: 422, errors: [{ pointer: '/operations/{i}/permanent', code: 'invalid_type' }] },
  ],
  [
    'a body of a delete',
    ({ id }) => ({ op: 'delete', id, body: {} }),
    { status: 422, errors: [{ pointer: '/operations/{i}/body', code: 'unknown_field' }] },
  ],
]
function field(name: string, code = 'invalid'): Partial<Refusal> {
  return { status: 422, errors: [{ pointer: `/operations/{i}/body/${name}`, code }] }
}
const at = (told: Partial<Refusal>, index: number) =>
  JSON.parse(JSON.stringify(told).replaceAll('{i}', String(index)))

describe('a batch with', () => {
  it.each([...refusedByDatabase, ...refusedByWorker])(
    '%s is refused as a whole, with the index',
    async (name, make, told) => {
      const ada = await signUp()
      const one = await create(ada)
      const before = await checksum(ada)
      for (const index of [0, 57, 99]) {
        const operations: object[] = Array.from({ length: 100 }, () => newTask())
        operations[index] = make(one)
        const answer = await (await batch(ada, operations)).json<Refusal>()
        const named = refusedByDatabase.some(([what]) => what === name) && { index }
        expect(answer).toMatchObject({ ...at(told, index), ...named })
      }
      expect(await checksum(ada)).toEqual(before)
    },
  )

  it('several operations that the database refuses reports the first', async () => {
    const ada = await signUp()
    const operations = [newTask(), { op: 'delete', id: uuidv7() }, newTask({ list_id: uuidv7() })]
    expect(await (await batch(ada, operations)).json()).toMatchObject({ status: 404, index: 1 })
  })

  it.each([
    ['null', 'null'],
    ['an array', '[]'],
    ['no operations', '{"operations":[]}'],
    ['operations that are none', '{"operations":[null]}'],
    ['operations that are an object', '{"operations":{"0":{"op":"delete"},"length":1}}'],
    ['more than it knows', `{"operations":[{"op":"delete","id":"${unknown}"}],"atomic":false}`],
    ['inherited names', '{"operations":[{"op":"constructor","id":"x"}]}'],
    [
      'a prototype',
      `{"operations":[{"op":"delete","id":"${unknown}","__proto__":{"if_match":1}}]}`,
    ],
  ])('%s for a body is refused', async (_, body) => {
    const { token } = await signUp()
    expect((await call('/api/v1/tasks/batch', { token, body })).status).toBe(422)
  })
})

describe('the delete scope', () => {
  const tokenWith = async ({ token }: Person, scopes: string[]) =>
    await (await call('/api/v1/tokens', { token, body: { name: 'x', scopes } })).json<{
      token: string
    }>()

  it.each([0, 1, 2])('is required if one operation is a delete, at %i', async (index) => {
    const ada = await signUp()
    const { id } = await create(ada)
    const before = await checksum(ada)
    const operations: object[] = [newTask(), newTask()]
    operations.splice(index, 0, { op: 'delete', id })
    const refused = await batch(await tokenWith(ada, ['tasks:write', 'tasks:read']), operations)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('WWW-Authenticate')).toContain('tasks:delete')
    expect(await checksum(ada)).toEqual(before)
    const both = await tokenWith(ada, ['tasks:write', 'tasks:delete'])
    expect((await batch(both, operations)).status).toBe(200)
  })

  it('is not required if none is', async () => {
    const ada = await signUp()
    expect((await batch(await tokenWith(ada, ['tasks:write']), [newTask()])).status).toBe(200)
    expect((await batch(await tokenWith(ada, ['tasks:delete']), [newTask()])).status).toBe(403)
  })
})

describe("promise 5: another user's ids", () => {
  it('are treated like unused ids, in every place, and change nothing of theirs', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const hers = await create(ada)
    const made = await call('/api/v1/lists', { token: ada.token, body: { name: 'Hers' } })
    const list = await made.json<{ id: string }>()
    const his = await create(bob)
    const before = await checksum(ada)
    const places: ((id: string) => object)[] = [
      (id) => ({ op: 'update', id, body: { title: 'Mine' } }),
      (id) => ({ op: 'update', id, if_match: 1, body: { title: 'Mine' } }),
      (id) => ({ op: 'delete', id }),
      (id) => ({ op: 'delete', id, if_match: 1 }),
      (id) => ({ op: 'delete', id, permanent: true }),
      (id) => ({ op: 'complete', id }),
      (id) => ({ op: 'reopen', id }),
      (id) => ({ op: 'restore', id }),
      (id) => ({ op: 'move', id, body: { after_id: null } }),
      (id) => ({ op: 'move', id: his.id, body: { after_id: id } }),
      (id) => ({ op: 'move', id: his.id, body: { list_id: id } }),
      (id) => newTask({ list_id: id }),
      (id) => newTask({ parent_id: id }),
      (id) => newTask({ parent_id: id, list_id: id }),
      (id) => ({ op: 'update', id: his.id, body: { list_id: id } }),
      (id) => ({ op: 'update', id: his.id, body: { parent_id: id } }),
      (id) => newTask({ id, parent_id: id }),
    ]
    const told = async (id: string, place: (id: string) => object) => {
      const answer = await batch(bob, [newTask(), place(id)])
      const text = (await answer.text()).replace(/"request_id":"[^"]*"/, '').replaceAll(id, 'id')
      return [answer.status, text]
    }
    for (const place of places) {
      const asNobodys = await told(uuidv7(), place)
      expect(asNobodys[0]).toBeGreaterThanOrEqual(400)
      expect(await told(hers.id, place)).toEqual(asNobodys)
      expect(await told(list.id, place)).toEqual(asNobodys)
    }
    expect(await checksum(ada)).toEqual(before)
    expect(await (await call('/api/v1/tasks', { token: bob.token })).json()).toMatchObject({
      items: [{ id: his.id, version: 1 }],
    })
  })
})
