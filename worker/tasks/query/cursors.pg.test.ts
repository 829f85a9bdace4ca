// Cursors: where they are valid, and that pages neither repeat nor skip a task while others write.
import {
  array,
  asyncProperty,
  constantFrom,
  assert as everyTime,
  integer,
  record,
  tuple,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { call } from '../../testing/call.ts'
import { sql } from '../../testing/neon.ts'
import { type Person, signInAgain, signUp } from '../../testing/people.ts'
import type { TaskList } from '../schema.ts'
import { make, page, pathOf, refused } from './testing/asking.ts'

const some = (count: number) => Array.from({ length: count }, (_, n) => ({ title: `Task ${n}` }))

const firstCursor = async (person: Pick<Person, 'token'>, query: Record<string, string> = {}) =>
  (await page(person, { limit: '1', ...query })).next_cursor ?? ''

const personalToken = async ({ token }: Person): Promise<string> => {
  const body = { name: 'Script', scopes: ['tasks:read'], expires_in_days: 1 }
  const answer = await call('/api/v1/tokens', { token, body })
  expect(answer.status).toBe(201)
  return (await answer.json<{ token: string }>()).token
}

describe('a cursor', () => {
  it('is valid only for its filter and order, with any limit', async () => {
    const ada = await signUp()
    await make(ada, some(4))
    const query = { view: 'inbox', sort: 'title', priority: '0', timezone: 'Europe/Berlin' }
    const cursor = await firstCursor(ada, query)
    expect((await page(ada, { ...query, cursor, limit: '200' })).items).toHaveLength(3)
    const others: Record<string, string>[] = [
      { ...query, sort: '-title' },
      { ...query, view: 'all' },
      { ...query, priority: '1' },
      { ...query, timezone: 'UTC' },
      { ...query, q: 'task' },
      { ...query, label: 'x' },
      { ...query, list_id: 'none' },
      { ...query, due_before: '2027-01-01' },
      {},
    ]
    for (const other of others) {
      expect(await refused(ada, pathOf({ ...other, cursor }))).toEqual(['/cursor'])
    }
  })

  it('is valid for its user on any device, and under the path with the user', async () => {
    const ada = await signUp()
    const bob = await signUp('Bob')
    await make(ada, some(3))
    await make(bob, some(3))
    const cursor = await firstCursor(ada)
    const again = await signInAgain(ada)
    expect((await page(again, { cursor })).items).toHaveLength(2)
    for (const user of ['me', ada.id]) {
      const path = pathOf({ cursor }, `/api/v1/users/${user}/tasks`)
      const answer = await call(path, { token: ada.token })
      expect((await answer.json<TaskList>()).items).toHaveLength(2)
    }
    expect(await refused(bob, pathOf({ cursor }))).toEqual(['/cursor'])
  })

  it('of a personal access token is valid for that token only', async () => {
    const ada = await signUp()
    await make(ada, some(3))
    const [one, two] = [await personalToken(ada), await personalToken(ada)]
    const cursor = await firstCursor({ token: one })
    expect((await page({ token: one }, { cursor })).items).toHaveLength(2)
    expect(await refused({ ...ada, token: two }, pathOf({ cursor }))).toEqual(['/cursor'])
    expect(await refused(ada, pathOf({ cursor }))).toEqual(['/cursor'])
    const own = await firstCursor(ada)
    expect(await refused({ ...ada, token: one }, pathOf({ cursor: own }))).toEqual(['/cursor'])
  })

  it('that was changed anywhere, cut or extended is refused', async () => {
    const ada = await signUp()
    await make(ada, some(2))
    const cursor = await firstCursor(ada)
    const [payload = '', tag = ''] = cursor.split('.')
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const shifted = (text: string, steps: number) =>
      alphabet[(alphabet.indexOf(text) + steps) % alphabet.length] ?? ''
    const made = [
      cursor.slice(0, -1),
      cursor.slice(1),
      `${cursor}A`,
      `${cursor}=`,
      `${cursor}.${tag}`,
      `${payload}.`,
      `.${tag}`,
      payload,
      '.',
      ' ',
      'x'.repeat(1_000),
      `${btoa('["9999-01-01","x"]').replaceAll('=', '')}.${tag}`,
      // The last character has four meaningful bits and two spare ones.
      ...[1, 2, 3].map((steps) => cursor.slice(0, -1) + shifted(tag.at(-1) ?? '', steps)),
      ...Array.from({ length: 10 }, (_, n) => {
        const place = Math.floor((cursor.length * n) / 10)
        return `${cursor.slice(0, place)}${shifted(cursor[place] ?? '', 1)}${cursor.slice(place + 1)}`
      }),
    ].filter((one) => one !== cursor)
    for (const one of made) {
      expect(await refused(ada, pathOf({ cursor: one }))).toEqual(['/cursor'])
    }
  })

  it('continues after a task that was deleted', async () => {
    const ada = await signUp()
    const made = await make(ada, some(4))
    const { items, next_cursor } = await page(ada, { sort: 'created', limit: '2' })
    const path = `/api/v1/tasks/${items[1]?.id}?permanent=true`
    await call(path, { token: ada.token, method: 'DELETE' })
    const rest = await page(ada, { sort: 'created', cursor: next_cursor ?? '' })
    expect(rest.items.map(({ id }) => id)).toEqual(made.slice(2).map(({ id }) => id))
  })
})

describe('pages', () => {
  it('have at most 200 tasks, and `Link` and `next_cursor` show whether there are more', async () => {
    const ada = await signUp()
    await sql`insert into tasks (user_id, id, title)
      select ${ada.id}, gen_random_uuid(), 'Task ' || n from generate_series(1, 201) n`
    const answer = await call('/api/v1/tasks?limit=200&sort=title&list_id=none', {
      token: ada.token,
    })
    const first = await answer.json<TaskList>()
    expect(first.items).toHaveLength(200)
    const link = /^<(.*)>; rel="next"$/.exec(answer.headers.get('Link') ?? '')?.[1] ?? ''
    expect(link).toBe(`/api/v1/tasks?limit=200&sort=title&list_id=none&cursor=${first.next_cursor}`)
    const last = await call(link, { token: ada.token })
    const rest = await last.json<TaskList>()
    expect([rest.items.length, rest.next_cursor, last.headers.get('Link')]).toEqual([1, null, null])
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(201)
    expect((await page(ada, {})).items).toHaveLength(50)
    expect((await page(ada, { limit: '1' })).items).toHaveLength(1)
    expect((await page(ada, { limit: '200', list_id: 'none', priority: '4' })).items).toEqual([])
  })

  it('link to the path that was requested', async () => {
    const ada = await signUp()
    await make(ada, some(2))
    const answer = await call('/api/v1/users/me/tasks?limit=1', { token: ada.token })
    expect(answer.headers.get('Link')).toContain('</api/v1/users/me/tasks?limit=1&cursor=')
  })

  /** Changes by others between two pages, with the index of an existing task where one is needed. */
  const writes = array(
    tuple(constantFrom('create', 'update', 'delete', 'complete'), integer({ min: 0, max: 19 })),
    { maxLength: 4 },
  )
  const orders = ['created', '-created', 'title', '-title', 'priority', '-due', 'rank', '-rank']

  it('show every task once that existed throughout and did not move, whatever others write', async () => {
    const ada = await signUp()
    await everyTime(
      asyncProperty(
        record({
          sort: constantFrom(...orders),
          view: constantFrom('all', 'inbox'),
          limit: integer({ min: 1, max: 7 }),
          between: array(writes, { minLength: 3, maxLength: 3 }),
        }),
        async ({ sort, view, limit, between }) => {
          await sql`delete from tasks where user_id = ${ada.id}`
          const made = await make(
            ada,
            Array.from({ length: 20 }, (_, n) => ({ title: `T${n % 6}`, priority: n % 3 })),
          )
          const touched = new Set<string>()
          const shown: string[] = []
          let cursor: string | null = ''
          for (let turn = 0; cursor !== null; turn += 1) {
            const query = { sort, view, limit: String(limit), ...(cursor && { cursor }) }
            const answered: TaskList = await page(ada, query)
            shown.push(...answered.items.map(({ id }) => id))
            cursor = answered.next_cursor
            const operations = (between[turn] ?? []).map(([kind, n]) => write(kind, made[n]?.id))
            for (const { id } of operations) if (id) touched.add(id)
            await Promise.all(operations.map(({ run }) => run(ada)))
          }
          const still = made.map(({ id }) => id).filter((id) => !touched.has(id))
          const counts = still.map((id) => shown.filter((one) => one === id).length)
          expect(counts).toEqual(still.map(() => 1))
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)
})

function write(kind: string, id = '') {
  const send = (path: string, method: string, body?: object) => async (person: Person) => {
    const options = { token: person.token, method, ...(body && { body }) }
    expect((await call(`/api/v1/tasks${path}`, options)).status).toBeLessThan(500)
  }
  switch (kind) {
    case 'create':
      return { id: undefined, run: send('', 'POST', { title: 'T3', priority: 1 }) }
    case 'update':
      return { id, run: send(`/${id}`, 'PATCH', { title: 'T0 moved', priority: 2 }) }
    case 'delete':
      return { id, run: send(`/${id}?permanent=true`, 'DELETE') }
    default:
      return { id, run: send(`/${id}/complete`, 'POST') }
  }
}
