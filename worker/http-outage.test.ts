// If the database is unreachable, every response says so soon, and none blames the credentials.
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../tools/neon/control.ts'
import { appOrigin, type CallOptions, call } from './testing/call.ts'
import { control } from './testing/neon.ts'
import { type Person, signInAgain, signUp } from './testing/people.ts'

let ada: Person
beforeAll(async () => {
  ada = await signUp()
})
afterEach(async () => {
  await control.up()
  await control.clearFaults()
})

const id = crypto.randomUUID()
type Request = [method: string, path: string, options: () => CallOptions]
const requests: Request[] = [
  ['GET', '/api/v1/me', () => ({ token: ada.token })],
  ['GET', '/api/v1/debug/token', () => ({ token: ada.token })],
  ['GET', '/api/v1/tasks', () => ({ token: ada.token })],
  ['POST', '/api/v1/tasks', () => ({ token: ada.token, body: { title: 'Call' } })],
  ['GET', `/api/v1/tasks/${id}`, () => ({ token: ada.token })],
  ['PATCH', `/api/v1/tasks/${id}`, () => ({ token: ada.token, body: { title: 'Call' } })],
  ['DELETE', `/api/v1/tasks/${id}`, () => ({ token: ada.token })],
  ['POST', `/api/v1/tasks/${id}/complete`, () => ({ token: ada.token })],
  ['GET', '/api/v1/users/me/tasks', () => ({ token: ada.token })],
  ['GET', '/api/auth/token', () => ({ token: ada.session })],
  ['GET', '/api/auth/get-session', () => ({ token: ada.session })],
  ['GET', '/api/auth/list-sessions', () => ({ token: ada.session })],
  ['POST', '/api/auth/sign-out', () => ({ token: ada.session })],
  ['POST', '/api/auth/revoke-session', () => ({ token: ada.session, body: { token: 'x' } })],
  ['POST', '/api/auth/revoke-sessions', () => ({ token: ada.session })],
  ['POST', '/api/auth/revoke-other-sessions', () => ({ token: ada.session })],
  ['POST', '/api/auth/update-user', () => ({ token: ada.session, body: { name: 'Ada' } })],
  ['POST', '/api/auth/change-password', () => ({ token: ada.session, body: newPassword() })],
  ['POST', '/api/auth/delete-user', () => ({ token: ada.session, body: password() })],
  ['POST', '/api/auth/sign-in/email', () => ({ body: credentials() })],
  ['POST', '/api/auth/sign-up/email', () => ({ body: { ...newcomer, email: `${id}@a.test` } })],
]
const credentials = () => ({ email: ada.email, password: ada.password })
const password = () => ({ password: ada.password })
const newPassword = () => ({ currentPassword: ada.password, newPassword: 'another horse battery' })
const newcomer = { name: 'Bob', password: 'correct horse battery' }

async function expectUnavailable(method: string, path: string, options: CallOptions) {
  const start = performance.now()
  const answer = await call(path, { ...options, method, headers: { Origin: appOrigin } })
  const took = performance.now() - start
  const { headers } = answer
  expect([answer.status, await answer.json()]).toMatchObject([
    503,
    { code: path === '/ready' ? 'not_ready' : 'database_unavailable', status: 503 },
  ])
  expect(Object.fromEntries(headers)).toMatchObject({
    'access-control-allow-origin': appOrigin,
    'cache-control': expect.stringContaining('no-store'),
    'content-type': 'application/problem+json',
    'retry-after': expect.stringMatching(/^[1-9]\d?$/),
  })
  expect(headers.get('Set-Cookie')).toBeNull()
  expect(headers.get('set-auth-token')).toBeNull()
  expect(headers.get('WWW-Authenticate')).toBeNull()
  expect(took).toBeLessThan(3_000)
}

describe('promise 1: while the database is down', () => {
  it.each([...requests, ['GET', '/ready', () => ({})] satisfies Request])(
    '%s %s answers 503, with the time to retry',
    async (method, path, options) => {
      await control.down()
      await expectUnavailable(method, path, options())
    },
  )

  it('the Worker is up', async () => {
    await control.down()
    expect((await call('/health')).status).toBe(200)
    expect((await call('/.well-known/jwks.json')).status).toBe(200)
    expect((await call('/api/openapi.json')).status).toBe(200)
  })

  it('a bad token is still a bad token', async () => {
    await control.down()
    expect((await call('/api/v1/me')).status).toBe(401)
    expect((await call('/api/v1/me', { token: 'a.b.c' })).status).toBe(401)
  })

  it('nobody is signed out, whatever the response was', async () => {
    await control.down()
    for (const [method, path, options] of requests) await call(path, { ...options(), method })
    await control.up()
    expect((await call('/api/v1/me', { token: ada.token })).status).toBe(200)
    expect((await call('/api/auth/token', { token: ada.session })).status).toBe(200)
    expect((await signInAgain(ada)).token).not.toBe('')
  })
})

