// Checks the response to a refused token.
import { expect, vi } from 'vitest'
import { appOrigin, type CallOptions, call } from './call.ts'
import { control } from './neon.ts'

const titles = {
  token_invalid: 'The access token is not valid',
  token_expired: 'The access token has expired',
  token_revoked: 'The access token has been revoked, or its session has ended',
  unauthenticated: 'A Bearer token is required',
}
type Code = keyof typeof titles

/**
 * Expects the same bytes for all tokens of one code, and no calls except one to the database about a session that the
 * token could have.
 */
export async function expectRefused(token: string, code: Code = 'token_invalid'): Promise<void> {
  await expectRefusal({ headers: { Authorization: `Bearer ${token}` } }, code)
}

/** Expects a 401 without an error code, as no token was sent in the right place (RFC 6750, section 3.1). */
export const expectUnauthenticated = (options: CallOptions, path?: string) =>
  expectRefusal(options, 'unauthenticated', path)

async function expectRefusal(options: CallOptions, code: Code, path = '/api/v1/me') {
  const { answer, asked } = await listenedTo(() =>
    call(path, { ...options, headers: { Origin: appOrigin, ...options.headers } }),
  )
  const requestId = answer.headers.get('X-Request-Id')
  const description = `, error="invalid_token", error_description="${titles[code]}"`
  const calls = code === 'token_revoked' ? 1 : 0
  expect({
    status: answer.status,
    body: await answer.text(),
    challenge: answer.headers.get('WWW-Authenticate'),
    type: answer.headers.get('Content-Type'),
    cache: answer.headers.get('Cache-Control'),
    readableBy: answer.headers.get('Access-Control-Allow-Origin'),
    vary: answer.headers.get('Vary'),
    asked,
  }).toEqual({
    status: 401,
    body: JSON.stringify({
      type: `urn:duly:problem:${code}`,
      status: 401,
      code,
      title: titles[code],
      request_id: requestId,
    }),
    challenge: `Bearer realm="duly"${code === 'unauthenticated' ? '' : description}`,
    type: 'application/problem+json',
    cache: 'private, no-store',
    readableBy: appOrigin,
    vary: 'Origin',
    asked: { database: calls, network: calls },
  })
}

/** Records the Worker's calls to the database and to others while it answers. */
async function listenedTo(send: () => Promise<Response>) {
  const answers: Response[] = []
  let network = 0
  const calls = await control.record(async () => {
    const fetches = vi.spyOn(globalThis, 'fetch')
    answers.push(await send())
    network = fetches.mock.calls.length
    fetches.mockRestore()
  })
  const [answer] = answers
  if (!answer) throw new TypeError('no answer')
  return { answer, asked: { database: calls.length, network } }
}
