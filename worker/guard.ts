// The guard of a route, as rooms see it: the caller, the scopes that the request needs, and the database as the caller may see
// it. `auth/` makes guards, and `app.ts` passes them to rooms.
import type { Context, MiddlewareHandler } from 'hono'
import type { Claims } from './auth/keys.ts'
import type { Connection } from './db/open.ts'
import type { UserDatabase } from './db/request-transaction.ts'
import type { Scope } from './domain/scopes.ts'
import { lacksScope } from './problem.ts'

export interface GuardedEnv {
  Variables: {
    connection: Connection
    db: UserDatabase
    /** The access token's claims; undefined for a personal access token. */
    claims: Claims | undefined
    /** Scopes that the request needs. A handler may add to them before it calls the database. */
    scopes: Scope[]
    /** The caller as one string: cursors are valid for nobody else. */
    callerKey: string
  }
}

/** Makes the middleware of a route that needs this scope. `session` admits no personal access token. */
export type Guard = (scope?: Scope | 'session') => MiddlewareHandler<GuardedEnv>

/**
 * Adds a scope that an operation needs only sometimes. A personal access token's scopes are known to the database alone,
 * which is asked for this one as well.
 * @throws Problem `insufficient_scope`
 */
export function requireScope(c: Context<GuardedEnv>, scope: Scope): void {
  const { claims, scopes } = c.var
  if (claims && !claims.scope.split(' ').includes(scope)) throw lacksScope([scope])
  if (!scopes.includes(scope)) scopes.push(scope)
}
