// Promise 10 relies on counts that follow every change: whatever happens, they match the rows.

import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, expect, it } from 'vitest'
import { open } from './db/open.ts'
import { sweep } from './sweep.ts'
import { call } from './testing/call.ts'
import { control, sql } from './testing/neon.ts'
import { type Person, signUp } from './testing/people.ts'
import { makeToken } from './testing/personal-tokens.ts'
import { recount } from './testing/recount.ts'

afterEach(() => control.clearFaults())

/** Few, so that they collide. */
const taskIds = Array.from({ length: 8 }, (_, n) => `019aafd2-53c1-7d7e-8a0c-6f2d1f3f9d0${n}`)
const listIds = Array.from({ length: 3 }, (_, n) => `019aafd2-53c1-7d7e-8a0c-6f2d1f3f9e0${n}`)

type Request = [method: string, path: string, body?: object]
const task = fc.constantFrom(...taskIds)
const list = fc.constantFrom(...listIds)
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((notes) => notes.toWellFormed())
const storable = text.filter((notes) => !notes.includes('\0'))
const fields = fc.record(
  {
    notes: storable,
    title: fc.constantFrom('T', 'Töpfe 👍', 'x'.repeat(200)),
    labels: fc.uniqueArray(fc.constantFrom('a', 'bb', 'ccc', 'ü')),
    list_id: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, list),
    due_date: fc.constant('2030-01-31'),
  },
  { requiredKeys: ['title'] },
)
const operation = fc.oneof(
  fc.tuple(task, fields).map(([id, body]) => ({ op: 'create', id, body })),
  fc.tuple(task, fields).map(([id, body]) => ({ op: 'update', id, body })),
  task.map((id) => ({ op: 'delete', id })),
  task.map((id) => ({ op: 'delete', id, permanent: true })),
  task.map((id) => ({ op: 'restore', id })),
  task.map((id) => ({ op: 'complete', id })),
)
const row = fc.tuple(task, fields).map(([id, body]) => ({ id, ...body }))

const request: fc.Arbitrary<Request> = fc.oneof(
  fc.tuple(task, fields).map(([id, body]): Request => ['PUT', `/tasks/${id}`, body]),
  fc
    .tuple(task, task)
    .map(([id, parent_id]): Request => ['POST', '/tasks', { id, title: 'Below', parent_id }]),
  fc
    .tuple(task, fc.constantFrom('complete', 'reopen', 'restore'))
    .map(([id, verb]): Request => ['POST', `/tasks/${id}/${verb}`]),
  fc
    .tuple(task, fc.constantFrom('', '?permanent=true'))
    .map(([id, how]): Request => ['DELETE', `/tasks/${id}${how}`]),
  list.map((id): Request => ['POST', '/lists', { id, name: 'Home' }]),
  fc
    .tuple(list, fc.constantFrom('Büro', 'x'.repeat(90)))
    .map(([id, name]): Request => ['PATCH', `/lists/${id}`, { name }]),
  fc
    .tuple(list, fc.constantFrom('', '?tasks=delete'))
    .map(([id, how]): Request => ['DELETE', `/lists/${id}${how}`]),
  {
    weight: 3,
    arbitrary: fc
      .array(operation, { minLength: 1, maxLength: 4 })
      .map((operations): Request => ['POST', '/tasks/batch', { operations }]),
  },
  // From the seventeenth change on, numbers are taken in blocks.
  fc.array(fields, { minLength: 15, maxLength: 60 }).map(
    (all): Request => [
      'POST',
      '/tasks/batch',
      {
        operations: all.flatMap((body, n) => {
          const id = uuidv7()
          const create = { op: 'create', id, body: { ...body, list_id: null } }
          const end = { op: 'delete', id, permanent: true }
          return n % 3 === 0 ? [create, end] : [create]
        }),
      },
    ],
  ),
  fc
    .tuple(fc.array(row, { maxLength: 8 }), fc.constantFrom('', '?dry_run=true'))
    .map(([tasks, how]): Request => ['POST', `/import${how}`, { version: 1, tasks }]),
)

const differing = async (people: readonly Person[]) => {
  const ids = people.map(({ id }) => id)
  return await sql`
    select h.user_id, to_jsonb(h) as counted, to_jsonb(found) as found from change_log_heads h
      join ${recount} found using (user_id)
      where user_id = any (${ids}::uuid[])
        and (h.tasks, h.lists, h.labels, h.bytes, h.deletions, h.undo_bytes)
          is distinct from (found.tasks, found.lists, found.labels, found.bytes, found.deletions, found.undo_bytes)`
}

