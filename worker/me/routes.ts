// The caller: the user as stored in the database, and the token as sent.
import { createRoute } from '@hono/zod-openapi'
import type { Guard, GuardedEnv } from '../guard.ts'
import { json, noQuery, refusals, router } from '../router.ts'
import { Me, TokenDebug } from './schema.ts'
import { findMe } from './store.ts'

const tags = ['Caller']

export function me(guard: Guard) {
  const read = createRoute({
    method: 'get',
    path: '/',
    tags,
    summary: 'The caller: user, token, scopes, expiry',
    middleware: [guard(), noQuery] as const,
    responses: { 200: json(Me, 'The caller'), ...refusals(401, 422, 429) },
  })
  return router().openapi(read, async (c) => {
    const { user, token } = await findMe(c.var.db)
    const { claims } = c.var
    if (token || !claims) return c.json({ user, token: required(token) }, 200)
    const { scope, exp } = claims
    const session = { kind: 'session', scopes: scope.split(' '), expires_at: instant(exp) } as const
    return c.json({ user, token: session }, 200)
  })
}

/** Mounted only if `DEBUG_ROUTES` is on. */
export function debugToken(guard: Guard) {
  const debug = createRoute({
    method: 'get',
    path: '/token',
    tags,
    summary: "The caller's own token, decoded (needs DEBUG_ROUTES=1)",
    middleware: [guard(), noQuery] as const,
    responses: { 200: json(TokenDebug, 'The claims'), ...refusals(401, 422, 429) },
  })
  return router().openapi(debug, async (c) => {
    const { user, token } = await findMe(c.var.db)
    const { claims } = c.var
    const expires = claims ? instant(claims.exp) : required(token).expires_at
    const seconds_left = Math.floor((Date.parse(expires) - Date.now()) / 1_000)
    const { id: user_id, email } = user
    return c.json({ user_id, email, expires, seconds_left, claims: asRecord(claims) }, 200)
  })
}

/** A personal access token has no claims; only the database knows its scopes. */
const asRecord = (
  claims: GuardedEnv['Variables']['claims'],
): Record<string, string | number | string[]> => ({
  ...claims,
})

const instant = (seconds: number) => new Date(seconds * 1_000).toISOString()

function required<T>(token: T | undefined): T {
  if (!token) throw new TypeError('a caller was let in by a token that is not there')
  return token
}
