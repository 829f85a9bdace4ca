// Tests the contract check that all responses in tests go through.
import { describe, expect, it } from 'vitest'
import { call, origin } from './testing/call.ts'
import { documented, expectDescribed, faultOf } from './testing/contract.ts'
import { signUp } from './testing/people.ts'

const me = async () => {
  const ada = await signUp()
  return await call('/api/v1/me', { token: ada.token })
}
const checked = (answer: Response, path = '/api/v1/me', method = 'GET') =>
  expectDescribed(new Request(new URL(path, origin), { method }), answer)
function changed(
  answer: Response,
  body: string,
  { status = answer.status, type = 'application/json' } = {},
): Response {
  const headers = new Headers(answer.headers)
  headers.set('Content-Type', type)
  return new Response(body, { status, headers })
}

describe('a response', () => {
  it('that matches its description passes', async () => {
    await expect(checked(await me())).resolves.toBeUndefined()
  })

  it('with a status that is not described is refused', async () => {
    const answer = await me()
    const other = changed(answer, await answer.text(), { status: 202 })
    await expect(checked(other)).rejects.toThrow('getMe, 202: the status is not described')
  })

  it('of another type is refused', async () => {
    const answer = await me()
    const other = changed(answer, 'ok', { type: 'text/plain' })
    await expect(checked(other)).rejects.toThrow('getMe, 200: the type "text/plain"')
  })

  it('with a field of the wrong type, an extra or a missing field is refused, by its place', async () => {
    const answer = await me()
    const body = await answer.json<{ user: object; token: { scopes: string[] } }>()
    const wrong = [
      [{ ...body, user: { ...body.user, name: 1 } }, '#/user/name'],
      [{ ...body, user: { ...body.user, password: 'x' } }, '#/user/password'],
      [{ user: body.user }, '#'],
      [{ ...body, token: { ...body.token, expires_at: 'soon' } }, '#/token/expires_at'],
    ] as const
    for (const [value, place] of wrong) {
      const other = changed(answer, JSON.stringify(value))
      await expect(checked(other)).rejects.toThrow(`getMe, 200: ${place} `)
    }
  })

  it('without a header that all responses have is refused', async () => {
    const answer = await me()
    const bare = changed(answer, await answer.text())
    bare.headers.delete('X-Request-Id')
    await expect(checked(bare)).rejects.toThrow('getMe, 200: lacks the header X-Request-Id')
  })

  it('that shared caches may store is refused, even without an operation', async () => {
    const answer = await me()
    const kept = changed(answer, await answer.text())
    kept.headers.set('Cache-Control', 'public, max-age=86400')
    await expect(checked(kept)).rejects.toThrow('GET /api/v1/me, 200: Cache-Control')
    await expect(checked(kept, '/nothing')).rejects.toThrow('GET /nothing, 200: Cache-Control')
  })

  it('with a code of another status is refused', async () => {
    const refusal = await call('/api/v1/me')
    const body = { ...(await refusal.json<object>()), code: 'not_found' }
    const other = changed(refusal, JSON.stringify(body), { type: 'application/problem+json' })
    await expect(checked(other)).rejects.toThrow('getMe, 401: #/code ')
  })

  it('outside all operations must be a problem, or is refused', async () => {
    const answer = await me()
    const page = changed(answer, '<h1>', { status: 404, type: 'text/html' })
    await expect(checked(page, '/nothing')).rejects.toThrow('get /nothing, 404: is no problem')
    await expect(checked(answer, '/nothing')).rejects.toThrow('no operation is described')
    await expect(checked(answer, '/api/v1/me', 'POST')).rejects.toThrow('no operation')
  })
})

it('examples in the document match their schemas', async () => {
  const document = await documented()
  const faults: string[] = []
  JSON.stringify(document.paths, (key, value) => {
    if (value && typeof value === 'object' && 'schema' in value && 'example' in value) {
      const fault = faultOf(document, value.schema, value.example)
      if (fault) faults.push(`${key} ${fault.instanceLocation} ${fault.error}`)
    }
    return value
  })
  expect(faults).toEqual([])
})
