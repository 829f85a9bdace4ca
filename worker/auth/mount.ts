// Better Auth behind the API's own manners: one error format, and an outage that looks like an outage.
import { BASE_ERROR_CODES } from 'better-auth'
import type { Context } from 'hono'
import { type Connection, DatabaseUnavailable, type StatementRefused } from '../db/open.ts'
import { hasBody } from '../http.ts'
import { Problem, problemResponse, unavailable } from '../problem.ts'
import type { createAuth } from './auth.ts'

/**
 * Better Auth answers some failed statements as if the credential were wrong, and a failed sign-out with 200. So the
 * connection is asked afterwards: whatever was lost on the way makes the answer 503.
 */
export function authHandler(auth: ReturnType<typeof createAuth>) {
  return async function answerAuth(
    c: Context<{ Variables: { connection: Connection } }>,
  ): Promise<Response> {
    const { connection } = c.var
    const instance = auth(connection)
    const outcome = await instance
      .handler(withoutCookies(c.req.raw))
      .catch((error: unknown) => ({ error }))
    if (connection.failure instanceof DatabaseUnavailable) throw unavailable(connection.failure)
    if (connection.failure) return refused(c, connection.failure)
    if ('error' in outcome) throw outcome.error
    outcome.headers.delete('Set-Cookie')
    return outcome.status < 400 ? outcome : await asProblem(c, outcome, instance.api)
  }
}

/**
 * No cookie goes in or out: the session token travels as a Bearer token only, so no other site can make a browser
 * send it. A POST without a body loses its empty stream, for which Better Auth would want a Content-Type.
 */
function withoutCookies(request: Request): Request {
  const headers = new Headers(request.headers)
  headers.delete('Cookie')
  const body = hasBody(headers) ? request.body : null
  return new Request(request.url, { method: request.method, headers, body })
}

/** Two sign-ups with one address at once: the loser hears what any later duplicate would. */
function refused(c: Context, failure: StatementRefused): Promise<Response> {
  if (failure.code !== uniqueViolation) throw failure
  const { code, message } = BASE_ERROR_CODES.USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL
  return asProblem(c, Response.json({ code, message }, { status: 422 }), {})
}

const uniqueViolation = '23505'

/** Better Auth's `{code, message}` as a problem; `message` stays for clients made for Better Auth. */
async function asProblem(c: Context, answer: Response, api: object): Promise<Response> {
  const body: unknown = await answer.json().catch(() => ({}))
  const { code: ownCode, message, ...members } = isRecord(body) ? body : {}
  if (answer.status === 404 && ownCode === undefined) throw unknownEndpoint(c, api)
  const title = typeof message === 'string' ? message : 'The request was refused'
  if (title.startsWith('Invalid JSON')) throw new Problem('malformed_json')
  const code = typeof ownCode === 'string' ? ownCode.toLowerCase() : codes.get(answer.status)
  const wait = answer.headers.get('X-Retry-After')
  return problemResponse(
    c,
    answer.status,
    { ...members, code: code ?? 'refused', title, message: title },
    wait ? { 'Retry-After': wait } : {},
  )
}

/** Where Better Auth says nothing but a status. */
const codes: ReadonlyMap<number, string> = new Map([
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [415, 'unsupported_media_type'],
  [429, 'rate_limited'],
  [500, 'internal_error'],
])

/** Better Auth says 404 also where only the method is wrong (RFC 9110, section 15.5.6: 405). */
function unknownEndpoint(c: Context, api: object): Problem {
  const path = c.req.path.slice('/api/auth'.length)
  const allowed = Object.values(api)
    .filter((endpoint) => endpoint.path === path)
    .flatMap((endpoint) => endpoint.options?.method ?? [])
  if (allowed.length === 0 || allowed.includes(c.req.method)) return new Problem('not_found')
  const Allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])].join(', ')
  return new Problem('method_not_allowed', {}, { headers: { Allow } })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
