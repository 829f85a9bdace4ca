// Better Auth behind the API's own manners: one error format, and an outage that looks like an outage.
import type { Context } from 'hono'
import { type Connection, DatabaseUnavailable } from '../db/open.ts'
import { hasBody } from '../http.ts'
import { problemResponse, unavailable } from '../problem.ts'
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
    const answer = await auth(connection).handler(withoutCookies(c.req.raw))
    answer.headers.delete('Set-Cookie')
    if (connection.failure instanceof DatabaseUnavailable) throw unavailable(connection.failure)
    if (connection.failure) return await refused(c, connection.failure.code, connection.failure)
    return answer.ok || answer.status < 400 ? answer : await asProblem(c, answer)
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
function refused(c: Context, code: string, cause: Error): Promise<Response> {
  if (code !== '23505') throw cause
  return asProblem(
    c,
    Response.json(
      {
        code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL',
        message: 'User already exists. Use another email.',
      },
      { status: 422 },
    ),
  )
}

/** Better Auth's `{code, message}` as a problem; `message` stays for clients made for Better Auth. */
async function asProblem(c: Context, answer: Response): Promise<Response> {
  const body: unknown = await answer.json().catch(() => ({}))
  const { code, message, ...members } = isRecord(body) ? body : {}
  const title = typeof message === 'string' ? message : 'The request was refused'
  const wait = answer.headers.get('X-Retry-After')
  return problemResponse(
    c,
    answer.status,
    {
      ...members,
      code: typeof code === 'string' ? code.toLowerCase() : (codes.get(answer.status) ?? 'refused'),
      title,
      message: title,
    },
    wait ? { 'Retry-After': wait } : {},
  )
}

/** Where Better Auth says nothing but a status. */
const codes: ReadonlyMap<number, string> = new Map([
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [405, 'method_not_allowed'],
  [415, 'unsupported_media_type'],
  [429, 'rate_limited'],
  [500, 'internal_error'],
])

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
