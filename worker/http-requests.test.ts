// No method, path spelling, cookie or number of attempts gets a request past the guard.
import { beforeAll, describe, expect, it } from 'vitest'
import { appOrigin, type CallOptions, call } from './testing/call.ts'
import { control } from './testing/neon.ts'
import { concrete, probes, proper } from './testing/operations.ts'
import { accessToken, type Person, signUp } from './testing/people.ts'

let ada: Person
beforeAll(async () => {
  ada = await signUp()
})

const outcome = async (path: string, options: CallOptions) => {
  const answer = await call(path, options)
  const text = await answer.text()
  return [answer.status, text && JSON.parse(text).code]
}
describe('an operation', () => {
  it('refuses session tokens on every path of the task API', async () => {
    const open: string[] = []
    for (const probe of await probes()) {
      if (probe.needs !== 'access token') continue
      const answer = await call(concrete(probe), proper(probe, { token: ada.session }))
      if (answer.status !== 401) open.push(probe.name)
    }
    expect(open).toEqual([])
  })

  it('cannot be changed by a header or a parameter', async () => {
    const { id } = await (
      await call('/api/v1/tasks', { token: ada.token, body: { title: 'Call' } })
    ).json<{ id: string }>()
    const path = `/api/v1/tasks/${id}`
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      const headers = { [name]: 'DELETE' }
      expect((await call(path, { token: ada.token, headers })).status).toBe(200)
      expect((await call(path, { token: ada.token, headers, method: 'POST' })).status).toBe(405)
    }
    await call(`${path}?_method=DELETE`, { token: ada.token, method: 'POST' })
    expect((await call(path, { token: ada.token })).status).toBe(200)
  })

  it('answers HEAD like GET, without a body', async () => {
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => call('/api/v1/me', { method, token: ada.token })),
    )
    expect([get?.status, head?.status, await head?.text()]).toEqual([200, 200, ''])
    expect(head?.headers.get('Content-Type')).toBe(get?.headers.get('Content-Type'))
  })
})

describe('a method', () => {
  it.each([
    ['DELETE', '/health', 'GET, HEAD'],
    ['POST', '/api/v1/me', 'GET, HEAD'],
    ['PUT', '/api/v1/tasks', 'GET, POST, HEAD'],
    ['PROPFIND', '/api/v1/tasks', 'GET, POST, HEAD'],
    ['GET', `/api/v1/tasks/${crypto.randomUUID()}/complete`, 'POST'],
    ['GET', '/api/auth/sign-in/email', 'POST'],
    ['POST', '/api/auth/jwks', 'GET, HEAD'],
  ])('that no route supports is 405: %s %s', async (method, path, allowed) => {
    const answer = await call(path, { method, token: ada.token })
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, allowed])
  })
})

describe('a path', () => {
  it.each([
    '//api/v1/me',
    '/api//v1/me',
    '/api/v1//me',
    '/%61pi/v1/me',
    '/api/%76%31/me',
    '/api/v1/%6de',
    '/api/v1/%256de',
    '/api%2Fv1%2Fme',
    '/api/v1/me/',
    '/api/v1/me%2F',
    '/api/v1/me;x',
    '/api/v1/me;/x',
    '/api/v1/me%00',
    '/api/v1/me%20',
    '/api/v1/me.json',
    '/api/v1/x/../me',
    '/api/v1/x/%2e%2e/me',
    '/api/v1/x/..%2fme',
    '/api/auth/../v1/me',
    '/api/auth/%2e%2e/v1/me',
    '/api/auth/..%2fv1/me',
    '/health/../api/v1/me',
    '/api/v1\\me',
    '/API/V1/ME',
    '/api/v1/me?x=/health',
    '/api/v1/me#/health',
    '/api/v1/tasks/%ff',
    '/api/v1/users/me/tasks/',
    '/api/v1/users//tasks',
  ])('does not bypass the guard: %s', async (path) => {
    for (const method of ['GET', 'POST'])
      expect([401, 404, 405]).toContain((await call(path, { method })).status)
  })

  it.each(['/', '/api', '/api/', '/api/v2/tasks', '/index.html', '/.env', '/favicon.ico'])(
    'that does not exist is 404: %s',
    async (path) => {
      expect(await outcome(path, {})).toEqual([404, 'not_found'])
    },
  )

  it.each(['/api/auth//sign-in/email', '/api/auth/sign-in/email/', '/api/auth/sign-in/%65mail'])(
    'does not bypass the sign-in limits: %s',
    async (path) => {
      expect(await outcome(path, { body: {} })).toEqual([404, 'not_found'])
    },
  )
})

describe('a cookie', () => {
  it('signs nobody in, and none is ever set', async () => {
    for (const name of ['better-auth.session_token', '__Secure-better-auth.session_token']) {
      const headers = { Cookie: `${name}=${encodeURIComponent(ada.session)}` }
      expect(await (await call('/api/auth/get-session', { headers })).json()).toBeNull()
      expect((await call('/api/auth/token', { headers })).status).toBe(401)
      expect(await outcome('/api/auth/change-password', { headers, body: {} })).toEqual([
        401,
        'session_invalid',
      ])
    }
    for (const path of ['/api/auth/sign-out', '/api/auth/sign-in/email', '/api/auth/error']) {
      const answer = await call(path, { method: 'POST', token: ada.session })
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })
})

describe('promise 6: signing in', () => {
  const from = (address: string, body: object, more: Record<string, string> = {}) =>
    call('/api/auth/sign-in/email', {
      body,
      headers: { 'CF-Connecting-IP': address, Origin: appOrigin, ...more },
    })
  /** More than two windows of the limiter allow, in case a minute starts in between. */
  async function untilRefused(address: string, more?: () => Record<string, string>) {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const answer = await from(address, {}, more?.())
      if (answer.status === 429) return answer
    }
    throw new Error('fifty attempts were let pass')
  }

  it('too often from one address is 429, with the time to retry', async () => {
    const answer = await untilRefused('192.0.2.1')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': appOrigin,
      'cache-control': expect.stringContaining('no-store'),
      'content-type': 'application/problem+json',
      'retry-after': expect.stringMatching(/^[1-9]\d?$/),
    })
    expect(await answer.json()).toMatchObject({ status: 429, code: 'rate_limited' })
  })

  it('too often from one address blocks nobody else, and nobody who is signed in', async () => {
    const bob = await signUp()
    const { email, password } = bob
    await untilRefused('192.0.2.2')
    expect((await from('192.0.2.3', { email, password })).status).toBe(200)
    expect(await accessToken(bob.session)).not.toBe('')
    const headers = { 'CF-Connecting-IP': '192.0.2.2' }
    expect((await call('/api/v1/me', { token: bob.token, headers })).status).toBe(200)
  })

  it('cannot use made-up headers to appear as another client', async () => {
    const made = () => ({
      'X-Forwarded-For': crypto.randomUUID(),
      'X-Real-IP': crypto.randomUUID(),
      'True-Client-IP': crypto.randomUUID(),
      Forwarded: `for=${crypto.randomUUID()}`,
    })
    expect((await untilRefused('192.0.2.4', made)).status).toBe(429)
  })

  it('does not reach the database when it is refused', async () => {
    await untilRefused('192.0.2.5')
    const { email, password } = ada
    const calls = await control.record(() => from('192.0.2.5', { email, password }))
    expect(calls).toEqual([])
  })
})
