// Properties of every response: who may read it, who may cache it, what it cost.
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appOrigin, type CallOptions, call } from './testing/call.ts'
import { control } from './testing/neon.ts'
import { type Person, signUp } from './testing/people.ts'

let ada: Person
/** Her task, at version 1. */
const task = crypto.randomUUID()
beforeAll(async () => {
  ada = await signUp()
  await call('/api/v1/tasks', { token: ada.token, body: { id: task, title: 'Call' } })
})
afterEach(async () => {
  await control.clearFaults()
})

type Case = [status: number, path: string, options: () => CallOptions]
/** One response of each kind, from the API's routes, from Better Auth, and from neither. */
const answers: Case[] = [
  [200, '/health', () => ({})],
  [200, '/ready', () => ({})],
  [200, '/.well-known/jwks.json', () => ({})],
  [200, '/api/openapi.json', () => ({})],
  [200, '/api/v1/me', () => ({ token: ada.token })],
  [201, '/api/v1/tasks', () => ({ token: ada.token, body: { title: 'Call' } })],
  [400, '/api/v1/tasks', () => ({ token: ada.token, body: '{' })],
  [401, '/api/v1/me', () => ({})],
  [401, '/api/v1/me', () => ({ token: 'a.b.c' })],
  [403, `/api/v1/users/${crypto.randomUUID()}/tasks`, () => ({ token: ada.token })],
  [404, '/', () => ({})],
  [404, '/api/v1/nothing', () => ({ token: ada.token })],
  [404, `/api/v1/tasks/${crypto.randomUUID()}`, () => ({ token: ada.token })],
  [405, '/api/v1/me', () => ({ token: ada.token, method: 'DELETE' })],
  [406, '/api/v1/me', () => ({ token: ada.token, headers: { Accept: 'text/html' } })],
  [409, '/api/v1/tasks', () => ({ token: ada.token, body: { id: task, title: 'Other' } })],
  [410, '/api/v1/changes?since=99999999', () => ({ token: ada.token })],
  [412, `/api/v1/tasks/${task}`, () => patch('"9"')],
  [413, '/api/v1/tasks', () => ({ token: ada.token, body: { title: 'x'.repeat(300_000) } })],
  [415, '/api/v1/tasks', () => ({ body: 'a', headers: { 'Content-Type': 'text/plain' } })],
  [422, '/api/v1/tasks', () => ({ token: ada.token, body: {} })],
  [200, '/api/auth/get-session', () => ({})],
  [200, '/api/auth/get-session', () => ({ token: ada.session })],
  [200, '/api/auth/token', () => ({ token: ada.session })],
  [200, '/api/auth/list-sessions', () => ({ token: ada.session })],
  [200, '/api/auth/sign-in/email', () => ({ body: { email: ada.email, password: ada.password } })],
  [401, '/api/auth/sign-in/email', () => ({ body: { email: ada.email, password: 'wrong' } })],
  [401, '/api/auth/token', () => ({})],
  [404, '/api/auth/nothing', () => ({})],
  [
    415,
    '/api/auth/sign-in/email',
    () => ({ body: '{}', headers: { 'Content-Type': 'text/plain' } }),
  ],
  [422, '/api/auth/sign-up/email', () => ({ body: {} })],
]
const patch = (tag: string): CallOptions => ({
  method: 'PATCH',
  token: ada.token,
  body: { title: 'Other' },
  headers: { 'If-Match': tag },
})
/** These may be cached, and revalidated by their tag. */
const pages = new Set(['/.well-known/jwks.json', '/api/openapi.json'])

const from = (origin: string, { headers, ...options }: CallOptions = {}): CallOptions => ({
  ...options,
  headers: { Origin: origin, ...headers },
})

