// Whatever a token and its owner do, in any order: what only the token touched is undone, what its owner did last stays.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { Copy, stateOf } from '../testing/copy.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import { makeToken } from '../testing/personal-tokens.ts'
import type { Reverted } from './schema.ts'

/** Few, so that the two meet on them. */
const taskIds = Array.from({ length: 6 }, (_, n) => `019aafd2-53c1-7d7e-8a0c-6f2d1f3f9b0${n}`)
const listIds = Array.from({ length: 2 }, (_, n) => `019aafd2-53c1-7d7e-8a0c-6f2d1f3f9c0${n}`)

type Request = [method: string, path: string, body?: object]
const task = fc.constantFrom(...taskIds)
const list = fc.constantFrom(...listIds)
const place = fc.oneof(
  fc.record({ list_id: fc.option(list) }),
  fc.record({ parent_id: fc.option(task) }),
  fc.constant({ after_id: null }),
)
const create = fc
  .tuple(
    task,
    fc.oneof(fc.record({ list_id: list }), fc.record({ parent_id: task }), fc.constant({})),
  )
  .map(([id, where]): Request => ['POST', '/tasks', { id, title: `New ${id.slice(-1)}`, ...where }])
const request: fc.Arbitrary<Request> = fc.oneof(
  { weight: 6, arbitrary: create },
  fc
    .tuple(task, fc.constantFrom({ title: 'Two' }, { notes: 'n' }, { due_date: '2099-01-01' }))
    .map(([id, body]): Request => ['PATCH', `/tasks/${id}`, body]),
  {
    weight: 2,
    arbitrary: fc.tuple(task, place).map(([id, to]): Request => ['POST', `/tasks/${id}/move`, to]),
  },
  fc
    .tuple(task, fc.constantFrom('complete', 'reopen', 'restore'))
    .map(([id, verb]): Request => ['POST', `/tasks/${id}/${verb}`]),
  fc
    .tuple(task, fc.constantFrom('', '?permanent=true'))
    .map(([id, how]): Request => ['DELETE', `/tasks/${id}${how}`]),
  { weight: 2, arbitrary: list.map((id): Request => ['POST', '/lists', { id, name: 'Home' }]) },
  list.map((id): Request => ['PATCH', `/lists/${id}`, { color: 'red' }]),
  fc
    .tuple(list, fc.constantFrom('', '?tasks=delete'))
    .map(([id, how]): Request => ['DELETE', `/lists/${id}${how}`]),
  fc.tuple(task, task).map(
    ([one, other]): Request => [
      'POST',
      '/tasks/batch',
      {
        operations: [
          { op: 'update', id: one, body: { priority: 2 } },
          { op: 'delete', id: other },
        ],
      },
    ],
  ),
)

interface Row {
  seq: string
  list_id?: string | null
  parent_id?: string | null
  deleted_at?: string | null
  [column: string]: unknown
}
type Rows = Map<string, Row>

async function rowsOf({ id }: Person): Promise<Rows> {
  const found = await sql`
    select id::text, to_jsonb(t) as row from tasks t where user_id = ${id}
    union all select id::text, to_jsonb(l) from lists l where user_id = ${id}`
  return new Map(found.map(({ id: key, row }) => [key, row]))
}

/** What of a row must be as it was, where it lies apart. */
const content = (row: Row | undefined) => {
  if (!row) return undefined
  const { version, seq, updated_at, actor, list_id, parent_id, ...rest } = row
  return rest
}

async function send(token: string, [method, path, body]: Request): Promise<void> {
  const answer = await call(`/api/v1${path}`, { token, method, ...(body && { body }) })
  expect([200, 201, 204, 404, 409, 422]).toContain(answer.status)
}

