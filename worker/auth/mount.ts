// Better Auth behind the API's own manners: one error format, and an outage that looks like an outage.
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
 * What is offered of Better Auth, and by which method. Its other endpoints belong to flows that Duly does not have
 * (social sign-in, e-mail links), and each would be one more to hold to the rules.
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

/** These need no session. */
const open: ReadonlySet<string> = new Set(['/sign-up/email', '/sign-in/email', '/get-session'])

/** Better Auth would run these statement by statement, and a fault between two of them would leave half of it. */
const allOrNothing: ReadonlySet<string> = new Set(['/delete-user'])

/**
 * Better Auth answers some failed statements as if the credential were wrong, and a failed sign-out with 200. So the
 * connection is asked afterwards: whatever was lost on the way makes the answer 503.
 */
export function authHandler(
  auth: ReturnType<typeof createAuth>,
  attemptFrom: (headers: Headers) => Attempt,
) {
  return async function answerAuth(
    c: Context<{ Variables: { connection: Connection } }>,
  ): Promise<Response> {
    const { connection } = c.var
    // As it was sent: Better Auth decodes nothing either.
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
    // As on the task API, whoever is not signed in hears that first.
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
    // A token that is not a session's, such as an access token, ends nothing: it was not even looked up.
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

/** No endpoint that is served takes one, and what is not known is refused. */
function expectNoQuery(c: Context): void {
  const query = NoFields.safeParse(c.req.query())
  if (!query.success) throw invalidQuery(query.error)
}

type Outcome = Response | { error: unknown }

const isInvalid = (outcome: Outcome) =>
  'error' in outcome &&
  outcome.error instanceof Problem &&
  outcome.error.code === 'validation_failed'

/** What came of the password that the request tried, if it tried one. An outage says nothing of it. */
function verdictOn(outcome: Outcome, { failure }: Connection): Verdict {
  if ('error' in outcome || failure) return 'none'
  if (outcome.ok) return 'right'
  return outcome.status === 400 || outcome.status === 401 ? 'wrong' : 'none'
}

/** Everything that is asked over one WebSocket session; only a success is kept. */
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

/** A POST without a body loses its empty stream, for which Better Auth would want a Content-Type. */
function cleaned(request: Request): Request {
  const headers = asFromAProgram(request.headers)
  // The answer to HEAD is that to GET; Hono drops the body.
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const body = method === 'POST' && hasBody(headers) ? request.body : null
  return new Request(request.url, { method, headers, body })
}

/**
 * No cookie goes in or out: the session token travels as a Bearer token only, so no other site can make a browser send
 * it. So `Sec-Fetch-*` and `Referer` have nothing to guard, and go as well: Better Auth would want an `Origin` with the
 * first, which no program has whose `fetch` sends `Sec-Fetch-Mode`, as Node's does, and takes the second for one. An
 * `Origin` that is sent, as browsers do with every POST, is checked all the same.
 */
function asFromAProgram(sent: Headers): Headers {
  const headers = new Headers(sent)
  for (const name of sent.keys()) {
    if (/^(cookie|referer|sec-fetch-.*)$/.test(name)) headers.delete(name)
  }
  return headers
}