describe('a response', () => {
  it.each(answers)(
    '%i of %s has everything that all responses have',
    async (status, path, options) => {
      const answer = await call(path, from(appOrigin, options()))
      const body = await answer.text()
      const { headers } = answer
      expect([status, answer.status, body.slice(0, status === answer.status ? 0 : 500)]).toEqual([
        status,
        status,
        '',
      ])
      expect(Object.fromEntries(headers)).toMatchObject({
        'access-control-allow-origin': appOrigin,
        vary: expect.stringMatching(/^(Prefer, )?Origin$/),
        'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
        'x-content-type-options': 'nosniff',
        'strict-transport-security': expect.stringMatching(/^max-age=\d{7,}/),
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'server-timing': expect.stringMatching(
          /^db;dur=\d+\.\d;desc="\d+ calls?, \d+ statements?", total;dur=\d+\.\d$/,
        ),
      })
      if (!pages.has(path)) expect(headers.get('Cache-Control')).toContain('no-store')
      expect(headers.get('Access-Control-Allow-Credentials')).toBeNull()
      expect(headers.get('Set-Cookie')).toBeNull()
      expect(headers.get('set-auth-jwt')).toBeNull()
      if (status >= 400) {
        expect(headers.get('Content-Type')).toBe('application/problem+json')
        expect(JSON.parse(body)).toMatchObject({
          type: expect.stringMatching(/^urn:duly:problem:[a-z_]+$/),
          title: expect.any(String),
          status,
          code: expect.stringMatching(/^[a-z_]+$/),
          request_id: headers.get('X-Request-Id'),
        })
      }
      if (status === 401)
        expect(headers.get('WWW-Authenticate') ?? '').toMatch(/^Bearer realm="duly"/)
    },
  )

  it('without a body can be read by the app too', async () => {
    const path = `/api/v1/tasks/${task}`
    const unchanged = { token: ada.token, headers: { 'If-None-Match': '"1"' } }
    const asked = [unchanged, { token: ada.token, method: 'DELETE' }]
    for (const [index, options] of asked.entries()) {
      const answer = await call(path, from(appOrigin, options))
      expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([
        [304, 204][index],
        appOrigin,
      ])
    }
  })

  it('to a defect of ours is 500, readable, and reveals nothing', async () => {
    await control.setFaults([{ kind: 'error', match: 'app.caller', code: '42P01', times: 0 }])
    const answer = await call('/api/v1/me', from(appOrigin, { token: ada.token }))
    const { request_id, ...body } = await answer.json<Record<string, unknown>>()
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(appOrigin)
    expect(answer.headers.get('Server-Timing')).toMatch(/^db;dur=/)
    expect(request_id).toBe(answer.headers.get('X-Request-Id'))
    expect(body).toEqual({
      type: 'urn:duly:problem:internal_error',
      status: 500,
      code: 'internal_error',
      title: 'Something went wrong on our side',
    })
  })

  it('to a defect under Better Auth is 500, readable, and reveals nothing', async () => {
    await control.setFaults([{ kind: 'error', match: 'session', code: '42P01', times: 0 }])
    const answer = await call('/api/auth/token', from(appOrigin, { token: ada.session }))
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(appOrigin)
    expect([answer.status, await answer.json()]).toMatchObject([500, { code: 'internal_error' }])
  })

  it('with an entity tag may be cached by its reader, who revalidates it', async () => {
    const { id } = await (
      await call('/api/v1/tasks', { token: ada.token, body: { title: 'Call' } })
    ).json<{ id: string }>()
    for (const method of ['GET', 'HEAD']) {
      const answer = await call(`/api/v1/tasks/${id}`, { method, token: ada.token })
      const { headers } = answer
      expect([method, headers.get('ETag')]).toEqual([method, '"1"'])
      expect([method, headers.get('Cache-Control')]).toEqual([method, 'private, no-cache'])
    }
  })

  it('shows the cost of the database', async () => {
    const timing = async (path: string, options: CallOptions) =>
      (await call(path, options)).headers.get('Server-Timing')
    expect(await timing('/health', {})).toContain('desc="0 calls, 0 statements"')
    expect(await timing('/api/v1/me', { token: ada.token })).toContain('"1 call, 2 statements"')
  })
})