it('promise 10: counts match the rows whatever was done, by anyone, and undone', async () => {
  let done = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.boolean(), request), { minLength: 10, maxLength: 20 }),
      fc.boolean(),
      async (requests, isFailing) => {
        const ada = await signUp()
        const script = await makeToken(ada)
        const operations = taskIds
          .slice(0, 5)
          .map((id) => ({ op: 'create', id, body: { title: id } }))
        for (const id of listIds)
          await call('/api/v1/lists', { token: ada.token, body: { id, name: id } })
        await call('/api/v1/tasks/batch', { token: ada.token, body: { operations } })
        if (isFailing)
          await control.setFaults([
            { kind: 'error', match: 'app.write_tasks', times: 0, every: 3, code: '57P01' },
            { kind: 'lost', match: 'app.write_', times: 0, every: 5 },
          ])
        for (const [byToken, [method, path, body]] of requests) {
          const { token } = byToken ? script : ada
          const answer = await call(`/api/v1${path}`, { token, method, ...(body && { body }) })
          // More files than allowed in a minute.
          expect([200, 201, 204, 404, 409, 412, 422, 429, 503]).toContain(answer.status)
          if (answer.ok) done += 1
        }
        await control.clearFaults()
        expect(await differing([ada])).toEqual([])
        await call(`/api/v1/tokens/${script.id}/revert?limit=7`, {
          token: ada.token,
          method: 'POST',
        })
        expect(await differing([ada])).toEqual([])
      },
    ),
    { numRuns: 15, endOnFailure: true },
  )
  expect(done).toBeGreaterThan(80)
}, 180_000)

it('promise 10: counts follow one statement that changes thousands of rows of several users', async () => {
  const [ada, bob] = [await signUp(), await signUp('Bob')]
  const people = [ada, bob]
  const ids = people.map(({ id }) => id)
  await sql`insert into lists (user_id, id, name) select u, ${listIds[0]}, 'Home' from unnest(${ids}::uuid[]) u`
  // Alternating users: numbers and counts come in blocks per user.
  await sql`insert into tasks (user_id, id, list_id, title)
    select u, gen_random_uuid(), ${listIds[0]}, 'Task ' || n
      from generate_series(1, 1500) n, unnest(${ids}::uuid[]) u`
  expect(await differing(people)).toEqual([])
  const answer = await call(`/api/v1/lists/${listIds[0]}?tasks=delete`, {
    token: ada.token,
    method: 'DELETE',
  })
  expect(answer.status).toBe(204)
  await sql`update tasks set notes = repeat('ü', 100) where user_id = ${bob.id}`
  await sql`delete from tasks where user_id = any (${ids}::uuid[]) and title like '%7'`
  expect(await differing(people)).toEqual([])
  await sql`update tombstones set deleted_at = now() - interval '31 days' where user_id = any (${ids}::uuid[])`
  const { DATABASE_URL, NEON_ENDPOINT } = env
  await sweep(
    () => open({ url: String(DATABASE_URL), endpoint: String(NEON_ENDPOINT), waitUntil: () => {} }),
    { batch: 100 },
  )
  expect(await differing(people)).toEqual([])
  const [head] =
    await sql`select deletions::int, tasks::int from change_log_heads where user_id = ${ada.id}`
  expect(head).toEqual({ deletions: 0, tasks: 1_350 })
}, 60_000)

it('promise 10: counts match the rows even if everything happens at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.boolean(), request), { minLength: 20, maxLength: 30 }),
      async (requests) => {
        const ada = await signUp()
        const script = await makeToken(ada)
        const revert = `/tokens/${script.id}/revert`
        const all: [boolean, Request][] = [...requests, [false, ['POST', revert]]]
        const answers = await Promise.all(
          all.map(([byToken, [method, path, body]]) => {
            const { token } = byToken ? script : ada
            return call(`/api/v1${path}`, { token, method, ...(body && { body }) })
          }),
        )
        for (const { status } of answers)
          expect([200, 201, 204, 404, 409, 412, 422, 429, 503]).toContain(status)
        expect(await differing([ada])).toEqual([])
        await call(`/api/v1${revert}`, { token: ada.token, method: 'POST' })
        expect(await differing([ada])).toEqual([])
      },
    ),
    { numRuns: 8, endOnFailure: true },
  )
}, 180_000)

it('promise 10: fifty concurrent writers are all counted', async () => {
  const ada = await signUp()
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      call('/api/v1/tasks', {
        token: ada.token,
        body: { title: `Task ${n}`, notes: 'n'.repeat(n) },
      }),
    ),
  )
  expect(answers.every(({ status }) => status === 201)).toBe(true)
  expect(await differing([ada])).toEqual([])
})
