import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { List } from './schema.ts'

type Items<T> = { items: T[] }
const create = async ({ token }: Person, name: string) =>
  await (await call('/api/v1/lists', { token, body: { name } })).json<List>()
const patch = ({ token }: Person, id: string, body: object, headers = {}) =>
  call(`/api/v1/lists/${id}`, { method: 'PATCH', token, body, headers })
const names = async ({ token }: Person, query = '') =>
  (await (await call(`/api/v1/lists${query}`, { token })).json<Items<List>>()).items.map(
    ({ name }) => name,
  )

describe('lists', () => {
  it('are created once per id, and refuse another with the same id', async () => {
    const ada = await signUp()
    const body = { id: uuidv7(), name: 'Home', color: 'teal' }
    const answers = []
    for (let n = 0; n < 2; n += 1)
      answers.push(await call('/api/v1/lists', { token: ada.token, body }))
    expect(answers.map(({ status }) => status)).toEqual([201, 200])
    const other = await call('/api/v1/lists', { token: ada.token, body: { ...body, name: 'Work' } })
    expect(await other.json()).toMatchObject({ code: 'list_exists', current: { name: 'Home' } })
    const read = await call(`/api/v1/lists/${body.id}`, { token: ada.token })
    expect([read.headers.get('ETag'), await read.json()]).toMatchObject(['"1"', body])
  })

  it('change by merge patch, and only in the version that If-Match names', async () => {
    const ada = await signUp()
    const { id } = await create(ada, 'Home')
    const changed = await patch(ada, id, { name: ' House ', color: 'red' }, { 'If-Match': '"1"' })
    expect(await changed.json()).toMatchObject({ name: 'House', color: 'red', version: 2 })
    const stale = await patch(ada, id, { name: 'Hut' }, { 'If-Match': '"1"' })
    expect(await stale.json()).toMatchObject({ status: 412, current: { name: 'House' } })
  })

  it('are archived and unarchived', async () => {
    const ada = await signUp()
    const { id } = await create(ada, 'Home')
    await create(ada, 'Work')
    const { archived_at } = await (await patch(ada, id, { archived: true })).json<List>()
    expect(archived_at).toEqual(expect.any(String))
    const again = await (await patch(ada, id, { archived: true })).json<List>()
    expect(again).toMatchObject({ archived_at, version: 2 })
    expect([await names(ada, '?archived=true'), await names(ada, '?archived=false')]).toEqual([
      ['Home'],
      ['Work'],
    ])
    expect(await (await patch(ada, id, { archived: false })).json()).toMatchObject({
      archived_at: null,
    })
  })

  it('keep the order they are moved to', async () => {
    const ada = await signUp()
    const [one, two, three] = [
      await create(ada, 'One'),
      await create(ada, 'Two'),
      await create(ada, 'Three'),
    ]
    const move = (id: string, after_id: string | null) =>
      call(`/api/v1/lists/${id}/move`, { token: ada.token, body: { after_id } })
    await move(three.id, null)
    await move(one.id, two.id)
    expect(await names(ada)).toEqual(['Three', 'Two', 'One'])
    expect(await (await move(one.id, uuidv7())).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/after_id' }],
    })
  })

  it('keep short ranks, however often they are moved between the same two', async () => {
    const ada = await signUp()
    const lists = []
    for (const name of ['One', 'Two', 'Three', 'Four']) lists.push(await create(ada, name))
    const [one, two, three] = lists
    const deep = `a1${'0'.repeat(110)}`
    await sql`update lists set rank = ${deep} || case id when ${two?.id} then '1' else '2' end
      where user_id = ${ada.id} and id in (${two?.id}, ${three?.id})`
    const body = { after_id: one?.id }
    const answer = await call(`/api/v1/lists/${three?.id}/move`, { token: ada.token, body })
    expect((await answer.json<List>()).rank.length).toBeLessThan(8)
    expect(await names(ada)).toEqual(['One', 'Three', 'Two', 'Four'])
    const [row] =
      await sql`select max(length(rank)) as longest from lists where user_id = ${ada.id}`
    expect(row?.longest).toBeLessThan(8)
  })

  it.each([
    ['keeps its tasks in the Inbox', '', 'inbox'],
    ['takes its tasks to the trash', '?tasks=delete', 'trash'],
  ])('deleted: %s, subtasks too', async (_, query, view) => {
    const ada = await signUp()
    const { id } = await create(ada, 'Home')
    const task = async (body: object) =>
      await (
        await call('/api/v1/tasks', { token: ada.token, body: { title: 'One', ...body } })
      ).json<{ id: string; list_id: string }>()
    const parent = await task({ list_id: id })
    const child = await task({ parent_id: parent.id })
    expect(child.list_id).toBe(id)
    const path = `/api/v1/lists/${id}${query}`
    expect((await call(path, { method: 'DELETE', token: ada.token })).status).toBe(204)
    const left = await call(`/api/v1/tasks?view=${view}`, { token: ada.token })
    const { items } = await left.json<Items<{ id: string; list_id: null }>>()
    expect(new Set(items.map((item) => `${item.id} ${item.list_id}`))).toEqual(
      new Set([`${parent.id} null`, `${child.id} null`]),
    )
    expect((await call(`/api/v1/lists/${id}`, { token: ada.token })).status).toBe(404)
  })
})

describe('a list of ten thousand tasks', () => {
  it.each(['keep', 'delete'])(
    'is deleted within five of the eight seconds that a statement has: %s',
    async (what) => {
      const ada = await signUp()
      const { id } = await create(ada, 'Home')
      for (let made = 0; made < 10_000; made += 1_000)
        await sql`insert into tasks (user_id, id, list_id, title)
          select ${ada.id}, gen_random_uuid(), ${id}, 'Task' from generate_series(1, 1000)`
      const start = performance.now()
      const path = `/api/v1/lists/${id}${what === 'delete' ? '?tasks=delete' : ''}`
      const answer = await call(path, { method: 'DELETE', token: ada.token })
      expect(answer.status).toBe(204)
      expect(performance.now() - start).toBeLessThan(5_000)
      const [row] = await sql`
        select count(*)::int as tasks, count(distinct seq)::int as numbers, count(list_id)::int as inside,
            count(deleted_at)::int as deleted, max(seq) <= (select seq from change_log_heads where user_id = ${ada.id}) as known
          from tasks where user_id = ${ada.id}`
      const deleted = what === 'delete' ? 10_000 : 0
      expect(row).toEqual({ tasks: 10_000, numbers: 10_000, inside: 0, deleted, known: true })
    },
    60_000,
  )
})
