// The OpenAPI 3.1 document, generated from the routes' own validators, and where it is served.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { GuardedEnv } from './auth/require-user.ts'
import { complete } from './docs/complete.ts'
import type { Document } from './docs/document.ts'

/** The document of everything that was mounted before, as it is for clients that reach it at `origin`. */
export function documentOf(app: OpenAPIHono<GuardedEnv>, origin: string): Document {
  return complete(
    app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Duly',
        version: '1',
        description,
        contact: { name: 'Whoever runs this deployment', url: origin },
        license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      },
      servers: [{ url: origin }],
      security: [{ accessToken: [] }],
    }),
  )
}

export function serveDocument(app: OpenAPIHono<GuardedEnv>, path: string): void {
  app.get(path, (c) => c.json(documentOf(app, new URL(c.req.url).origin)))
}

const description = `Tasks by HTTP. Bodies are JSON in UTF-8, names are snake_case (under \`/api/auth\` camelCase), times are
RFC 3339 in UTC. Errors are problems (RFC 9457); programs read \`code\`. Patches merge (RFC 7396).

Input is strict: a field or query parameter that is not described is refused with 422, and so is a body where none is
described; an empty object counts as none. Bodies have at most 256 KiB and come without compression.

Within version 1, operations, fields, parameters and codes are only added.`
