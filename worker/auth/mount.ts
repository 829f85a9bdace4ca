// Mounts Better Auth with the API's own conventions: one error format, and outages that look like outages.
import type { Context } from 'hono'
import { CompiledQuery } from 'kysely'
import { noConditions } from '../conditional.ts'
import { noBody } from '../content.ts'
import { DatabaseUnavailable } from '../db/failures.ts'
import type { Connection } from '../db/open.ts'
import { hasBody } from '../http.ts'
import { Problem, unavailable } from '../problem.ts'
import { answerOptions } from '../router.ts'
import { invalidQuery } from '../validation.ts'
import type { createAuth } from './auth.ts'
import { refused, worded } from './better-auth-errors.ts'
import { NoFields } from './schema.ts'
import type { Attempt, Verdict } from './sign-in-throttle.ts'

const basePath = '/api/auth'

/**
 * The endpoints of Better Auth that are served, and their methods. Its others belong to features that Duly does not
 * have (social sign-in, links by email), and each would have to follow the rules too.
 */
const served: ReadonlyMap<string, 'GET' | 'POST'> = new Map([
  ['/sign-up/email', 'POST'],
  ['/sign-in/email', 'POST'],
  ['/sign-out', 'POST'],
  ['/get-session', 'GET'],
  ['/token', 'GET'],
  ['/list-sessions', 'GET'],
  ['/revoke-session', 'POST'],
  ['/revoke-sessions', 'POST'],
  ['/revoke-other-sessions', 'POST'],
  ['/change-password', 'POST'],
  ['/update-user', 'POST'],
  ['/delete-user', 'POST'],
])

/** Endpoints that need no session. */
const open: ReadonlySet<string> = new Set(['/sign-up/email', '/sign-in/email', '/get-session'])

/** Better Auth would run these statement by statement, so a fault in between would leave them half done. */
const allOrNothing: ReadonlySet<string> = new Set(['/delete-user'])

/**
 * Better Auth answers some failed statements as if the credential were wrong, and a failed sign-out with 200. So the
 * connection is checked afterwards: if any statement failed, the response is 503.
 */
export function authHandler(
  auth: ReturnType<typeof createAuth>,
  attemptFrom: (headers: Headers) => Attempt,
) {
  return async function answerAuth(
    c: Context<{ Variables: { connection: Connection } }>,
  ): Promise<Response> {
    const { connection } = c.var
    // The path as sent: Better Auth does not decode it either.
    const path = new URL(c.req.url).pathname.slice(basePath.length)
    const method = served.get(path)
    if (method === undefined) return c.notFound()
    if (c.req.method === 'OPTIONS') return answerOptions(c, methodsOf[method])
    checkMethod(c, method)
    const attempt = attemptFrom(c.req.raw.headers)
    const answer = async (over: Connection) => {
      expectNoQuery(c)
      await noConditions([])(c, async () => {})
      if (method === 'GET') await noBody(c, async () => {})
      return await auth(over, attempt).handler(cleaned(c.req.raw))
    }
    const work = allOrNothing.has(path) ? inTransaction(connection, answer) : answer(connection)
    const outcome = await work.catch((error: unknown) => ({ error }))
    await attempt.settle(verdictOn(outcome, connection))
    // As on the task API, a missing session is reported before anything else.
    const isAnonymous =
      isInvalid(outcome) &&
      !open.has(path) &&
      !(await auth(connection, attempt).api.getSession({
        headers: asFromAProgram(c.req.raw.headers),
      }))
    if (connection.failure instanceof DatabaseUnavailable) throw unavailable(connection.failure)
    if (connection.failure) return refused(c, connection.failure)
    if (isAnonymous) throw new Problem('session_invalid')
    if ('error' in outcome) throw outcome.error
    if (!outcome.ok) return await worded(c, outcome)
    // A token that is not a session token, such as an access token, ends nothing; it was not even looked up.
    if (path === '/sign-out' && connection.trace.calls === 0) throw new Problem('session_invalid')
    outcome.headers.delete('Set-Cookie')
    return outcome
  }
}

const methodsOf = { GET: ['GET', 'HEAD'], POST: ['POST'] } as const

function checkMethod(c: Context, method: 'GET' | 'POST'): void {
  const allowed: readonly string[] = methodsOf[method]
  if (allowed.includes(c.req.method)) return
  throw new Problem('method_not_allowed', {}, { headers: { Allow: allowed.join(', ') } })
}

/** No served endpoint takes query parameters, and unknown input is refused. */
function expectNoQuery(c: Context): void {
  const query = NoFields.safeParse(c.req.query())
  if (!query.success) throw invalidQuery(query.error)
}

type Outcome = Response | { error: unknown }

const isInvalid = (outcome: Outcome) =>
  'error' in outcome &&
  outcome.error instanceof Problem &&
  outcome.error.code === 'validation_failed'

/** Tells what happened to the password that the request tried, if any. An outage is no verdict. */
function verdictOn(outcome: Outcome, { failure }: Connection): Verdict {
  if ('error' in outcome || failure) return 'none'
  if (outcome.ok) return 'right'
  return outcome.status === 400 || outcome.status === 401 ? 'wrong' : 'none'
}

/** Runs everything over one WebSocket session, and commits only a success. */
async function inTransaction(
  connection: Connection,
  answer: (over: Connection) => Promise<Response>,
): Promise<Response> {
  const session = await connection.session()
  try {
    await session.query(CompiledQuery.raw('begin'))
    const outcome = await answer({ ...connection, query: session.query })
    await session.query(CompiledQuery.raw(outcome.ok ? 'commit' : 'rollback'))
    return outcome
  } finally {
    session.close()
  }
}

/** Removes the empty stream of a POST without a body, for which Better Auth would require a Content-Type. */
function cleaned(request: Request): Request {
  const headers = asFromAProgram(request.headers)
  // A HEAD is answered like a GET; Hono drops the body.
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const body = method === 'POST' && hasBody(headers) ? request.body : null
  return new Request(request.url, { method, headers, body })
}

/**
 * Removes cookies: the session token travels only as a Bearer token, so no other site can make a browser send it.
 * `Sec-Fetch-*` and `Referer` therefore protect nothing and are removed too. With `Sec-Fetch-*`, Better Auth would
 * require an `Origin`, which programs do not send even if their `fetch` sends `Sec-Fetch-Mode`, as Node's does; and it
 * would use `Referer` as the origin. An `Origin` that is sent, as browsers do with every POST, is still checked.
 */
function asFromAProgram(sent: Headers): Headers {
  const headers = new Headers(sent)
  for (const name of sent.keys()) {
    if (/^(cookie|referer|sec-fetch-.*)$/.test(name)) headers.delete(name)
  }
  return headers
}
