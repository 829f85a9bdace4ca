// Publishes the public keys (RFC 7517), for other backends that verify our tokens: docs/verify-tokens.md.
import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { json, router } from '../router.ts'
import type { Keys } from './keys.ts'

const KeySet = z
  .strictObject({
    keys: z.array(z.looseObject({ kty: z.string(), kid: z.string(), alg: z.string() })),
  })
  .meta({ id: 'JwkSet' })

const published = <Path extends string>(path: Path) =>
  createRoute({
    method: 'get',
    path,
    tags: ['Authentication'],
    summary: 'Public keys that verify access tokens',
    security: [],
    responses: { 200: json(KeySet, 'A JWK set') },
  })

/** Keys may be cached for five minutes, which is less than the time that an old and a new key overlap. */
const freshness = 'public, max-age=300'

export const publishKeys = (keys: Keys) =>
  router()
    .openapi(published('/.well-known/jwks.json'), (c) =>
      c.json(keys.published(), 200, { 'Cache-Control': freshness }),
    )
    .openapi(published('/api/auth/jwks'), (c) =>
      c.json(keys.published(), 200, { 'Cache-Control': freshness }),
    )
