// Stored responses are bounded, and requests still happen only once.
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Task } from './tasks/schema.ts'
import { call } from './testing/call.ts'
import { deploy } from './testing/deploy.ts'
import { imported } from './testing/files.ts'
import { sql } from './testing/neon.ts'
import { type Person, signUp } from './testing/people.ts'

// Everyone signs up before the first other deployment (testing/deploy.ts).
const people: Person[] = []
beforeAll(async () => {
  for (let n = 0; n < 8; n += 1) people.push(await signUp())
})
function someone(): Person {
  const person = people.pop()
  if (!person) throw new RangeError('more people are needed')
  return person
}

const tasks = '/api/v1/tasks'
const keyed = (token: string, key: string, path: string, body: unknown, headers = {}) =>
  call(path, { token, body, headers: { 'Idempotency-Key': key, ...headers } })
const told = ({ headers }: Response) => [
  headers.get('Idempotency-Replayed'),
  headers.get('Preference-Applied'),
]
const keptOf = async ({ id }: Person) => {
  const [row] = await sql`
    select count(*)::int as answers, coalesce(sum(octet_length(response::text)), 0)::int as bytes,
        (select responses::int from change_log_heads where user_id = ${id}) as kept,
        (select response_bytes::int from change_log_heads where user_id = ${id}) as kept_bytes
      from idempotent_responses where user_id = ${id}`
  return row ?? {}
}
const countOf = async ({ id }: Person) =>
  (await sql`select count(*)::int as count from tasks where user_id = ${id}`)[0]?.count

describe('promise 10: of a response', () => {
  it('64 kB are stored, or the minimal form: five batches that made 38 MB store less than 100 kB', async () => {
    const ada = someone()
    const ids = Array.from({ length: 100 }, () => uuidv7())
    for (let n = 0; n < 2; n += 1)
      await sql`insert into tasks (user_id, id, title, notes)
        select ${ada.id}, id, 'Task', repeat('n', 20000)
          from unnest(${ids.slice(n * 50, n * 50 + 50)}::uuid[]) id`
    for (let n = 0; n < 5; n += 1) {
      const operations = ids.map((id) => ({ op: 'update', id, body: { priority: n % 5 } }))
      const answer = await keyed(ada.token, `k${n}`, `${tasks}/batch`, { operations })
      expect(answer.status).toBe(200)
    }
    const kept = await keptOf(ada)
    expect(kept).toMatchObject({ answers: 5, kept: 5, kept_bytes: kept.bytes })
    expect(kept.bytes).toBeLessThan(100_000)
  }, 60_000)

  it('a single task over 64 kB is answered again with its version and location', async () => {
    const ada = someone()
    const body = { title: 'Long', notes: '👍'.repeat(20_000) }
    const first = await keyed(ada.token, 'k', tasks, body)
    expect([first.status, ...told(first)]).toEqual([201, null, null])
    const { id } = await first.json<Task>()
    const second = await keyed(ada.token, 'k', tasks, body)
    expect([second.status, ...told(second)]).toEqual([204, 'true', 'return=minimal'])
    expect(second.headers.get('ETag')).toBe('"1"')
    expect(second.headers.get('Content-Location')).toBe(`${tasks}/${id}`)
    expect(await countOf(ada)).toBe(1)
  })

  it('of an import less than 64 kB per thousand rows are stored, and the report is repeated whole', async () => {
    const ada = someone()
    const parent_id = uuidv7()
    const rows = [
      ...Array.from({ length: 500 }, (_, n) => ({ id: uuidv7(), title: `Task ${n}` })),
      ...Array.from({ length: 500 }, (_, n) => ({ id: uuidv7(), title: `T ${n}`, parent_id })),
    ]
    const file = { version: 1, lists: [{ id: uuidv7(), name: 'Home' }], tasks: rows }
    const ask = () => imported(ada, file, '', { 'Idempotency-Key': 'k' })
    const first = await ask()
    expect(first).toMatchObject({ created: 1_001, noted: 500, rows_omitted: 1 })
    expect(await ask()).toEqual(first)
    const kept = await keptOf(ada)
    expect(kept.bytes).toBeLessThan(64_000)
  }, 60_000)
})

