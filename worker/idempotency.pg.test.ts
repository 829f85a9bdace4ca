import { v7 as uuidv7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import type { Task, TaskList } from './tasks/schema.ts'
import { type CallOptions, call } from './testing/call.ts'
import { control, sql } from './testing/neon.ts'
import { accessToken, type Person, signInAgain, signUp } from './testing/people.ts'

const tasks = '/api/v1/tasks'
const post = (
  { token }: { token: string },
  key: string,
  { path = tasks, body = { title: 'Once' }, ...options }: CallOptions & { path?: string } = {},
) =>
  call(path, { token, body, ...options, headers: { 'Idempotency-Key': key, ...options.headers } })

/** What a client can read of a response, without what concerns the call itself. */
const told = async (answer: Response) => ({
  status: answer.status,
  body: await answer.text(),
  headers: Object.fromEntries(
    [...answer.headers].filter(
      ([name]) => !/^(x-request-id|server-timing|idempotency-replayed)$/.test(name),
    ),
  ),
})
const replayed = (answer: Response) => answer.headers.get('Idempotency-Replayed')
const titles = async ({ token }: Person) =>
  (await (await call(`${tasks}?view=all`, { token })).json<TaskList>()).items.map(
    ({ title }) => title,
  )
const answersOf = ({ id }: Person) =>
  sql`select key, response::text from idempotent_responses where user_id = ${id}`
const tokenWith = async (scopes: string[], { token }: Person) =>
  await (await call('/api/v1/tokens', { token, body: { name: 'x', scopes } })).json<{
    token: string
  }>()

afterEach(() => control.clearFaults())

describe('promise 4: the same request with the same key', () => {
  it('happens once, and the response is identical to the last byte', async () => {
    const ada = await signUp()
    const body = { title: 'Zoë 👍', notes: '\t"\\\u2028', labels: ['b', 'a'], priority: 3 }
    const first = await post(ada, 'k', { body })
    const second = await post(ada, 'k', { body })
    expect([replayed(first), replayed(second)]).toEqual([null, 'true'])
    const answer = await told(first)
    expect(await told(second)).toEqual(answer)
    const { id } = JSON.parse(answer.body)
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: `${tasks}/${id}`, etag: '"1"' },
    })
    expect(await titles(ada)).toEqual(['Zoë 👍'])
  })

  it('gets the first response, whatever has happened to the task since', async () => {
    const ada = await signUp()
    const first = await told(await post(ada, 'k'))
    const { id } = JSON.parse(first.body)
    const path = `${tasks}/${id}`
    await call(path, { method: 'PATCH', token: ada.token, body: { title: 'Twice' } })
    expect(await told(await post(ada, 'k'))).toEqual(first)
    await call(`${path}?permanent=true`, { method: 'DELETE', token: ada.token })
    expect(await told(await post(ada, 'k'))).toEqual(first)
    expect(await titles(ada)).toEqual([])
  })

  it('is the same on another device, with another token, and in another session', async () => {
    const ada = await signUp()
    const first = await told(await post(ada, 'k'))
    const phone = await signInAgain(ada)
    const { token } = await tokenWith(['tasks:write'], ada)
    for (const one of [{ token: await accessToken(ada.session) }, phone, { token }])
      expect(await told(await post(one, 'k'))).toEqual(first)
  })

  it('fifty times at once: one task, one body, forty-nine replays', async () => {
    const ada = await signUp()
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(ada, 'k')))
    const bodies = new Set(
      await Promise.all(answers.map(async (answer) => JSON.stringify(await told(answer)))),
    )
    expect(bodies.size).toBe(1)
    expect([...bodies][0]).toContain('"status":201')
    expect(answers.filter((answer) => replayed(answer) === 'true')).toHaveLength(49)
    expect(await titles(ada)).toEqual(['Once'])
  })

  it('fifty keys at once are fifty requests', async () => {
    const ada = await signUp()
    await Promise.all(Array.from({ length: 50 }, (_, n) => post(ada, `k${n}`)))
    expect(await titles(ada)).toHaveLength(50)
  })

  it.each(['lost', 'reset', 'error'] as const)(
    'happens once if the first one did not get through: %s',
    async (kind) => {
      const ada = await signUp()
      await control.setFaults([{ kind, match: 'app.store_response' }])
      expect((await post(ada, 'k')).status).toBe(503)
      const again = await post(ada, 'k')
      expect([again.status, replayed(again)]).toEqual([201, kind === 'lost' ? 'true' : null])
      expect(await titles(ada)).toEqual(['Once'])
    },
  )

  it('is a new request after 24 hours, and no sooner', async () => {
    const ada = await signUp()
    const first = await told(await post(ada, 'k'))
    const age = (by: string) =>
      sql`update idempotent_responses set created_at = now() - ${by}::interval where user_id = ${ada.id}`
    await age('23 hours 59 minutes')
    expect(await told(await post(ada, 'k'))).toEqual(first)
    await age('24 hours 1 minute')
    const second = await post(ada, 'k', { body: { title: 'Another' } })
    expect([second.status, replayed(second)]).toEqual([201, null])
    expect(replayed(await post(ada, 'k', { body: { title: 'Another' } }))).toBe('true')
    expect((await titles(ada)).sort()).toEqual(['Another', 'Once'])
  })
})

