// The OpenAPI 3.1 document, generated from the routes' own validators, and where it is served.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { isFresh, noConditions } from './conditional.ts'
import { sha256Hex } from './digest.ts'
import { complete } from './docs/complete.ts'
import type { Document } from './docs/document.ts'
import { pageOf, policy } from './docs/page.ts'
import { ProblemBody } from './docs/problem-body.ts'
import type { GuardedEnv } from './guard.ts'

/** Generates the document of everything mounted so far, for clients that reach it at `origin`. */
function documentOf(app: OpenAPIHono<GuardedEnv>, origin: string): Document {
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

/** Serves the document for programs and the reference page for people, each with the origin it was requested at. */
export function serveDocument(app: OpenAPIHono<GuardedEnv>, path: string, page: string): void {
  // The schema of every refusal (docs/refusals.ts).
  app.openAPIRegistry.register('Problem', ProblemBody)
  // Generated once per origin, because it takes half the CPU time of a request on the Free plan.
  let made: { origin: string; document: Document; tag?: string } | undefined
  const madeFor = (url: string) => {
    const { origin } = new URL(url)
    if (made?.origin !== origin) made = { origin, document: documentOf(app, origin) }
    return made
  }
  app.get(path, async (c) => {
    const own = madeFor(c.req.url)
    own.tag ??= await tagOf(own.document)
    c.header('ETag', own.tag)
    return isFresh(c, own.tag) ? c.body(null, 304) : c.json(own.document)
  })
  app.get(page, noConditions([]), async (c) => {
    c.header('Content-Security-Policy', await policy())
    return c.html(pageOf(madeFor(c.req.url).document))
  })
}

/** A hash of the document's bytes. */
const tagOf = async (document: Document) =>
  `"${(await sha256Hex(JSON.stringify(document))).slice(0, 32)}"`

const description = `Tasks by HTTP. Bodies are JSON in UTF-8, names are snake_case (under \`/api/auth\` camelCase), times are
RFC 3339 in UTC. Errors are problems (RFC 9457); programs read \`code\`. Patches merge (RFC 7396).

Input is strict: a field or query parameter that is not described is refused with 422, and so is a body where none is
described; an empty object counts as none. Bodies have at most 256 KiB, of an import
5 MiB, and come without compression.

Within version 1, operations, fields, parameters and codes are only added.`
