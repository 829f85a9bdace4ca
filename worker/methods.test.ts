// Methods and body types that responses must list.
import { beforeAll, describe, expect, it } from 'vitest'
import { appOrigin, call } from './testing/call.ts'
import { type Person, signUp } from './testing/people.ts'

let ada: Person
beforeAll(async () => {
  ada = await signUp()
})
const id = crypto.randomUUID()
const patches = 'application/merge-patch+json, application/json'

describe('OPTIONS without an origin', () => {
  const options = (path: string, headers = {}) => call(path, { method: 'OPTIONS', headers })

  it.each([
    ['/api/v1/tasks', 'GET, POST, HEAD, OPTIONS', null],
    [`/api/v1/tasks/${id}`, 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS', patches],
    [`/api/v1/users/me/tasks/${id}`, 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS', patches],
    [`/api/v1/lists/${id}`, 'GET, PATCH, DELETE, HEAD, OPTIONS', patches],
    [`/api/v1/tasks/${id}/complete`, 'POST, OPTIONS', null],
    ['/api/v1/tasks/batch', 'GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS', patches],
    ['/api/v1/me', 'GET, HEAD, OPTIONS', null],
    ['/api/openapi.json', 'GET, HEAD, OPTIONS', null],
    ['/api/auth/jwks', 'GET, HEAD, OPTIONS', null],
    ['/api/auth/token', 'GET, HEAD, OPTIONS', null],
    ['/api/auth/sign-in/email', 'POST, OPTIONS', null],
    ['/health', 'GET, HEAD, OPTIONS', null],
  ])('lists the methods of %s: %s', async (path, allow, acceptPatch) => {
    const answer = await options(path)
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(answer.headers.get('Allow')).toBe(allow)
    expect(answer.headers.get('Accept-Patch')).toBe(acceptPatch)
    expect(answer.headers.get('Vary')).toContain('Origin')
    expect(answer.headers.get('Access-Control-Allow-Methods')).toBeNull()
  })

  it.each(['/nothing', '/api', '/api/v1/nothing', '/api/auth/nothing', '/api/v1/tasks/', '/'])(
    'is 404 if there is nothing: %s',
    async (path) => {
      const answer = await options(path)
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([
        404,
        'application/problem+json',
      ])
    },
  )

  it('with an origin is a preflight, as before', async () => {
    const preflight = { Origin: appOrigin, 'Access-Control-Request-Method': 'PATCH' }
    for (const path of ['/api/v1/tasks', '/api/auth/token', '/nothing']) {
      const answer = await options(path, preflight)
      expect(answer.status).toBe(204)
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(appOrigin)
      expect(answer.headers.get('Access-Control-Allow-Methods')).toContain('PATCH')
    }
  })
})

describe('415', () => {
  it.each([
    ['POST', '/api/v1/tasks', { accept: 'application/json' }],
    ['PUT', `/api/v1/tasks/${id}`, { accept: 'application/json' }],
    ['POST', '/api/v1/tasks/batch', { accept: 'application/json' }],
    ['POST', '/api/auth/sign-in/email', { accept: 'application/json' }],
    ['POST', '/api/v1/import?format=json', { accept: expect.stringContaining('text/csv') }],
    ['PATCH', `/api/v1/tasks/${id}`, { 'accept-patch': patches }],
    ['PATCH', `/api/v1/lists/${id}`, { 'accept-patch': patches }],
  ])('of %s %s lists the accepted types', async (method, path, wanted) => {
    for (const type of ['text/plain', 'application/xml', '']) {
      const headers = { 'Content-Type': type }
      const answer = await call(path, { method, token: ada.token, body: '{"title":"x"}', headers })
      expect([answer.status, Object.fromEntries(answer.headers)]).toMatchObject([415, wanted])
      const types = answer.headers.get('Accept') ?? answer.headers.get('Accept-Patch')
      const detail = `send the body as ${types?.split(', ').join(' or ')}`
      expect(await answer.json()).toMatchObject({ detail })
    }
  })
})