describe('another request with the same key', () => {
  const id = uuidv7()
  const others: [string, Parameters<typeof post>[2]][] = [
    ['another body', { body: { title: 'Other' } }],
    ['the same JSON in other words', { body: '{ "title": "Once" }' }],
    ['another query', { path: `${tasks}/quick?dry_run=false`, body: { text: 'Once' } }],
    ['another path', { path: '/api/v1/lists', body: { name: 'Once' } }],
    ['the same room by another path', { path: '/api/v1/users/me/tasks' }],
    ['another task', { path: `${tasks}/${id}/complete`, method: 'POST', body: '{}' }],
  ]
  it.each(others)('is refused, and does nothing: %s', async (_, other) => {
    const ada = await signUp()
    await call(tasks, { token: ada.token, body: { id, title: 'There' } })
    const first = await told(await post(ada, 'k'))
    const answer = await post(ada, 'k', other)
    expect([answer.status, replayed(answer)]).toEqual([422, null])
    expect(await answer.json()).toMatchObject({ code: 'idempotency_key_reused' })
    expect((await titles(ada)).sort()).toEqual(['Once', 'There'])
    expect(await told(await post(ada, 'k'))).toEqual(first)
  })

  it('includes the same one with another condition', async () => {
    const ada = await signUp()
    await call(tasks, { token: ada.token, body: { id, title: 'There' } })
    const complete = (headers: Record<string, string>) =>
      post(ada, 'k', { path: `${tasks}/${id}/complete`, body: '{}', headers })
    expect((await complete({ 'If-Match': '"1"' })).status).toBe(200)
    for (const headers of [
      { 'If-Match': '"2"' },
      { 'If-Match': '*' },
      { 'If-None-Match': '*' },
      {},
    ]) {
      const answer = await complete(headers)
      expect(await answer.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
    }
    expect(replayed(await complete({ 'If-Match': '"1"' }))).toBe('true')
  })

  it("of another user is that user's own request", async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const hers = await (await post(ada, 'k')).json<Task>()
    const his = await post(bob, 'k', { body: { title: 'Other' } })
    expect([his.status, replayed(his)]).toEqual([201, null])
    expect((await his.json<Task>()).id).not.toBe(hers.id)
    expect([await titles(ada), await titles(bob)]).toEqual([['Once'], ['Other']])
  })
})

