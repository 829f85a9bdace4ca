// The guard of the calendar feed. Like the other guard, but the token is part of the address, and a refusal reveals no
// reason.
import { createMiddleware } from 'hono/factory'
import { asUser } from '../db/request-transaction.ts'
import { feedScope } from '../domain/scopes.ts'
import type { GuardedEnv } from '../guard.ts'
import { isIntact, tokenHash } from '../personal-token.ts'
import { Problem } from '../problem.ts'
import type { Admission } from './rate-limits.ts'
import { tooManyRequests } from './require-user.ts'

/**
 * Admits a valid address.
 * @throws Problem 404 if anything is wrong with the address, 429 `rate_limited`
 */
export const requireFeed = (admission: Admission) =>
  createMiddleware<GuardedEnv>(async function guardFeed(c, next) {
    const [, token = ''] = /\/([^/]*)\.ics$/.exec(c.req.path) ?? []
    if (!(await isIntact(token, 'feed'))) throw new Problem('not_found')
    const hash = await tokenHash(token)
    const address = c.req.header('CF-Connecting-IP') ?? ''
    if (!(await admission.token(hash, address))) throw tooManyRequests()
    const learn = (userId: string) => admission.learn(hash, userId)
    const scopes = [feedScope]
    const caller = { kind: 'token', hash, scopes, learn, expectedUserId: undefined } as const
    c.set('db', asUser(c.var.connection, caller))
    await next()
  })
