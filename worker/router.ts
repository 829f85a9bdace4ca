// Building blocks of all routes: a router that turns invalid input into problems, and pieces of the OpenAPI document.
import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import { noConditions } from './conditional.ts'
import { acceptable, noBody } from './content.ts'
import type { Guard, GuardedEnv } from './guard.ts'
import { acceptPatch } from './http.ts'
import { Problem, type ProblemCode, type problems } from './problem.ts'
import { invalid, invalidQuery } from './validation.ts'

/** Creates a router that answers 404 to an impossible id, and names any other invalid input. */
export function router() {
  const room = new OpenAPIHono<GuardedEnv>({
    defaultHook: (result) => {
      if (result.success) return
      if (result.target === 'param') throw new Problem('not_found')
      const input = 'data' in result ? result.data : undefined
      throw result.target === 'query'
        ? invalidQuery(result.error, input)
        : invalid(result.error, '', input)
    },
  })
  const { openapi } = room
  room.openapi = (route, ...handlers) => openapi(held(route), ...handlers)
  return room
}

/**
 * Holds a route to its own contract, after its guard: the response must be acceptable in one of the types it describes,
 * and a body or a condition is refused if it describes none. The guard's requirements are added to the contract.
 */
function held<Route extends RouteConfig>(route: Route): Route {
  const own = [route.middleware ?? []].flat()
  const needed = own.map((middleware) => needs.get(middleware)).find((found) => found)
  const middleware = [
    ...own,
    acceptable(typesOf(route)),
    noConditions(headersOf(route)),
    ...(route.request?.body ? [] : [noBody]),
  ]
  return { ...route, middleware, ...needed }
}

function typesOf({ responses }: RouteConfig): string[] {
  const types = Object.entries(responses).flatMap(([status, response]) =>
    status.startsWith('2') && 'content' in response ? Object.keys(response.content ?? {}) : [],
  )
  return types.length > 0 ? [...new Set(types)] : ['application/json']
}

const headersOf = ({ request }: RouteConfig): string[] =>
  request?.headers instanceof z.ZodObject ? Object.keys(request.headers.shape) : []

/** The requirements of a guard, as they appear in the document. */
interface Needs {
  'x-required-scopes': string[]
  /** Personal access tokens are not accepted. */
  'x-session-only'?: true
}
const needs = new WeakMap<MiddlewareHandler, Needs>()

/** Attaches a guard's requirements to it, for the document. */
export const described =
  (guard: Guard): Guard =>
  (scope) => {
    const middleware = guard(scope)
    const scopes = scope && scope !== 'session' ? [scope] : []
    const isSession = scope === 'session' && ({ 'x-session-only': true } as const)
    needs.set(middleware, { 'x-required-scopes': scopes, ...isSession })
    return middleware
  }

/** Refuses query parameters for operations that have none, because a misspelt or outdated one must not be ignored. */
export const noQuery = createMiddleware(async function refuseQuery(c, next) {
  const query = z.strictObject({}).safeParse(c.req.query())
  if (!query.success) throw invalidQuery(query.error)
  await next()
})

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Answers requests that no route took: 405 if another method exists (RFC 9110, section 15.5.6), and OPTIONS for every
 * existing path (section 9.3.7).
 */
export const answerUnknown = (app: Hono<GuardedEnv>) =>
  function unknown(c: Context): Response {
    const allowed = methods.filter((method) =>
      app.router.match(method, c.req.path)[0].some(([[, route]]) => route.method === method),
    )
    if (allowed.length === 0) throw new Problem('not_found')
    if (allowed.includes('GET')) allowed.push('HEAD')
    if (c.req.method === 'OPTIONS') return answerOptions(c, allowed)
    throw new Problem('method_not_allowed', {}, { headers: { Allow: allowed.join(', ') } })
  }

/** Lists the methods, and the types that a PATCH accepts. */
export const answerOptions = (c: Context, allowed: readonly string[]): Response =>
  c.body(null, 204, {
    Allow: [...allowed, 'OPTIONS'].join(', '),
    ...(allowed.includes('PATCH') && acceptPatch),
  })

/** A JSON response. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A single resource, with its entity tag. */
export const tagged = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  ...json(schema, description),
  headers: z.object({ ETag: z.string().meta({ example: '"1"' }) }),
})

/** A new resource, with its entity tag and location. */
export const created = <Schema extends z.ZodType>(schema: Schema) => ({
  ...json(schema, 'Created'),
  headers: z.object({
    ETag: z.string().meta({ example: '"1"' }),
    Location: z.string().meta({ description: 'Path of the new resource.' }),
  }),
})

const stillThis = z
  .string()
  .optional()
  .meta({ description: 'Only if the version is still this one; else 412.', example: '"1"' })

export const conditional = z.object({
  'if-match': stillThis,
  'if-none-match': z.string().optional().meta({
    description: '`*`: only if there is none, so what is there is left as it is, with 412.',
    example: '*',
  }),
})

/** For resources with an entity tag but no version. */
export const conditionalRead = z.object({
  'if-none-match': z
    .string()
    .optional()
    .meta({ description: 'The version that the client has; answered with 304.', example: '"1"' }),
})

export const conditionalGet = z.object({ 'if-match': stillThis, ...conditionalRead.shape })

export const conditionalPut = z.object({
  'if-match': z.string().optional().meta({
    description: 'Only if the version is still this one, or, with `*`, if there is one; else 412.',
    example: '"1"',
  }),
  'if-none-match': z
    .string()
    .optional()
    .meta({ description: '`*`: only if there is none yet; else 412.', example: '*' }),
})

/** A body in JSON Merge Patch; plain JSON means the same. */
export const mergePatch = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/merge-patch+json': { schema }, 'application/json': { schema } },
})

/** Every status that a problem can have. */
type Refusal = (typeof problems)[ProblemCode][0]

/**
 * Lists the statuses with which an operation refuses. docs/refusals.ts adds their descriptions and those that any
 * operation may return. In types this is nothing: handlers throw refusals, and the client's `json()` is that of a
 * success.
 */
export const refusals = (...statuses: Refusal[]) =>
  Object.fromEntries(statuses.map((status) => [status, { description: '' }])) as unknown as Record<
    never,
    never
  >