describe('a stored response', () => {
  it('is never an error: once the cause is fixed, the key still works', async () => {
    const ada = await signUp()
    const list_id = uuidv7()
    const body = { title: 'Once', list_id }
    const refused = await post(ada, 'k', { body })
    expect([refused.status, replayed(refused)]).toEqual([422, null])
    await call('/api/v1/lists', { token: ada.token, body: { id: list_id, name: 'Home' } })
    expect((await post(ada, 'k', { body })).status).toBe(201)
  })

  it.each([
    ['a field that is not known', { body: { colour: 1 } }, 422],
    ['no JSON', { body: '{' }, 400],
    ['a task that there is not', { path: `${tasks}/${uuidv7()}/reopen`, body: '' }, 404],
    ['a token that there is not', { path: `/api/v1/tokens/${uuidv7()}/revert`, body: '' }, 404],
    ['a batch with a stranger', { path: `${tasks}/batch`, body: strange() }, 404],
  ])('is never that of %s', async (_, request, status) => {
    const ada = await signUp()
    for (let n = 0; n < 2; n += 1) {
      const answer = await post(ada, 'k', request)
      expect([answer.status, replayed(answer)]).toEqual([status, null])
    }
    expect(await answersOf(ada)).toEqual([])
  })
  function strange() {
    return { operations: [{ op: 'delete', id: uuidv7() }] }
  }

  it('is not for a token without the scope, even if its user made the request', async () => {
    const ada = await signUp()
    await post(ada, 'k')
    for (const scope of ['tasks:read', 'lists:write']) {
      const answer = await post(await tokenWith([scope], ada), 'k')
      expect([answer.status, replayed(answer)]).toEqual([403, null])
      expect(await answer.text()).not.toContain('Once')
    }
    const batch = { path: `${tasks}/batch`, body: { operations: [await deletion(ada)] } }
    expect((await post(ada, 'b', batch)).status).toBe(200)
    const answer = await post(await tokenWith(['tasks:write'], ada), 'b', batch)
    expect([answer.status, replayed(answer)]).toEqual([403, null])
  })
  const deletion = async (ada: Person) => {
    const { id } = await (await post(ada, 'd')).json<Task>()
    return { op: 'delete', id }
  }

  it('is not for a session that has ended', async () => {
    const ada = await signUp()
    await post(ada, 'k')
    await call('/api/auth/sign-out', { method: 'POST', token: ada.session })
    expect((await post(ada, 'k')).status).toBe(401)
  })

  it('contains no secret: a token is derived again, and is stored nowhere', async () => {
    const ada = await signUp()
    const request = { path: '/api/v1/tokens', body: { name: 'Script', scopes: ['tasks:read'] } }
    const first = await told(await post(ada, 'k', request))
    expect(await told(await post(ada, 'k', request))).toEqual(first)
    const { token } = JSON.parse(first.body)
    expect((await call('/api/v1/me', { token })).status).toBe(200)
    const [kept] = await answersOf(ada)
    expect(kept?.response).toContain('Script')
    // The part between prefix and checksum; base64url contains `_` too.
    const secret = token.slice('duly_pat_'.length, -6)
    expect(secret.length).toBeGreaterThan(20)
    expect(JSON.stringify(kept)).not.toContain(secret)
    const rows = await sql`select t::text from access_tokens t where user_id = ${ada.id}`
    expect(JSON.stringify(rows)).not.toContain(secret)
  })
})

describe('a key', () => {
  it.each([
    ['of 255 characters', 'k'.repeat(255)],
    ['of all there may be', ' !"#$%&\'()*+,-./0:;<=>?@A[\\]^_`a{|}~'.trim()],
    ['in two headers, which is one with a comma', 'a, b'],
  ])('may be %s', async (_, key) => {
    const ada = await signUp()
    expect((await post(ada, key)).status).toBe(201)
    expect(replayed(await post(ada, key))).toBe('true')
  })

  it.each([
    ['empty', ''],
    ['a space', ' '],
    ['256 characters', 'k'.repeat(256)],
    ['not ASCII', 'cl\u00e9'],
    ['a tab', 'a\tb'],
  ])('may not be: %s', async (_, key) => {
    const ada = await signUp()
    const answer = await post(ada, key)
    expect(await answer.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/idempotency-key' }],
    })
    expect(await titles(ada)).toEqual([])
  })

  it('is ignored for methods that are idempotent by nature', async () => {
    const ada = await signUp()
    const path = `${tasks}/${uuidv7()}`
    for (const title of ['One', 'Two'])
      expect((await post(ada, 'k', { path, method: 'PUT', body: { title } })).ok).toBe(true)
    expect(await titles(ada)).toEqual(['Two'])
    expect(await answersOf(ada)).toEqual([])
  })
})