it('undoes what only the token did, and leaves what its owner did', async () => {
  let acted = 0
  const actions = fc.array(fc.tuple(fc.boolean(), request), { minLength: 15, maxLength: 25 })
  const beginning = fc.array(request, { minLength: 10, maxLength: 20 })
  const pages = fc.constantFrom(1000, 3)
  await fc.assert(
    fc.asyncProperty(beginning, actions, pages, async (first, then, limit) => {
      const ada = await signUp()
      const script = await makeToken(ada)
      const copy = new Copy(ada.token)
      for (const one of first) await send(ada.token, one)

      /** As each row should be: as it was before the token touched it first. */
      const expected = new Map<string, Row | undefined>()
      const owners = new Set<string>()
      /** What the token touched, and then its owner: nobody's to undo. */
      const tainted = new Set<string>()
      let now = await rowsOf(ada)
      for (const [byToken, one] of then) {
        const before = now
        await send(byToken ? script.token : ada.token, one)
        now = await rowsOf(ada)
        for (const id of [...taskIds, ...listIds]) {
          if (before.get(id)?.seq === now.get(id)?.seq) continue
          if (!byToken) owners.add(id)
          if (!byToken && expected.has(id)) tainted.add(id)
          if (byToken && !expected.has(id)) expected.set(id, before.get(id))
        }
      }
      await copy.update()

      const revert = async (query: string) => {
        const path = `/api/v1/tokens/${script.id}/revert?${query}`
        const answer = await call(path, { token: ada.token, method: 'POST' })
        expect(answer.status).toBe(200)
        return await answer.json<Reverted>()
      }
      const told = await revert('dry_run=true')
      const outcomes = new Map<string, string>()
      let page = await revert(`limit=${limit}`)
      for (;;) {
        for (const { id, outcome } of page.results) outcomes.set(id, outcome)
        if (!page.has_more) break
        page = await revert(`limit=${limit}&before=${page.next}`)
      }
      if (limit === 1000) expect(told.results).toEqual(page.results)

      const after = await rowsOf(ada)
      for (const [id, was] of expected) {
        acted += 1
        const is = after.get(id)
        const outcome = outcomes.get(id)
        if (tainted.has(id)) {
          expect([id, content(is)]).toEqual([id, content(now.get(id))])
          continue
        }
        if (outcome === 'in_use' || outcome === 'changed_since') {
          // Only what its owner has put below it, above it or into it may be in the way, and what hangs together with that.
          // A list that the token has deleted, too, is there again by then, with what is the owner's in it.
          const ids = [id, was?.parent_id ?? '']
          const near = [now, after].flatMap((rows) => around(ids, rows))
          expect([id, near.some((other) => owners.has(other))]).toEqual([id, true])
          continue
        }
        if (was) {
          expect([id, content(is)]).toEqual([id, content(was)])
          expectPlaced(was, is, after)
        } else expect([id, is === undefined || is.deleted_at !== null]).toEqual([id, true])
      }
      await copy.update()
      expect(copy.state).toEqual(await stateOf(ada))
      for (const { outcome } of (await revert('')).results)
        expect(['in_use', 'changed_since', 'removed']).toContain(outcome)
    }),
    { numRuns: 20, endOnFailure: true },
  )
  expect(acted).toBeGreaterThan(40)
}, 180_000)

/** Ids of what lies below these rows, above them or in them, and below, above and in that. */
function around(ids: readonly string[], rows: Rows): string[] {
  const found = new Set(ids)
  for (const id of found) {
    for (const [other, row] of rows)
      if (row.parent_id === id || row.list_id === id) found.add(other)
    const parent = rows.get(id)?.parent_id
    if (parent) found.add(parent)
  }
  return [...found].filter((id) => id !== ids[0])
}

/** Where it was, if that is still there. */
function expectPlaced(was: Row, is: Row | undefined, after: Rows): void {
  const parent = after.get(was.parent_id ?? '')
  if (parent && !parent.parent_id && (!parent.deleted_at || was.deleted_at))
    expect(is?.parent_id).toBe(was.parent_id)
  else if (!was.parent_id && after.has(was.list_id ?? '')) expect(is?.list_id).toBe(was.list_id)
}
