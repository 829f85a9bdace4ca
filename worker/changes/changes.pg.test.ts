// Changes as a client with a copy gets them: everything, once, in order, and an error if the copy is too old.
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Task } from '../tasks/schema.ts'
import { call } from '../testing/call.ts'
import { Copy, changesAfter, stateOf } from '../testing/copy.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import { makeToken } from '../testing/personal-tokens.ts'

type Body = Record<string, unknown>
const send = async ({ token }: Person, method: string, path: string, body?: Body) => {
  const answer = await call(`/api/v1${path}`, { token, method, ...(body && { body }) })
  expect(answer.status).toBeLessThan(300)
  return answer.status === 204 ? undefined : await answer.json<Task>()
}
const create = async (person: Person, fields: Body) => {
  const task = await send(person, 'POST', '/tasks', { id: uuidv7(), ...fields })
  return task?.id ?? ''
}
const told = async ({ token }: Person, since: number, limit?: number) => {
  const { changes, ...rest } = await changesAfter(token, since, limit)
  return { ...rest, changes: changes.map(({ seq, type, id, deleted }) => [seq, type, id, deleted]) }
}
const refusal = async ({ token }: Person, query: string) => {
  const answer = await call(`/api/v1/changes?${query}`, { token })
  return [answer.status, (await answer.json<{ code: string }>()).code]
}
/** Makes every deletion of this user older than tombstones are kept, and runs the sweep. */
async function forgetDeletions({ id }: Person): Promise<void> {
  await sql`update tombstones set deleted_at = deleted_at - interval '31 days' where user_id = ${id}`
  await sql`select app.sweep()`
}

