// Bodies of requests: their size, their type, and whether they are JSON.
import { exports } from 'cloudflare:workers'
import { Hono } from 'hono'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { limitBody, onlyJson } from './http.ts'
import { answerError } from './problem.ts'
import { type CallOptions, call, origin } from './testing/call.ts'
import { concrete, probes, proper } from './testing/operations.ts'
import { type Person, signUp } from './testing/people.ts'

let ada: Person
beforeAll(async () => {
  ada = await signUp()
})

const outcome = async (path: string, options: CallOptions) => {
  const answer = await call(path, options)
  const text = await answer.text()
  return [answer.status, text && JSON.parse(text).code]
}
/** A body of unknown length. */
const stream = (path: string, text: string, headers: Record<string, string>) =>
  exports.default.fetch(
    new Request(new URL(path, origin), { method: 'POST', headers, body: new Response(text).body }),
  )
const jsonType = { 'Content-Type': 'application/json' }
const limit = 256 * 1_024

describe('a body', () => {
  const tasks = '/api/v1/tasks'
  const signIn = '/api/auth/sign-in/email'
  const ofSize = (size: number) => `{"title":"${'x'.repeat(size - 12)}"}`
  const authorized = () => ({ ...jsonType, Authorization: `Bearer ${ada.token}` })

  it.each([tasks, signIn])('of more than 256 KiB is 413, declared or not: %s', async (path) => {
    const options = { token: ada.token, body: ofSize(limit + 1) }
    expect(await outcome(path, options)).toEqual([413, 'payload_too_large'])
    const untold = await stream(path, ofSize(limit + 1), authorized())
    expect([untold.status, await untold.json()]).toMatchObject([413, { code: 'payload_too_large' }])
    expect((await call('/api/v1/me', { token: ada.token })).status).toBe(200)
  })

  it('of 256 KiB is read', async () => {
    const options = { token: ada.token, body: ofSize(limit) }
    expect(await outcome(tasks, options)).toEqual([422, 'validation_failed'])
  })

  it('of unknown length is read too', async () => {
    const created = await stream(tasks, '{"title":"Call"}', authorized())
    expect(created.status).toBe(201)
    const { email, password } = ada
    const headers = { ...jsonType, 'CF-Connecting-IP': '198.51.100.7' }
    const signedIn = await stream(signIn, JSON.stringify({ email, password }), headers)
    expect(signedIn.status).toBe(200)
  })

  it.each([
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'application/vnd.api+json',
    'application',
    'application/json, text/plain',
  ])('of another type is 415: %s', async (type) => {
    const body = { title: 'Call' }
    const headers = { 'Content-Type': type }
    const refusal = [415, 'unsupported_media_type']
    expect(await outcome(tasks, { token: ada.token, body, headers })).toEqual(refusal)
  })

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/JSON',
    'application/json ; charset=utf-8',
    'application/json;',
    'application/json; charset="utf-8"',
  ])('is JSON, however the type is spelled: %s', async (type) => {
    const headers = { 'Content-Type': type }
    const options = { token: ada.token, body: { title: 'Call' }, headers }
    expect((await call(tasks, options)).status).toBe(201)
  })

  it.each(['{', '{"title":"a"', '{title:"a"}', "{'title':'a'}", '{"title":"a"}}', 'undefined', ''])(
    'that is not JSON is 400: %s',
    async (body) => {
      expect(await outcome(tasks, { token: ada.token, body })).toEqual([400, 'malformed_json'])
    },
  )

  it("that is not JSON is 400 at Better Auth's paths too", async () => {
    expect(await outcome(signIn, { body: '{' })).toEqual([400, 'malformed_json'])
  })

  it.each(['null', '[]', '"a"', '1', 'true', '[{"title":"a"}]'])(
    'that is JSON but not an object is 422: %s',
    async (body) => {
      const refusal = [422, 'validation_failed']
      expect(await outcome(tasks, { token: ada.token, body })).toEqual(refusal)
      expect(await outcome(signIn, { body })).toEqual(refusal)
    },
  )

  it.each(['GET', 'HEAD', 'DELETE', 'POST'])(
    'may be absent even if the request has a type: %s',
    async (method) => {
      const { id } = await (
        await call('/api/v1/tasks', { token: ada.token, body: { title: 'Call' } })
      ).json<{ id: string }>()
      const path = `/api/v1/tasks/${id}${method === 'POST' ? '/complete' : ''}`
      const headers = { 'Content-Type': 'application/json; charset=utf-8' }
      const answer = await call(path, { method, token: ada.token, headers })
      expect(answer.status).toBe(method === 'DELETE' ? 204 : 200)
    },
  )

  it('that is not UTF-8 is refused, not repaired', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('{"title":"'),
      0xff,
      0xfe,
      0x22,
      0x7d,
    ])
    const answer = await exports.default.fetch(
      new Request(`${origin}/api/v1/tasks`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${ada.token}`, 'Content-Type': 'application/json' },
        body: bytes,
      }),
    )
    expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed_json' })
  })

  it.each([{}, { 'Content-Length': '100' }])(
    'that breaks off is 400, and is not logged as a defect: %j',
    async (length) => {
      const log = vi.spyOn(console, 'error')
      const app = new Hono().post('/', limitBody, onlyJson)
      app.onError(answerError)
      const body = new ReadableStream({
        pull: (controller) => controller.error(new Error('Network connection lost.')),
      })
      const headers = { ...jsonType, ...length }
      const answer = await app.request('/', { method: 'POST', headers, body })
      expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed_json' })
      expect(log.mock.calls).toEqual([])
    },
  )

  it.each([
    ['100 000 levels deep', `{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['of 10 000 fields', `{${Array.from({ length: 10_000 }, (_, n) => `"f${n}":1`).join()}}`],
    ['with `__proto__` for a field', '{"title":"a","__proto__":{"admin":true}}'],
    ['with `constructor` for a field', '{"title":"a","constructor":{"prototype":{"admin":1}}}'],
  ])('%s is refused within a second', async (_, body) => {
    const start = performance.now()
    const options = { token: ada.token, body }
    expect(await outcome(tasks, options)).toEqual([422, 'validation_failed'])
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(Reflect.get({}, 'admin')).toBeUndefined()
  })
})

describe('a body of 100 000 levels', () => {
  const levels = 100_000
  const open = '['.repeat(levels)
  it.each([
    ['closed', `${open}${']'.repeat(levels)}`],
    ['never closed', open],
    ['in a field', `{"title":${open}${']'.repeat(levels)}}`],
    ['of objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
  ])('is refused within 1 s by every operation that accepts a body: %s', async (_, body) => {
    const wrong: unknown[] = []
    for (const probe of await probes()) {
      if (!probe.schema) continue
      const token = probe.needs === 'session token' ? ada.session : ada.token
      const start = performance.now()
      const { status } = await call(concrete(probe), proper(probe, { token, body }))
      const took = performance.now() - start
      if (status < 400 || status >= 500 || took > 1_000) wrong.push([probe.name, status, took])
    }
    expect(wrong).toEqual([])
    expect((await call('/api/v1/me', { token: ada.token })).status).toBe(200)
  })
})