describe('promise 1: while every statement fails', () => {
  const faults: [string, Fault][] = [
    ['it is shut down (57P01)', { kind: 'error', match: '.', code: '57P01' }],
    ['it takes no more connections (53300)', { kind: 'error', match: '.', code: '53300' }],
    ['it does not let us in (28P01)', { kind: 'error', match: '.', code: '28P01' }],
    ['a statement takes too long (57014)', { kind: 'error', match: '.', code: '57014' }],
    ['there is a deadlock (40P01)', { kind: 'error', match: '.', code: '40P01' }],
    ['its host answers 500', { kind: 'error', match: '.', status: 500 }],
    ['its host answers 404', { kind: 'error', match: '.', status: 404 }],
    ['its host answers 429', { kind: 'error', match: '.', status: 429 }],
    ['the connection is cut', { kind: 'reset', match: '.' }],
    ['the answer is lost', { kind: 'lost', match: '^(select|begin|with)' }],
  ]
  it.each(faults)('because %s, every route answers 503', async (_, fault) => {
    await control.setFaults([{ ...fault, times: 0 }])
    for (const [method, path, options] of requests) await expectUnavailable(method, path, options())
  })
})

describe('a temporary failure', () => {
  it.each(['error', 'reset', 'lost'] as const)('is not noticed by a reader: %s', async (kind) => {
    await control.setFaults([{ kind, match: 'app.caller' }])
    const calls = await control.record(async () => {
      expect((await call('/api/v1/me', { token: ada.token })).status).toBe(200)
    })
    expect(calls.map(({ outcome }) => outcome)).toEqual([kind, 'ok'])
  })

  it('that happens twice is reported, after two attempts', async () => {
    await control.setFaults([{ kind: 'reset', match: 'app.caller', times: 2 }])
    const calls = await control.record(async () => {
      expect((await call('/api/v1/me', { token: ada.token })).status).toBe(503)
    })
    expect(calls.length).toBe(2)
  })

  it('counts towards the cost of a request', async () => {
    await control.setFaults([{ kind: 'reset', match: 'app.caller' }])
    const answer = await call('/api/v1/me', { token: ada.token })
    expect(answer.headers.get('Server-Timing')).toContain('"2 calls, ')
  })

  it('does not make a write happen twice', async () => {
    await control.setFaults([{ kind: 'lost', match: 'app.write_tasks' }])
    const calls = await control.record(async () => {
      const body = { title: 'Call' }
      expect((await call('/api/v1/tasks', { token: ada.token, body })).status).toBe(503)
    })
    expect(calls.length).toBe(1)
  })

  it.each([
    ['/api/v1/me', () => ada.token],
    ['/api/auth/token', () => ada.session],
    ['/api/auth/get-session', () => ada.session],
  ])('is not mistaken for a bad credential: %s', async (path, token) => {
    await control.setFaults([{ kind: 'reset', match: 'session' }])
    expect((await call(path, { token: token() })).status).toBe(200)
  })

  it('of three seconds, as when a database wakes up, is waited for', async () => {
    await control.setFaults([{ kind: 'delay', match: 'app.caller', delayMs: 3_000 }])
    expect((await call('/api/v1/me', { token: ada.token })).status).toBe(200)
  })

  it.each(['^begin', '"account"', '^commit'])(
    'of half a minute during sign-up (%s) is 503 within ten seconds too',
    async (match) => {
      await control.setFaults([{ kind: 'delay', match, delayMs: 30_000 }])
      const start = Date.now()
      const email = `${crypto.randomUUID()}@example.com`
      const body = { name: 'Bob', email, password: 'correct horse' }
      expect((await call('/api/auth/sign-up/email', { body })).status).toBe(503)
      expect(Date.now() - start).toBeLessThan(10_000)
    },
  )

  it('of half a minute is 503 within ten seconds, and delays nobody else', async () => {
    await control.setFaults([{ kind: 'delay', match: 'app.caller', delayMs: 30_000 }])
    const start = Date.now()
    const slow = call('/api/v1/me', { token: ada.token })
    const quick = await call('/api/v1/tasks', { token: ada.token })
    expect([quick.status, Date.now() - start < 2_000]).toEqual([200, true])
    expect([(await slow).status, Date.now() - start < 10_000]).toEqual([503, true])
  })
})
