// How a broken database must look at the API, one test per row and kind. See also every route in http-outage.test.ts,
// every key and condition in idempotency.pg.test.ts and conditional.pg.test.ts, and restarts in tools/e2e.
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../tools/neon/control.ts'
import { call } from './testing/call.ts'
import { control } from './testing/neon.ts'
import { type Person, signUp } from './testing/people.ts'

let ada: Person
let bob: Person
beforeAll(async () => {
  ada = await signUp()
  bob = await signUp('Bob')
})
afterEach(async () => {
  await control.up()
  await control.clearFaults()
})

const tasks = '/api/v1/tasks'
const read = ({ token }: Person) => call(tasks, { token })
const create = ({ token }: Person, body: object, headers: Record<string, string> = {}) =>
  call(tasks, { token, body: { title: 'One', ...body }, headers })

/** Ways in which the database fails every request, and what the call log shows. */
const broken: [string, () => Promise<void>][] = [
  ['down', () => control.down()],
  ['reset', () => control.setFaults([{ kind: 'reset', match: '.', times: 0 }])],
  ['5xx', () => control.setFaults([{ kind: 'error', match: '.', status: 502, times: 0 }])],
]

describe.each(broken)('database %s', (_, breakIt) => {
  const requests = [
    ['a read', () => read(ada)],
    ['a write', () => create(ada, { id: uuidv7() })],
    ['a write with a key', () => create(ada, {}, { 'Idempotency-Key': uuidv7() })],
    ['/ready', () => call('/ready')],
  ] as const
  it.each(requests)('%s is 503 with Retry-After within 3 s', async (_, send) => {
    await breakIt()
    const start = performance.now()
    const answer = await send()
    expect(performance.now() - start).toBeLessThan(3_000)
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2'])
  })

  it('/health is 200', async () => {
    await breakIt()
    expect((await call('/health')).status).toBe(200)
  })

  it('after recovery, both are 200, and nothing was written meanwhile', async () => {
    const { items } = await (await read(ada)).json<{ items: unknown[] }>()
    await breakIt()
    await create(ada, {})
    await control.up()
    await control.clearFaults()
    expect((await call('/ready')).status).toBe(200)
    expect(await (await read(ada)).json()).toMatchObject({ items })
  })
})

describe('one fault', () => {
  const kinds: [string, Fault][] = [
    ['reset', { kind: 'reset', match: 'app.authenticate_session' }],
    ['5xx', { kind: 'error', match: 'app.authenticate_session', status: 502 }],
    ['lost', { kind: 'lost', match: 'app.authenticate_session' }],
  ]
  it.each(kinds)('(%s) during a read is retried once and not noticed', async (_, fault) => {
    await control.setFaults([fault])
    const calls = await control.record(async () => expect((await read(ada)).status).toBe(200))
    expect(calls).toHaveLength(2)
  })

  const writes: [method: string, path: string, body?: object][] = [
    ['POST', tasks, { title: 'One' }],
    ['PATCH', `${tasks}/${uuidv7()}`, { title: 'One' }],
    ['PUT', `${tasks}/${uuidv7()}`, { title: 'One' }],
    ['DELETE', `${tasks}/${uuidv7()}`],
    ['POST', `${tasks}/batch`, { operations: [{ op: 'create', body: { title: 'One' } }] }],
    ['POST', '/api/v1/lists', { name: 'Home' }],
  ]
  it.each(writes)(
    'during %s %s is reported at once: only the client knows whether it may retry',
    async (method, path, body) => {
      for (const [, fault] of kinds) {
        await control.setFaults([fault])
        const options = { method, token: ada.token, ...(body && { body }) }
        const calls = await control.record(async () =>
          expect((await call(path, options)).status).toBe(503),
        )
        expect(calls).toHaveLength(1)
      }
    },
  )
})

describe('answer lost after a write', () => {
  const retries = [
    ['an id', () => ({ body: { id: uuidv7() }, headers: {} }), [200, null]],
    ['a key', () => ({ body: {}, headers: { 'Idempotency-Key': uuidv7() } }), [201, 'true']],
  ] as const
  it.each(retries)('a retry with %s gets the same task, once', async (_, make, told) => {
    const person = await signUp()
    const { body, headers } = make()
    await control.setFaults([{ kind: 'lost', match: 'app.write_tasks', times: 2 }])
    for (let n = 0; n < 2; n += 1) expect((await create(person, body, headers)).status).toBe(503)
    await control.clearFaults()
    const answer = await create(person, body, headers)
    expect([answer.status, answer.headers.get('Idempotency-Replayed')]).toEqual(told)
    const { items } = await (await read(person)).json<{ items: unknown[] }>()
    expect(items).toEqual([await answer.json()])
  })

  it.each([
    ['PUT', {}, 200],
    ['PATCH', {}, 200],
    ['PATCH', { 'If-Match': '"1"' }, 412],
    ['DELETE', {}, 204],
  ])('%s %j may be repeated as is', async (method, headers, status) => {
    const person = await signUp()
    const { id } = await (await create(person, {})).json<{ id: string }>()
    const body = method === 'DELETE' ? undefined : { title: 'Two' }
    const send = () =>
      call(`${tasks}/${id}`, { method, token: person.token, headers, ...(body && { body }) })
    await control.setFaults([{ kind: 'lost', match: 'app.write_tasks' }])
    expect((await send()).status).toBe(503)
    expect((await send()).status).toBe(status)
    const left = await call(`${tasks}/${id}`, { token: person.token })
    expect(await left.json()).toMatchObject({ version: 2 })
  })
})

describe('a slow database', () => {
  const slow = (delayMs: number) =>
    control.setFaults([{ kind: 'delay', match: 'app.write_tasks', delayMs }])

  it('that takes 3 s once, as when it wakes up, is waited for', async () => {
    await slow(3_000)
    expect((await create(ada, {})).status).toBe(201)
  })

  it('that takes 30 s is 503 within 10 s, and other requests are served meanwhile', async () => {
    await slow(30_000)
    const start = performance.now()
    const waiting = create(ada, {})
    const others = await Promise.all([read(bob), create(bob, {}), read(ada)])
    expect(others.map(({ status }) => status)).toEqual([200, 201, 200])
    expect(performance.now() - start).toBeLessThan(2_500)
    const answer = await waiting
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2'])
    expect(performance.now() - start).toBeLessThan(10_000)
  }, 30_000)
})
