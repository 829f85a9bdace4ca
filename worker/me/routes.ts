// Who the caller is: the user as the database knows them, and the token as it was sent.
import { createRoute } from '@hono/zod-openapi'
import type { Guard } from '../auth/require-user.ts'
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
    const user = await findMe(c.var.db)
    const { scope, exp } = c.var.claims
    const token = { kind: 'session', scopes: scope.split(' '), expires_at: instant(exp) } as const
    return c.json({ user, token }, 200)
  })
}

/** Mounted only where `DEBUG_ROUTES` asks for it. */
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
    const user = await findMe(c.var.db)
    const claims = c.var.claims
    const seconds_left = claims.exp - Math.floor(Date.now() / 1_000)
    const expires = instant(claims.exp)
    return c.json({ user_id: user.id, email: claims.email, expires, seconds_left, claims }, 200)
  })
}

const instant = (seconds: number) => new Date(seconds * 1_000).toISOString()
