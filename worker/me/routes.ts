// Who the caller is: the user as the database knows them, and the token as it was sent.
import { createRoute } from '@hono/zod-openapi'
import type { Guard } from '../auth/require-user.ts'
import { Problem } from '../problem.ts'
import { json, problems, router } from '../router.ts'
import { Me, TokenDebug } from './schema.ts'
import { findMe } from './store.ts'

const tags = ['Caller']

export function me(guard: Guard) {
  const read = createRoute({
    method: 'get',
    path: '/',
    tags,
    summary: 'The caller: user, token, scopes, expiry',
    middleware: guard(),
    responses: { 200: json(Me, 'The caller'), ...problems(401, 429) },
  })
  return router().openapi(read, async (c) => {
    const user = await findMe(c.var.db)
    const { scope, exp } = c.var.claims
    const token = { kind: 'session', scopes: scope.split(' '), expires_at: instant(exp) } as const
    return c.json({ user, token }, 200)
  })
}

/** `enabled` comes from `DEBUG_ROUTES`; otherwise there is no such resource, with a token or without. */
export function debugToken(guard: Guard, enabled: boolean) {
  const debug = createRoute({
    method: 'get',
    path: '/token',
    tags,
    summary: "The caller's own token, decoded (needs DEBUG_ROUTES=1)",
    middleware: [onlyIf(enabled), guard()] as const,
    responses: { 200: json(TokenDebug, 'The claims'), ...problems(401, 404, 429) },
  })
  return router().openapi(debug, async (c) => {
    const user = await findMe(c.var.db)
    const claims = c.var.claims
    const seconds_left = claims.exp - Math.floor(Date.now() / 1_000)
    const expires = instant(claims.exp)
    return c.json({ user_id: user.id, email: claims.email, expires, seconds_left, claims }, 200)
  })
}

const onlyIf = (enabled: boolean) => async (_: unknown, next: () => Promise<void>) => {
  if (!enabled) throw new Problem('not_found')
  await next()
}

const instant = (seconds: number) => new Date(seconds * 1_000).toISOString()