describe('changes', () => {
  it('come in the order of their numbers, each resource once and in its current state', async () => {
    const ada = await signUp()
    const one = await create(ada, { title: 'One' })
    const two = await create(ada, { title: 'Two' })
    const list = uuidv7()
    await send(ada, 'POST', '/lists', { id: list, name: 'Home' })
    const task = await send(ada, 'PATCH', `/tasks/${one}`, { title: 'One more' })
    expect(await told(ada, 0)).toEqual({
      next: 4,
      has_more: false,
      changes: [
        [2, 'task', two, false],
        [3, 'list', list, false],
        [4, 'task', one, false],
      ],
    })
    const { changes } = await changesAfter(ada.token, 3)
    expect(changes).toEqual([{ seq: 4, type: 'task', id: one, deleted: false, resource: task }])
  })

  it('include the trash like any change', async () => {
    const ada = await signUp()
    const id = await create(ada, { title: 'Old' })
    await send(ada, 'DELETE', `/tasks/${id}`)
    const { changes } = await changesAfter(ada.token, 1)
    const resource = { deleted_at: expect.stringMatching(/^2/) }
    expect(changes).toMatchObject([{ id, deleted: false, resource }])
  })

  it('include permanent deletions: a task with its subtasks, and a list whose tasks stay', async () => {
    const ada = await signUp()
    const list = uuidv7()
    await send(ada, 'POST', '/lists', { id: list, name: 'Home' })
    const parent = await create(ada, { title: 'Parent' })
    const child = await create(ada, { title: 'Child', parent_id: parent })
    const other = await create(ada, { title: 'Other', list_id: list })
    const { next } = await told(ada, 0)
    await send(ada, 'DELETE', `/tasks/${parent}?permanent=true`)
    await send(ada, 'DELETE', `/lists/${list}`)
    const { changes } = await told(ada, next)
    expect(changes.map(([, ...change]) => change)).toEqual([
      ['task', child, true],
      ['task', parent, true],
      ['task', other, false],
      ['list', list, true],
    ])
  })

  it('include tasks and subtasks that a deleted list leaves behind', async () => {
    const ada = await signUp()
    const list = uuidv7()
    await send(ada, 'POST', '/lists', { id: list, name: 'Home' })
    // Ids that sort before their parent's, and after it.
    const below = ['000aafd2-53c1-4d7e-8a0c-6f2d1f3f9b01', uuidv7()]
    const parent = await create(ada, { title: 'Parent', list_id: list })
    for (const id of below) await create(ada, { id, title: 'Child', parent_id: parent })
    const { next } = await told(ada, 0)
    await send(ada, 'DELETE', `/lists/${list}`)
    const { changes } = await told(ada, next)
    const ids = changes.map(([, , id]) => id)
    expect([ids[0], ids.slice(1, 3).sort(), ids[3]]).toEqual([parent, below, list])
    const copy = new Copy(ada.token)
    await copy.update()
    expect(Object.values(copy.state)).toMatchObject(Array(3).fill({ list_id: null }))
  })

  it('show an id that is used again in its current state', async () => {
    const ada = await signUp()
    const id = await create(ada, { title: 'First' })
    await send(ada, 'DELETE', `/tasks/${id}?permanent=true`)
    await send(ada, 'POST', '/tasks', { id, title: 'Second' })
    expect((await told(ada, 1)).changes).toEqual([[3, 'task', id, false]])
  })

  it('come in pages, and the last one says so', async () => {
    const ada = await signUp()
    for (const title of ['One', 'Two', 'Three', 'Four']) await create(ada, { title })
    const seqs = async (since: number, limit: number) => {
      const { changes, ...rest } = await told(ada, since, limit)
      return { ...rest, seqs: changes.map(([seq]) => seq) }
    }
    expect(await seqs(0, 3)).toEqual({ seqs: [1, 2, 3], next: 3, has_more: true })
    expect(await seqs(3, 3)).toEqual({ seqs: [4], next: 4, has_more: false })
    expect(await seqs(0, 4)).toEqual({ seqs: [1, 2, 3, 4], next: 4, has_more: false })
    expect(await seqs(4, 1)).toEqual({ seqs: [], next: 4, has_more: false })
  })

  it('come in pages of 4 MB at most, however long the notes are', async () => {
    const ada = await signUp()
    const notes = '\u{1F4DD}'.repeat(20_000)
    await sql`insert into tasks (user_id, id, title, notes)
      select ${ada.id}, gen_random_uuid(), 'Long', ${notes} from generate_series(1, 150)`
    const ids = new Set<string>()
    for (let since = 0, more = true; more; ) {
      const page = await changesAfter(ada.token, since, 500)
      expect(page.changes.length).toBeLessThan(51)
      expect(page.changes.length).toBeGreaterThan(0)
      for (const { id } of page.changes) ids.add(id)
      since = page.next
      more = page.has_more
    }
    expect(ids.size).toBe(150)
  })

  it('are empty for a user who has nothing', async () => {
    expect(await told(await signUp(), 0)).toEqual({ changes: [], next: 0, has_more: false })
  })

  it.each([
    'limit=0',
    'limit=501',
    'limit=1.5',
    'limit=-1',
    'limit=',
    'since=-1',
    'since=1e3',
    'since=0x1',
    'since=9999999999999999',
    'since=%00',
    'since=1&since=2',
    'sinse=1',
  ])('refuse bad requests: %s', async (query) => {
    expect(await refusal(await signUp(), query)).toEqual([422, 'validation_failed'])
  })
})

