import { beforeAll, describe, expect, it } from 'vitest'
import { call } from './testing/call.ts'
import { type Person, signUp } from './testing/people.ts'

let ada: Person
beforeAll(async () => {
  ada = await signUp()
})
const codeOf = async (answer: Response) => [answer.status, (await answer.json<Coded>())?.code]
type Coded = { code?: string } | null

describe('Accept', () => {
  const asked = (Accept: string) => call('/api/v1/me', { token: ada.token, headers: { Accept } })

  it.each([
    '',
    '*/*',
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/*',
    'application/problem+json',
    'text/html, application/xhtml+xml, */*;q=0.8',
    'text/html;q=0.9,application/json;q=0.1',
    'text/html, application/*;q=0, application/json',
    'application/*;q=0, application/json;q=0.001',
    '*/*;q=0, application/json',
    'APPLICATION/JSON ; Q=0.5',
  ])('that allows JSON or a problem is answered: %s', async (accept) => {
    expect((await asked(accept)).status).toBe(200)
  })

  it.each([
    'text/html',
    'text/*, image/png',
    'application/xml',
    'application/jsonp',
    'application/json;q=0',
    '*/*;q=0',
    'application/json;q=0, */*',
    'application/json;q=0.000, application/problem+json',
    'application/json; Q=0 , application/*',
    'application/*;q=0.000, text/plain',
    'json',
    ',',
  ])('that allows neither is 406: %s', async (accept) => {
    expect(await codeOf(await asked(accept))).toEqual([406, 'not_acceptable'])
  })

  it('that allows nothing gets a list of what is available', async () => {
    const headers = { Accept: 'text/html' }
    for (const [path, body, detail] of [
      ['/api/v1/tasks', { title: 'x' }, 'offered: application/json'],
      ['/api/v1/tasks/quick', { text: 'x' }, 'offered: application/json'],
      [
        '/api/v1/export?format=csv',
        undefined,
        'offered: application/json, text/csv, text/calendar',
      ],
    ] as const) {
      const answer = await call(path, { token: ada.token, headers, ...(body && { body }) })
      expect(await answer.json()).toMatchObject({ status: 406, detail })
    }
  })

  it('is checked after the token: without one, nothing is revealed', async () => {
    const answer = await call('/api/v1/me', { headers: { Accept: 'text/html' } })
    expect(await codeOf(answer)).toEqual([401, 'unauthenticated'])
  })

  it('is checked for sign-in too, before anything happens', async () => {
    const { email, password } = ada
    const body = { email, password }
    const headers = { Accept: 'text/html' }
    const answer = await call('/api/auth/sign-in/email', { body, headers })
    expect(await codeOf(answer)).toEqual([406, 'not_acceptable'])
    expect(answer.headers.get('set-auth-token')).toBeNull()
  })

  it('of a browser gets the page about the API', async () => {
    expect((await call('/api/docs', { headers: { Accept: 'text/html' } })).status).toBe(200)
  })
})

describe('a body', () => {
  it.each(['/api/v1/tasks', '/api/auth/sign-in/email'])(
    'that is compressed is 415, with the encoding that is accepted: %s',
    async (path) => {
      const headers = { 'Content-Encoding': 'gzip' }
      const answer = await call(path, { token: ada.token, body: { title: 'x' }, headers })
      expect(answer.headers.get('Accept-Encoding')).toBe('identity')
      expect(await codeOf(answer)).toEqual([415, 'unsupported_media_type'])
    },
  )

  it('that says it is not compressed is read', async () => {
    const headers = { 'Content-Encoding': 'Identity' }
    const options = { token: ada.token, body: { title: 'x' }, headers }
    expect((await call('/api/v1/tasks', options)).status).toBe(201)
  })

  it('is refused field by field where none is described, and nothing happens', async () => {
    const { token } = ada
    const made = await call('/api/v1/tasks', { token, body: { title: 'x' } })
    const { id } = await made.json<{ id: string }>()
    const body = { completed_at: '2026-01-01T00:00:00Z', force: true }
    for (const [method, path] of [
      ['POST', `/api/v1/tasks/${id}/complete`],
      ['DELETE', `/api/v1/tasks/${id}`],
    ] as const) {
      const answer = await call(path, { method, token, body })
      expect(await answer.json()).toMatchObject({
        status: 422,
        errors: [
          { pointer: '/completed_at', code: 'unknown_field' },
          { pointer: '/force', code: 'unknown_field' },
        ],
      })
    }
    const task = await call(`/api/v1/tasks/${id}`, { token })
    expect(await task.json()).toMatchObject({ completed_at: null, deleted_at: null, version: 1 })
  })

  it('may be an empty object where none is described', async () => {
    const { token } = ada
    const made = await call('/api/v1/tasks', { token, body: { title: 'x' } })
    const { id } = await made.json<{ id: string }>()
    expect((await call(`/api/v1/tasks/${id}/complete`, { token, body: {} })).status).toBe(200)
  })
})