describe('a request id', () => {
  it.each(['a', 'a-b_c=9', crypto.randomUUID(), 'x'.repeat(100)])('is kept: %s', async (id) => {
    const answer = await call('/api/v1/me', { headers: { 'X-Request-Id': id } })
    expect(answer.headers.get('X-Request-Id')).toBe(id)
    expect(await answer.json()).toMatchObject({ request_id: id })
  })

  it.each(['', 'a b', 'a"b', '<b>', 'a,b', 'x'.repeat(101), 'a:b', '../a'])(
    'is replaced: %s',
    async (id) => {
      const answer = await call('/api/v1/me', { headers: { 'X-Request-Id': id } })
      expect(answer.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
    },
  )
})

describe('the app', () => {
  const preflight = (origin: string, path = '/api/v1/tasks') =>
    call(path, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'PATCH',
        'Access-Control-Request-Headers': 'authorization,content-type,if-match',
      },
    })
  const list = (answer: Response, name: string) =>
    (answer.headers.get(name) ?? '').toLowerCase().split(/, */)

  it.each(['/api/v1/tasks', '/api/auth/sign-in/email', '/api/nothing'])(
    'may send a preflight, and need not send another for two hours: %s',
    async (path) => {
      const answer = await preflight(appOrigin, path)
      expect([answer.status, await answer.text()]).toEqual([204, ''])
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(appOrigin)
      expect(answer.headers.get('Access-Control-Max-Age')).toBe('7200')
      expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull()
      expect(list(answer, 'Access-Control-Allow-Methods')).toEqual(
        expect.arrayContaining(['get', 'post', 'put', 'patch', 'delete']),
      )
      expect(list(answer, 'Access-Control-Allow-Headers')).toEqual(
        expect.arrayContaining([
          'authorization',
          'content-type',
          'if-match',
          'if-none-match',
          'idempotency-key',
        ]),
      )
      expect(list(answer, 'Vary')).toContain('origin')
    },
  )

  it.each(['/api/v1/me', '/api/auth/get-session'])('may read the headers of %s', async (path) => {
    const exposed = list(await call(path, from(appOrigin)), 'Access-Control-Expose-Headers')
    const wanted =
      'accept-patch allow content-location etag idempotency-replayed link location preference-applied ' +
      'retry-after server-timing set-auth-token x-request-id'
    expect(exposed).toEqual(expect.arrayContaining(wanted.split(' ')))
  })

  it.each([appOrigin, 'https://my-branch.duly.pages.dev', 'https://0a1b2c3d.duly.pages.dev'])(
    'is at %s',
    async (origin) => {
      for (const answer of [await preflight(origin), await call('/api/v1/me', from(origin))])
        expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(origin)
    },
  )

  it.each([
    'null',
    '*',
    'https://evil.test',
    'http://app.duly.test',
    'https://app.duly.test:8443',
    'https://app.duly.test.evil.test',
    'https://evilapp.duly.test',
    'https://x.app.duly.test',
    'https://duly.test',
    'https://app.duly.test/',
    'https://APP.duly.test',
    'https://app.duly.test, https://evil.test',
    'https://api.duly.test',
    'https://duly.pages.dev',
    'https://.duly.pages.dev',
    'https://a.b.duly.pages.dev',
    'http://a.duly.pages.dev',
    'https://a.duly.pages.dev:8443',
    'https://evil-duly.pages.dev',
    'https://evil.pages.dev',
    'https://a.duly.pages.dev.evil.test',
    'https://evil.test/.duly.pages.dev',
    'https://evil.test#.duly.pages.dev',
    'https://evil.test?.duly.pages.dev',
    'https://ada@evil.duly.pages.dev',
    'https://A.duly.pages.dev',
  ])('is not at %s', async (origin) => {
    const others = [
      await preflight(origin),
      await call('/api/v1/me', from(origin)),
      await call('/api/v1/me', from(origin, { token: ada.token })),
      await call('/api/auth/get-session', from(origin, { token: ada.session })),
      await call('/api/auth/sign-in/email', from(origin, { body: {} })),
      await call('/nothing', from(origin)),
    ]
    for (const answer of others) {
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
      expect(answer.headers.get('Vary')?.toLowerCase()).toContain('origin')
    }
  })
})