describe('a copy that is too old', () => {
  it('gets an error if the sequence was never there, or if later deletions are forgotten', async () => {
    const ada = await signUp()
    const [kept, gone] = [
      await create(ada, { title: 'Kept' }),
      await create(ada, { title: 'Gone' }),
    ]
    await send(ada, 'DELETE', `/tasks/${gone}?permanent=true`)
    const expired = [410, 'changes_expired']
    expect(await refusal(ada, 'since=4')).toEqual(expired)
    expect((await told(ada, 2)).changes).toEqual([[3, 'task', gone, true]])
    await forgetDeletions(ada)
    expect(await refusal(ada, 'since=2')).toEqual(expired)
    expect(await refusal(ada, 'since=999999999999999')).toEqual(expired)
    expect((await told(ada, 0)).changes).toEqual([[1, 'task', kept, false]])
  })

  it('starts again from 0, in pages of any size, although what it reads is older than the forgotten deletions', async () => {
    const ada = await signUp()
    for (let n = 0; n < 5; n += 1) await create(ada, { title: `Task ${n}` })
    const gone = await create(ada, { title: 'Gone' })
    await send(ada, 'DELETE', `/tasks/${gone}?permanent=true`)
    await forgetDeletions(ada)
    const copy = new Copy(ada.token, 2)
    await copy.update()
    expect(copy.state).toEqual(await stateOf(ada))
    expect(copy.since).toBe(7)
    await create(ada, { title: 'New' })
    await copy.update()
    expect(copy.state).toEqual(await stateOf(ada))
  })

  it('cannot continue a first reading that was interrupted a month ago', async () => {
    const ada = await signUp()
    for (let n = 0; n < 3; n += 1) await create(ada, { title: `Task ${n}` })
    const gone = await create(ada, { title: 'Gone' })
    await send(ada, 'DELETE', `/tasks/${gone}?permanent=true`)
    await forgetDeletions(ada)
    const { next } = await changesAfter(ada.token, 0, 1)
    expect((await told(ada, next, 1)).changes).toHaveLength(1)
    const days = (count: number) => count * 10_000_000_000
    expect((await told(ada, next - days(29), 1)).changes).toHaveLength(1)
    expect(await refusal(ada, `since=${next - days(30)}`)).toEqual([410, 'changes_expired'])
    expect(await refusal(ada, `since=${next + days(1)}`)).toEqual([410, 'changes_expired'])
  })
})

describe('a reader', () => {
  it('needs tasks:read, and sees lists and their deletions only with lists:read', async () => {
    const ada = await signUp()
    const list = uuidv7()
    await send(ada, 'POST', '/lists', { id: list, name: 'Home' })
    const task = await create(ada, { title: 'One', list_id: list })
    await send(ada, 'DELETE', `/lists/${list}`)
    await send(ada, 'POST', '/lists', { name: 'Secret' })
    const [both, tasksOnly] = [
      await makeToken(ada, ['tasks:read', 'lists:read']),
      await makeToken(ada, ['tasks:read']),
    ]
    expect((await changesAfter(both.token, 0)).changes.map(({ type }) => type)).toEqual([
      'task',
      'list',
      'list',
    ])
    const seen = await changesAfter(tasksOnly.token, 0)
    expect(seen).toMatchObject({ changes: [{ type: 'task', id: task }], next: 5, has_more: false })
    for (const scopes of [['lists:read'], ['tasks:write', 'tasks:delete'], ['feed:read']]) {
      const { token } = await makeToken(ada, scopes)
      const answer = await call('/api/v1/changes', { token })
      expect(answer.status).toBe(scopes[0] === 'feed:read' ? 401 : 403)
    }
  })

  it('promise 5: sees nothing of other users, not even that they are active', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    await create(ada, { title: 'Private' })
    expect(await told(bob, 0)).toEqual({ changes: [], next: 0, has_more: false })
    expect(await refusal(bob, 'since=1')).toEqual([410, 'changes_expired'])
    const path = (user: string) => `/api/v1/users/${user}/changes`
    expect((await call(path(ada.id), { token: bob.token })).status).toBe(403)
    expect((await call(path('me'), { token: bob.token })).status).toBe(200)
  })

  it('gets at most 200 bytes if there is nothing new, and 600 for one edit', async () => {
    const ada = await signUp()
    const id = await create(ada, { title: 'Call Mia about the keys to the house' })
    await send(ada, 'PATCH', `/tasks/${id}`, { priority: 3 })
    const size = async (since: number) => {
      const answer = await call(`/api/v1/changes?since=${since}`, { token: ada.token })
      return (await answer.arrayBuffer()).byteLength
    }
    const sizes = { nothing: await size(2), edit: await size(1) }
    console.info(JSON.stringify(sizes))
    expect(sizes.nothing).toBeLessThanOrEqual(200)
    expect(sizes.edit).toBeLessThanOrEqual(600)
  })
})