describe('promise 10: beyond the daily limit', () => {
  it('promise 4: only the key is stored, and the request happens once', async () => {
    const ada = someone()
    const small = await deploy({ QUOTA_KEPT_BYTES: '2000' })
    const ask = (key: string, path: string, body: unknown) =>
      small(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          Authorization: `Bearer ${ada.token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
        },
      })
    const requests: [string, unknown][] = [
      [tasks, { title: 'One', notes: 'n'.repeat(1_800) }],
      [`${tasks}/batch`, { operations: [{ op: 'create', body: { title: 'Two' } }] }],
      [`${tasks}/quick`, { text: 'Three' }],
      ['/api/v1/lists', { name: 'Home' }],
      ['/api/v1/tokens', { name: 'Script', scopes: ['tasks:read'] }],
    ]
    // Every response is larger than what is left, except the first.
    const first = await Promise.all(requests.map(([path, body]) => ask(path, path, body)))
    expect(first.map(({ ok }) => ok)).toEqual(requests.map(() => true))
    for (const [path, body] of requests) {
      const again = await ask(path, path, body)
      expect([200, 201, 204]).toContain(again.status)
      expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    }
    const kept = await keptOf(ada)
    expect(kept).toMatchObject({ answers: 5, kept: 5 })
    expect(kept.bytes).toBeLessThanOrEqual(2_000)
    expect(await countOf(ada)).toBe(3)
    const [row] = await sql`
      select (select count(*)::int from lists where user_id = ${ada.id}) as lists,
          (select count(*)::int from access_tokens where user_id = ${ada.id}) as tokens`
    expect(row).toEqual({ lists: 1, tokens: 1 })
    const other = await ask(tasks, tasks, { title: 'Another' })
    expect(await other.json()).toMatchObject({ code: 'idempotency_key_reused' })
  })

  it('promise 4: an import continues where it stopped, and reports earlier rows as existing', async () => {
    const ada = someone()
    const small = await deploy({ QUOTA_KEPT_BYTES: '10' })
    const file = { version: 1, tasks: [{ id: uuidv7(), title: 'One' }] }
    const ask = () =>
      small('/api/v1/import', {
        method: 'POST',
        body: JSON.stringify(file),
        headers: {
          Authorization: `Bearer ${ada.token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': 'k',
        },
      })
    expect(await (await ask()).json()).toMatchObject({ created: 1 })
    const again = await ask()
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    expect(await again.json()).toMatchObject({ created: 0, exists: 1 })
  })

  it('a repeated import never reports a missing row as existing', async () => {
    const ada = someone()
    const small = await deploy({ QUOTA_KEPT_BYTES: '10', QUOTA_TASKS: '1' })
    const tasks = ['One', 'Two'].map((title) => ({ id: uuidv7(), title }))
    const ask = (key: string, query = '') =>
      small(`/api/v1/import${query}`, {
        method: 'POST',
        body: JSON.stringify({ version: 1, tasks }),
        headers: {
          Authorization: `Bearer ${ada.token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
        },
      }).then((answer) => answer.json())
    const asked = { dry_run: true, created: 1, exists: 0, refused: 1 }
    for (let n = 0; n < 2; n += 1) expect(await ask('d', '?dry_run=true')).toMatchObject(asked)
    expect(await countOf(ada)).toBe(0)
    expect(await ask('k')).toMatchObject({ created: 1, refused: 1 })
    const again = { created: 0, exists: 1, refused: 1, quota_exceeded: { quota: 'tasks' } }
    expect(await ask('k')).toMatchObject(again)
    expect(await countOf(ada)).toBe(1)
  })

  it('for keys, a request is refused before it is carried out, and works the next day', async () => {
    const ada = someone()
    const small = await deploy({ QUOTA_KEPT_ANSWERS: '3' })
    const ask = (key: string) =>
      small(tasks, {
        method: 'POST',
        body: JSON.stringify({ title: key || 'x' }),
        headers: {
          Authorization: `Bearer ${ada.token}`,
          'Content-Type': 'application/json',
          ...(key && { 'Idempotency-Key': key }),
        },
      })
    for (const key of ['a', 'b', 'c', 'a']) expect((await ask(key)).status).toBe(201)
    const refused = await ask('d')
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'rate_limited' }])
    const wait = Number(refused.headers.get('Retry-After'))
    expect(wait > 0 && wait <= 86_400).toBe(true)
    expect(await countOf(ada)).toBe(3)
    await sql`update change_log_heads set responses_on = responses_on - 1 where user_id = ${ada.id}`
    expect((await ask('d')).status).toBe(201)
  })
})
