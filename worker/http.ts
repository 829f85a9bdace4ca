// Everything that all responses carry (CORS, headers, timing), and the checks that all requests pass.
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { Connection } from './db/open.ts'
import { Problem } from './problem.ts'

const exposed = [
  'Accept-Patch',
  'Allow',
  'Content-Disposition',
  'Content-Location',
  'ETag',
  'Link',
  'Location',
  'Preference-Applied',
  'Retry-After',
  'Server-Timing',
  'Idempotency-Replayed',
  'set-auth-token',
  'X-Request-Id',
]

/**
 * Allows exact origins, and one pattern whose `*` stands for one label. No credentials: the app sends Bearer tokens.
 */
export function crossOrigin(origins: readonly string[], preview: string | undefined) {
  const [before, after] = preview?.split('*') ?? []
  const isPreview = (origin: string) =>
    before !== undefined &&
    after !== undefined &&
    origin.startsWith(before) &&
    origin.endsWith(after) &&
    /^[a-z0-9-]+$/.test(origin.slice(before.length, -after.length))
  const answer = cors({
    origin: (origin) => (origins.includes(origin) || isPreview(origin) ? origin : null),
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Prefer',
      'X-Request-Id',
    ],
    exposeHeaders: exposed,
    maxAge: 7_200,
  })
  // OPTIONS without an origin is not a preflight but asks for the methods; router.ts answers it.
  return createMiddleware(async function checkOrigin(c, next) {
    if (c.req.method !== 'OPTIONS' || c.req.header('Origin')) return await answer(c, next)
    await next()
    c.header('Vary', 'Origin', { append: true })
  })
}

/** A response that sets its own content security policy keeps it. */
export const securityHeaders = createMiddleware(async function secure(c, next) {
  let own: string | null = null
  await usualHeaders(c, async () => {
    await next()
    own = c.res.headers.get('Content-Security-Policy')
  })
  if (own) c.res.headers.set('Content-Security-Policy', own)
})

const usualHeaders = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  crossOriginResourcePolicy: 'cross-origin',
  strictTransportSecurity: 'max-age=63072000; includeSubDomains',
  xFrameOptions: false,
  xXssProtection: false,
})

/** Opens the request's connection and reports its cost afterwards. Shared caches must not store responses. */
export const perRequest = (open: () => Connection) =>
  createMiddleware<{ Variables: { connection: Connection } }>(async function connect(c, next) {
    const start = performance.now()
    const connection = open()
    c.set('connection', connection)
    await next()
    const { calls, statements, milliseconds } = connection.trace
    const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
    const desc = `${plural(calls, 'call')}, ${plural(statements, 'statement')}`
    const total = (performance.now() - start).toFixed(1)
    c.res.headers.set(
      'Server-Timing',
      `db;dur=${milliseconds.toFixed(1)};desc="${desc}", total;dur=${total}`,
    )
    if (!c.res.headers.has('Cache-Control')) {
      const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
      const mayRevalidate = isRead && c.res.headers.has('ETag')
      c.res.headers.set('Cache-Control', mayRevalidate ? 'private, no-cache' : 'private, no-store')
    }
  })

/** Reads bodies of unknown length here. Errors in `next` do not come back: Hono answers them there. */
const limited = (maxSize: number) => {
  const limit = bodyLimit({
    maxSize,
    onError: () => {
      throw new Problem('payload_too_large')
    },
  })
  return createMiddleware(async function limitSize(c, next) {
    return await limit(c, next).catch(brokenOff)
  })
}

export const limitBody = limited(256 * 1_024)
/** A file may contain everything that a user has. */
export const limitFile = limited(5 * 1_024 * 1_024)

/**
 * Refuses bodies of other types, which would be read as no body at all. Drops parameters of the type such as `charset`:
 * JSON has none (RFC 8259, section 11), and validators would stumble over their spellings. For a table, `charset` may
 * name UTF-8.
 */
const onlyTypes = (notUtf8: Record<string, 'malformed_json' | 'malformed_text'>) => {
  const codes = new Map(Object.entries(notUtf8))
  const types = [...codes.keys()].filter((type) => type !== mergePatch).join(', ')
  return createMiddleware(async function requireType(c, next) {
    const [name, ...parameters] = (c.req.header('Content-Type') ?? '').toLowerCase().split(';')
    const type = name?.trim() ?? ''
    const code = codes.get(type)
    const charset = /^\s*charset="?([^"]*)"?\s*$/.exec(parameters.join(';'))?.[1] ?? 'utf-8'
    const isReadable = code === 'malformed_json' || /^(utf-8|us-ascii)$/.test(charset)
    if (code ? !isReadable : type !== '' || hasBody(c.req.raw.headers)) {
      const wanted = c.req.method === 'PATCH' ? acceptPatch : { Accept: types }
      const detail = `send the body as ${Object.values(wanted).join().replaceAll(', ', ' or ')}`
      throw new Problem('unsupported_media_type', { detail }, { headers: wanted })
    }
    // A GET may send a Content-Type without a body.
    if (code && c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const body = await c.req.arrayBuffer().catch(brokenOff)
      if (!isUtf8(body)) throw new Problem(code)
      const headers = new Headers(c.req.raw.headers)
      headers.set('Content-Type', type)
      c.req.raw = new Request(c.req.url, { method: c.req.method, headers, body })
    }
    await next()
  })
}

const mergePatch = 'application/merge-patch+json'
/** The types that a PATCH accepts (RFC 5789, section 2.2). */
export const acceptPatch = { 'Accept-Patch': `${mergePatch}, application/json` }

export const onlyJson = onlyTypes({
  'application/json': 'malformed_json',
  [mergePatch]: 'malformed_json',
})
export const onlyFile = onlyTypes({
  'application/json': 'malformed_json',
  'text/csv': 'malformed_text',
  'text/calendar': 'malformed_text',
})

/** A client that hangs up in the middle of a body gets 400. It is not a defect of ours, so it is not logged. */
function brokenOff(cause: unknown): never {
  if (cause instanceof Problem) throw cause
  throw new Problem('malformed_json', {}, { cause })
}

/** JSON must be UTF-8 (RFC 8259, section 8.1). Parsers would silently replace invalid bytes with U+FFFD. */
function isUtf8(bytes: ArrayBuffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Looks at the headers, because in workerd a POST without a body has an empty stream. */
export const hasBody = (headers: Headers) =>
  headers.has('Transfer-Encoding') || Number(headers.get('Content-Length') ?? 0) > 0
