import { afterEach, expect, it, vi } from 'vitest'
import { fetchAccessToken, revokeSession, signIn } from './auth-calls.ts'

const html = '<!doctype html><title>Sign in to Wi-Fi</title>'
const credentials = { email: 'zoe@example.org', password: 'long enough' }

/** Answers every request like this. */
const answered = (status: number, body: string, type = 'text/html') =>
  vi.stubGlobal(
    'fetch',
    async () => new Response(body, { status, headers: { 'Content-Type': type } }),
  )
afterEach(() => vi.unstubAllGlobals())

it.each([200, 201, 400, 401, 403, 404, 407, 429, 500, 503, 511])(
  'learns nothing about the session if something else answers: %d',
  async (status) => {
    for (const [body, type] of [
      [html, 'text/html'],
      [html, 'application/json'],
      ['', 'text/plain'],
      ['{"error":"unauthorized"}', status < 300 ? 'text/plain' : 'application/json'],
    ] as const) {
      answered(status, body, type)
      await expect(fetchAccessToken('token')).rejects.toMatchObject({ status: 0 })
      await expect(signIn(credentials)).rejects.toMatchObject({ status: 0 })
    }
  },
)

it('keeps asking for a session to be ended until the API has confirmed it', async () => {
  for (const status of [200, 401, 404]) {
    answered(status, html)
    await expect(revokeSession('token')).rejects.toMatchObject({ status: 0, code: 'foreign' })
  }
  const type = 'urn:duly:problem:session_invalid'
  const problem = JSON.stringify({ type, status: 401, code: 'session_invalid' })
  answered(401, problem, 'application/problem+json')
  await expect(revokeSession('token')).resolves.toBeUndefined()
})
