// Promise 10: no response is large, whatever the data. Tested against the worst rows that the API accepts: a control
// character in the notes is six bytes of JSON, and a Worker holds several copies of a response while making it.
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Changes } from './changes/schema.ts'
import type { Task, TaskList } from './tasks/schema.ts'
import { call } from './testing/call.ts'
import { sendFile } from './testing/files.ts'
import { sql } from './testing/neon.ts'
import { type Person, signUp } from './testing/people.ts'
import { makeToken } from './testing/personal-tokens.ts'

/** A page and one more row. */
const page = 1_200_000
/** Any response. */
const most = 4_000_000

const worst = { title: '"'.repeat(500), notes: '\u0001'.repeat(20_000) }
const count = 150
let ada: Person
const ids = Array.from({ length: count }, () => uuidv7())

beforeAll(async () => {
  ada = await signUp()
  const made = await call('/api/v1/tasks', { token: ada.token, body: { ...worst, id: ids[0] } })
  expect(made.status).toBe(201)
  await sql`insert into tasks (user_id, id, title, notes, due_date)
    select ${ada.id}, id, ${worst.title}, repeat(${'\u0001'}, 20000), '2030-01-31'
      from unnest(${ids.slice(1)}::uuid[]) id`
}, 60_000)

const bytesOf = async (answer: Response) => {
  const { byteLength } = await answer.clone().arrayBuffer()
  return byteLength
}

