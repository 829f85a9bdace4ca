// Better Auth behind the API's own manners: one error format, and an outage that looks like an outage.
import { BASE_ERROR_CODES } from 'better-auth'
import type { Context } from 'hono'
import { DatabaseUnavailable, type StatementRefused } from '../db/failures.ts'
import type { Connection } from '../db/open.ts'
import { hasBody } from '../http.ts'
import { Problem, problemResponse, unavailable } from '../problem.ts'
import type { createAuth } from './auth.ts'

const basePath = '/api/auth'

/**
 * What is offered of Better Auth. Its other endpoints belong to flows that Duly does not have (social sign-in, e-mail
 * links), and each would be one more to hold to the rules.
 */
const served: ReadonlySet<string> = new Set([
  '/sign-up/email',
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/token',
  '/list-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/revoke-other-sessions',
  '/change-password',
  '/update-user',
])

/**
 * Better Auth answers some failed statements as if the credential were wrong, and a failed sign-out with 200. So the
 * connection is asked afterwards: whatever was lost on the way makes the answer 503.
 */
export function authHandler(auth: ReturnType<typeof createAuth>) {
  return async function answerAuth(
    c: Context<{ Variables: { connection: Connection } }>,
  ): Promise<Response> {
    const { connection } = c.var
    const path = c.req.path.slice(basePath.length)
    if (!served.has(path)) return c.notFound()
    const instance = auth(connection)
    const outcome = await instance
      .handler(withoutCookies(c.req.raw))
      .catch((error: unknown) => ({ error }))
    if (connection.failure instanceof DatabaseUnavailable) throw unavailable(connection.failure)
    if (connection.failure) return refused(c, connection.failure)
    if ('error' in outcome) throw outcome.error
    outcome.headers.delete('Set-Cookie')
    // A token that is not a session's, such as an access token, ends nothing: it was not even looked up.
    if (path === '/sign-out' && connection.trace.calls === 0) throw new Problem('session_invalid')
    if (outcome.status < 400) return outcome
    return await worded(c, outcome, instance.api)
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

/** What lost a race hears what it would have heard a moment later: the address is taken, the password is wrong. */
function refused(c: Context, failure: StatementRefused): Response {
  // The password changed while it was checked: it is wrong now.
  if (failure.code === 'UD401') {
    return problemOf(c, 401, { ...BASE_ERROR_CODES.INVALID_EMAIL_OR_PASSWORD })
  }
  if (failure.code !== uniqueViolation) throw failure
  const { code, message } = BASE_ERROR_CODES.USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL
  return problemOf(c, 422, { code, message })
}

const uniqueViolation = '23505'

/** Better Auth's refusal in our words where it has none, or where ours are the contract. */
async function worded(c: Context, answer: Response, api: Endpoints): Promise<Response> {
  const body: unknown = await answer.json().catch(() => ({}))
  const refusal = isRecord(body) ? body : {}
  if (answer.status >= 500) throw new AuthFailure(String(refusal.code))
  if (answer.status === 401 && refusal.code === 'UNAUTHORIZED') throw new Problem('session_invalid')
  if (answer.status === 404 && refusal.code === undefined) throw unknownEndpoint(c, api)
  if (String(refusal.message).startsWith('Invalid JSON')) throw new Problem('malformed_json')
  const wait = answer.headers.get('X-Retry-After')
  return problemOf(c, answer.status, refusal, wait ? { 'Retry-After': wait } : {})
}

/** A defect that Better Auth met and worded; the log has its code, the client only a 500. */
class AuthFailure extends Error {
  override readonly name = 'AuthFailure'
  readonly code: string
  constructor(code: string) {
    super('Better Auth failed')
    this.code = code
  }
}

/** Better Auth's `{code, message}` as a problem; `message` stays for clients made for Better Auth. */
function problemOf(
  c: Context,
  status: number,
  { code, message, ...members }: Record<string, unknown>,
  headers: Record<string, string> = {},
): Response {
  const title = typeof message === 'string' ? message : 'The request was refused'
  const ownCode = typeof code === 'string' ? code.toLowerCase() : codes.get(status)
  const body = { ...members, code: ownCode ?? 'refused', title, message: title }
  return problemResponse(c, status, body, headers)
}

/** Where Better Auth says nothing but a status. */
const codes: ReadonlyMap<number, string> = new Map([
  [401, 'session_invalid'],
  [403, 'forbidden'],
  [415, 'unsupported_media_type'],
  [429, 'rate_limited'],
])

type Endpoints = Record<string, { path?: string; options?: { method?: string | string[] } }>

/** Better Auth says 404 also where only the method is wrong (RFC 9110, section 15.5.6: 405). */
function unknownEndpoint(c: Context, api: Endpoints): Problem {
  const path = c.req.path.slice(basePath.length)
  const allowed = Object.values(api)
    .filter((endpoint) => endpoint.path === path)
    .flatMap((endpoint) => endpoint.options?.method ?? [])
  if (allowed.length === 0 || allowed.includes(c.req.method)) return new Problem('not_found')
  const Allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])].join(', ')
  return new Problem('method_not_allowed', {}, { headers: { Allow } })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
