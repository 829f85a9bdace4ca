// The guard of every API route: a Bearer token in, a database that shows the caller's rows out (RFC 6750).
import { createMiddleware } from 'hono/factory'
import { asUser, type UserDatabase } from '../db/as-user.ts'
import type { Connection } from '../db/open.ts'
import { bearerRealm, Problem } from '../problem.ts'
import { limiterPeriod, type Scope } from './auth.ts'
import { type Claims, type Keys, TokenRefused } from './keys.ts'

export interface GuardedEnv {
  Variables: { connection: Connection; claims: Claims; db: UserDatabase }
}
interface Checks {
  keys: Keys
  issuer: string
  /** Counts a request of this user; false where there were too many. */
  admit: (userId: string) => Promise<boolean>
}
export type Guard = ReturnType<typeof requireUser>

/** Nobody's id: a path that names no UUID cannot name the caller, and the database says so after the session is checked. */
const nobody = '00000000-0000-0000-0000-000000000000'
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Checks the token without I/O; whether its session still lives is checked by the first statement of the request's
 * only database call (`db/as-user.ts`), so a guarded route must make that call.
 * @throws Problem 401 with `WWW-Authenticate`, 403 `insufficient_scope`, 429 `rate_limited`
 */
export const requireUser =
  ({ keys, issuer, admit }: Checks) =>
  (scope?: Scope) =>
    createMiddleware<GuardedEnv>(async function guard(c, next) {
      const claims = await keys
        .verify(bearerToken(c.req.header('Authorization')), {
          issuer,
          audience: issuer,
          now: new Date(),
        })
        .catch(answerRefusal)
      if (scope && !claims.scope.split(' ').includes(scope)) throw lacksScope(scope)
      if (!(await admit(claims.sub))) throw tooMany()
      const named = c.req.param('user_id')
      const expectedUserId =
        named === undefined || named === 'me' ? undefined : uuid.test(named) ? named : nobody
      c.set('claims', claims)
      c.set(
        'db',
        asUser(c.var.connection, { userId: claims.sub, sessionId: claims.sid, expectedUserId }),
      )
      await next()
    })

/** The scheme is case-insensitive (RFC 9110, section 11.1); two headers arrive as one value with a comma. */
function bearerToken(header: string | undefined): string {
  const token = /^bearer ([^ ].*)$/i.exec(header ?? '')?.[1]
  if (token === undefined) throw new Problem('unauthenticated')
  return token
}

function answerRefusal(error: unknown): never {
  if (!(error instanceof TokenRefused)) throw error
  console.warn(JSON.stringify({ level: 'warn', problem: 'token_refused', reason: error.message }))
  throw new Problem(error.expired ? 'token_expired' : 'token_invalid', {}, { cause: error })
}

const tooMany = () =>
  new Problem('rate_limited', {}, { headers: { 'Retry-After': String(limiterPeriod) } })

function lacksScope(scope: Scope): Problem {
  const challenge = `${bearerRealm}, error="insufficient_scope", scope="${scope}"`
  return new Problem('insufficient_scope', {}, { headers: { 'WWW-Authenticate': challenge } })
}