describe('promise 10: a response has at most 4 MB:', () => {
  it.each(['', '&sort=title', '&view=upcoming&sort=-priority', '&view=inbox'])(
    'a page of tasks ends before 200, and no task is missing: %s',
    async (query) => {
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const path = `/api/v1/tasks?limit=200${query}${cursor && `&cursor=${cursor}`}`
        const answer = await call(path, { token: ada.token })
        expect(await bytesOf(answer)).toBeLessThan(page)
        const { items, next_cursor } = await answer.json<TaskList>()
        expect(items.length).toBeGreaterThan(0)
        expect(answer.headers.has('Link')).toBe(next_cursor !== null)
        seen.push(...items.map(({ id }) => id))
        cursor = next_cursor
      }
      const there = query.includes('upcoming') ? ids.slice(1) : ids
      expect(seen.toSorted()).toEqual(there.toSorted())
    },
    60_000,
  )

  it('a page of changes', async () => {
    const seen: string[] = []
    let since = 0
    for (let more = true; more; ) {
      const answer = await call(`/api/v1/changes?limit=500&since=${since}`, { token: ada.token })
      expect(await bytesOf(answer)).toBeLessThan(page)
      const { changes, next, has_more } = await answer.json<Changes>()
      seen.push(...changes.map(({ id }) => id))
      since = next
      more = has_more
    }
    expect(seen.toSorted()).toEqual(ids.toSorted())
  }, 60_000)

  it('a batch, which gets the minimal response if the full one would be larger', async () => {
    const some = ids.slice(0, 100)
    const operations = some.map((id) => ({ op: 'update', id, body: { priority: 1 } }))
    const answer = await call('/api/v1/tasks/batch', { token: ada.token, body: { operations } })
    expect([answer.status, answer.headers.get('Preference-Applied')]).toEqual([
      200,
      'return=minimal',
    ])
    expect(await bytesOf(answer)).toBeLessThan(20_000)
    const few = { operations: operations.slice(0, 5) }
    const whole = await call('/api/v1/tasks/batch', { token: ada.token, body: few })
    expect(whole.headers.get('Preference-Applied')).toBeNull()
    const { results } = await whole.json<{ results: { resource: Task }[] }>()
    expect(results.map(({ resource }) => resource.notes.length)).toEqual(Array(5).fill(20_000))
  }, 60_000)

  it.each(['json', 'csv', 'ics'])(
    'a chunk of an export: %s',
    async (format) => {
      const answer = await call(`/api/v1/export?format=${format}`, { token: ada.token })
      const sizes: number[] = []
      for await (const piece of answer.body ?? []) sizes.push(piece.byteLength)
      expect(sizes.length).toBeGreaterThan(2)
      expect(Math.max(...sizes)).toBeLessThan(most)
    },
    60_000,
  )

  it('all lists, as many as an account can have', async () => {
    const bob = await signUp('Bob')
    await sql`insert into lists (user_id, id, name)
      select ${bob.id}, gen_random_uuid(), repeat('👍', 100) from generate_series(1, 1000)`
    const answer = await call('/api/v1/lists', { token: bob.token })
    expect(await bytesOf(answer)).toBeLessThan(page)
    const { items, next_cursor } = await answer.json<{ items: object[]; next_cursor: null }>()
    expect([items.length, next_cursor]).toEqual([1_000, null])
  }, 60_000)

  it('all tokens, as many as a user can have', async () => {
    const bob = await signUp('Bob')
    await sql`insert into access_tokens (user_id, id, name, scopes, hash, hint, expires_at)
      select ${bob.id}, gen_random_uuid(), repeat('👍', 100), '{tasks:read,tasks:write,lists:read}',
        gen_random_uuid()::text, '', now() from generate_series(1, 500)`
    const answer = await call('/api/v1/tokens', { token: bob.token })
    expect(await bytesOf(answer)).toBeLessThan(most)
  })

  it('the report of undoing a thousand changes', async () => {
    const bob = await signUp('Bob')
    const script = await makeToken(bob)
    for (let n = 0; n < 10; n += 1) {
      const operations = Array.from({ length: 100 }, () => ({
        op: 'create',
        body: { title: '👍'.repeat(500) },
      }))
      await call('/api/v1/tasks/batch', { token: script.token, body: { operations } })
    }
    const path = `/api/v1/tokens/${script.id}/revert`
    const headers = { 'Idempotency-Key': 'k' }
    const ask = () => call(path, { token: bob.token, method: 'POST', headers })
    const first = await ask()
    expect(await bytesOf(first)).toBeLessThan(most)
    const { results, ...rest } = await first.json<{ results: object[] }>()
    expect(results).toHaveLength(1_000)
    // The stored response has no rows, but says how to continue.
    const again = await ask()
    expect(again.headers.get('Preference-Applied')).toBe('return=minimal')
    expect(await again.json()).toEqual({ ...rest, results: [] })
  }, 60_000)

  it('the report of an import in which every field of every row is wrong: three errors for each of a thousand rows', async () => {
    const bob = await signUp('Bob')
    const wrong = {
      title: 1,
      notes: 2,
      labels: 3,
      priority: 'x',
      due_date: 'y',
      rank: 4,
      colour: 1,
    }
    const tasks = Array.from({ length: 25_000 }, () => wrong)
    const answer = await sendFile(bob, { version: 1, tasks })
    expect(answer.status).toBe(200)
    expect(await bytesOf(answer)).toBeLessThan(page)
    const report = await answer.json<{ rows: { row: number; errors: object[] }[] }>()
    expect(report).toMatchObject({ refused: 25_000, noted: 25_000, rows_omitted: 24_000 })
    expect(report.rows.map(({ row }) => row)).toEqual(
      Array.from({ length: 1_000 }, (_, n) => n + 1),
    )
    expect(report.rows.every(({ errors }) => errors.length === 3)).toBe(true)
  }, 60_000)
})

describe('promise 10: a report', () => {
  it('lists rows with problems before those without', async () => {
    const bob = await signUp('Bob')
    const tasks = Array.from({ length: 1_500 }, (_, n) =>
      n === 1_400 ? { title: '' } : { id: uuidv7(), title: `Task ${n}` },
    )
    const answer = await sendFile(bob, { version: 1, tasks }, '?dry_run=true')
    const report = await answer.json<{ rows: { row: number; outcome: string }[] }>()
    expect(report).toMatchObject({ created: 1_499, refused: 1, noted: 1, rows_omitted: 500 })
    expect(report.rows.at(-1)).toMatchObject({ row: 1_401, outcome: 'refused' })
    expect(report.rows.at(-2)).toMatchObject({ row: 999, outcome: 'created' })
  })
})
