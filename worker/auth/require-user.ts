// The guard of every API route: it checks a Bearer token (RFC 6750) and provides a database that shows only the
// caller's rows.
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { asUser } from '../db/request-transaction.ts'
import type { Scope } from '../domain/scopes.ts'
import { type Guard, type GuardedEnv, requireScope } from '../guard.ts'
import { idempotencyKeyOf } from '../idempotency.ts'
import { isIntact, looksLikeToken, tokenHash } from '../personal-token.ts'
import { Problem } from '../problem.ts'
import { limiterPeriod } from './auth.ts'
import { type Keys, TokenRefused } from './keys.ts'
import type { Admission } from './rate-limits.ts'

interface Checks {
  keys: Keys
  issuer: string
  admission: Admission
  /** The user's quotas (quotas.ts). */
  limits: string
}

/**
 * An id that no user has. A path without a UUID cannot name the caller, and the database says so after checking the
 * caller.
 */
const nobody = '00000000-0000-0000-0000-000000000000'
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Checks the token without I/O. The first statement of the request's only database call checks whether the session or
 * token is still alive (`db/request-transaction.ts`), so a guarded route must make that call. `session` admits no
 * personal access tokens, because they must not manage tokens.
 * @throws Problem 401 with `WWW-Authenticate`, 403 `insufficient_scope` or `session_required`, 429 `rate_limited`
 */
export const requireUser =
  ({ keys, issuer, admission, limits }: Checks): Guard =>
  (scope) =>
    createMiddleware<GuardedEnv>(async function guard(c, next) {
      const bearer = bearerToken(c.req.header('Authorization'))
      const scopes = scope && scope !== 'session' ? [scope] : []
      const { caller, callerKey, claims } = looksLikeToken(bearer)
        ? await byToken(bearer, scopes, admission)
        : await bySession(bearer, { keys, issuer })
      c.set('claims', claims)
      c.set('scopes', scopes)
      for (const needed of scopes) requireScope(c, needed)
      if (scope === 'session' && !claims) throw new Problem('session_required')
      const isAdmitted = claims
        ? admission.session(claims.sid)
        : admission.token(callerKey, c.req.header('CF-Connecting-IP') ?? '')
      if (!(await isAdmitted)) throw tooManyRequests()
      const idempotencyKey = await idempotencyKeyOf(c)
      const known = { ...caller, expectedUserId: namedUser(c) }
      const db = asUser(c.var.connection, known, { idempotencyKey, limits })
      c.set('callerKey', callerKey)
      c.set('db', db)
      await next()
      if (db.replayed) c.res.headers.set('Idempotency-Replayed', 'true')
    })

async function bySession(token: string, { keys, issuer }: Pick<Checks, 'keys' | 'issuer'>) {
  const expected = { issuer, audience: issuer, now: new Date() }
  const claims = await keys.verify(token, expected).catch(answerRefusal)
  const caller = { kind: 'session', userId: claims.sub, sessionId: claims.sid } as const
  return { caller, callerKey: claims.sub, claims }
}

async function byToken(token: string, scopes: Scope[], { learn }: Admission) {
  if (!(await isIntact(token, 'api'))) throw new Problem('token_invalid')
  const hash = await tokenHash(token)
  const told = (userId: string) => learn(hash, userId)
  const caller = { kind: 'token', hash, scopes, learn: told } as const
  return { caller, callerKey: hash, claims: undefined }
}

/**
 * The scheme is case-insensitive, and only spaces, at least one, may precede the token (RFC 9110, section 11.4). Two
 * headers arrive as one value with a comma.
 */
function bearerToken(header: string | undefined): string {
  const token = /^bearer +([^ ].*)$/i.exec(header ?? '')?.[1]
  if (token === undefined) throw new Problem('unauthenticated')
  return token
}

function namedUser(c: Context): string | undefined {
  const named = c.req.param('user_id')
  if (named === undefined || named === 'me') return undefined
  return uuid.test(named) ? named.toLowerCase() : nobody
}

function answerRefusal(error: unknown): never {
  if (!(error instanceof TokenRefused)) throw error
  console.warn(JSON.stringify({ level: 'warn', problem: 'token_refused', reason: error.message }))
  throw new Problem(error.expired ? 'token_expired' : 'token_invalid', {}, { cause: error })
}

export const tooManyRequests = () =>
  new Problem('rate_limited', {}, { headers: { 'Retry-After': String(limiterPeriod) } })
