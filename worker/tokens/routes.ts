// Personal access tokens, for scripts, agents and calendars. Only a signed-in session can manage them.
import { createRoute } from '@hono/zod-openapi'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { feedScope } from '../domain/scopes.ts'
import type { Guard } from '../guard.ts'
import { formatToken, type Secrets, tokenHash } from '../personal-token.ts'
import { Problem } from '../problem.ts'
import { pathOf } from '../resource.ts'
import { json, noQuery, refusals, router } from '../router.ts'
import { CreatedToken, NewToken, Reverted, RevertQuery, Token, TokenId, Tokens } from './schema.ts'
import { findToken, findTokens, insertToken, revertToken, revokeToken } from './store.ts'

const params = z.object({ id: TokenId })
const tags = ['Tokens']

/** @param origin the address of this deployment; the `Host` of a request is not trusted */
export function tokens(guard: Guard, secrets: Secrets, origin: string) {
  const list = createRoute({
    method: 'get',
    path: '/',
    tags,
    summary: 'All tokens, newest first',
    description: 'Revoked and expired ones are among them for 30 days.',
    middleware: [guard('session'), noQuery] as const,
    responses: { 200: json(Tokens, 'The tokens'), ...refusals(401, 403, 422, 429) },
  })
  const create = createRoute({
    method: 'post',
    path: '/',
    tags,
    summary: 'Create a token',
    description:
      'It is shown in this answer only, and in that to the same request with the same `Idempotency-Key`. With ' +
      '`feed:read` it is the address of a calendar feed. A user may have 50 that are good.',
    middleware: [guard('session'), noQuery] as const,
    request: { body: { required: true, content: { 'application/json': { schema: NewToken } } } },
    responses: {
      201: {
        ...json(CreatedToken, 'Created'),
        headers: z.object({
          Location: z.string().meta({ description: 'Path of the new resource.' }),
        }),
      },
      ...refusals(401, 403, 409, 422, 429),
    },
  })
  const read = createRoute({
    method: 'get',
    path: '/{id}',
    tags,
    summary: 'Read a token, without its secret',
    middleware: [guard('session'), noQuery] as const,
    request: { params },
    responses: { 200: json(Token, 'The token'), ...refusals(401, 403, 404, 422, 429) },
  })
  const revoke = createRoute({
    method: 'delete',
    path: '/{id}',
    tags,
    summary: 'Revoke a token, at once and for good',
    middleware: [guard('session'), noQuery] as const,
    request: { params },
    responses: { 204: { description: 'Revoked' }, ...refusals(401, 403, 404, 422, 429) },
  })
  const revert = createRoute({
    method: 'post',
    path: '/{id}/revert',
    tags,
    summary: 'Undo what a token changed',
    description:
      'Row by row, of the last 30 days, the newest changes first; while `has_more`, go on with `next` as `before`. What ' +
      'somebody else has changed since is left as it is, and told. What the token made goes to the trash. What has been ' +
      'undone is not undone twice. `dry_run` tells what would happen. The token may have been revoked before.',
    middleware: guard('session'),
    request: { params, query: RevertQuery },
    responses: {
      200: json(Reverted, 'What was done, row by row'),
      ...refusals(401, 403, 404, 422, 429),
    },
  })

  return router()
    .openapi(list, async (c) => {
      return c.json({ items: await findTokens(c.var.db), next_cursor: null }, 200)
    })
    .openapi(create, async (c) => {
      const { name, scopes, expires_in_days: days } = c.req.valid('json')
      const kind = scopes.some((scope) => scope === feedScope) ? 'feed' : 'api'
      const id = uuidv7()
      const token = await formatToken(kind, await secrets.of(id))
      const hint = token.slice(-4)
      const wanted = { id, name, scopes, days, hash: await tokenHash(token), hint }
      const made = await insertToken(c.var.db, wanted)
      // A repeated request gets the token that the first one made.
      const first = made.id === id ? token : await formatToken(kind, await secrets.of(made.id))
      c.header('Location', pathOf(c, made))
      return c.json(
        { ...made, token: first, ...(kind === 'feed' && { feed_url: feedUrl(origin, first) }) },
        201,
      )
    })
    .openapi(read, async (c) => {
      const token = await findToken(c.var.db, c.req.valid('param').id)
      if (!token) throw new Problem('not_found')
      return c.json(token, 200)
    })
    .openapi(revoke, async (c) => {
      if (!(await revokeToken(c.var.db, c.req.valid('param').id))) throw new Problem('not_found')
      return c.body(null, 204)
    })
    .openapi(revert, async (c) => {
      const { since = '0001-01-01T00:00:00Z', before, limit, dry_run } = c.req.valid('query')
      const { id } = c.req.valid('param')
      const wanted = { id, since, before, limit, dryRun: dry_run === 'true' }
      const reverted = await revertToken(c.var.db, wanted)
      if (!reverted) throw new Problem('not_found')
      const { minimal = false, ...told } = reverted
      if (minimal) c.header('Preference-Applied', 'return=minimal')
      return c.json(told, 200)
    })
}

const feedUrl = (origin: string, token: string) => new URL(`/api/v1/feed/${token}.ics`, origin).href
