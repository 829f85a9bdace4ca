// What every room's routes are made of: the router that turns invalid input into problems, and the OpenAPI pieces.
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

/** An id that no resource can have is a resource that does not exist; anything else that is invalid is named. */
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
 * Holds a route to its own contract, after its guard: the answer must be acceptable in one of the types it describes,
 * and a body or a condition is refused where it describes none. What the guard asks for goes into the contract.
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

/** What each guard asks for, as the document has it. */
interface Needs {
  'x-required-scopes': string[]
  /** No personal access token will do. */
  'x-session-only'?: true
}
const needs = new WeakMap<MiddlewareHandler, Needs>()

/** The guard, of which the document can tell what it asks for. */
export const described =
  (guard: Guard): Guard =>
  (scope) => {
    const middleware = guard(scope)
    const scopes = scope && scope !== 'session' ? [scope] : []
    const isSession = scope === 'session' && ({ 'x-session-only': true } as const)
    needs.set(middleware, { 'x-required-scopes': scopes, ...isSession })
    return middleware
  }

/** For operations without query parameters: one that is misspelt or of another version must not be passed over. */
export const noQuery = createMiddleware(async function refuseQuery(c, next) {
  const query = z.strictObject({}).safeParse(c.req.query())
  if (!query.success) throw invalidQuery(query.error)
  await next()
})

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * For paths that no route took: 405 where another method would have been taken (RFC 9110, section 15.5.6), and the
 * answer to OPTIONS, which every path has that there is (section 9.3.7).
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

/** Which methods there are, and what a PATCH may be made of. */
export const answerOptions = (c: Context, allowed: readonly string[]): Response =>
  c.body(null, 204, {
    Allow: [...allowed, 'OPTIONS'].join(', '),
    ...(allowed.includes('PATCH') && acceptPatch),
  })

/** A JSON answer. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A single resource, with its entity tag. */
export const tagged = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  ...json(schema, description),
  headers: z.object({ ETag: z.string().meta({ example: '"1"' }) }),
})

/** A new resource: its entity tag, and where it is. */
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

/** Of what has no version but a tag. */
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

/** A body in JSON Merge Patch; as plain JSON it means the same. */
export const mergePatch = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/merge-patch+json': { schema }, 'application/json': { schema } },
})

/** Every status that a problem has. */
type Refusal = (typeof problems)[ProblemCode][0]

/**
 * How an operation refuses; what each refusal tells, and what any operation may answer besides, the document knows
 * (docs/refusals.ts). For types this is nothing: handlers throw refusals, and the client's `json()` is that of a success.
 */
export const refusals = (...statuses: Refusal[]) =>
  Object.fromEntries(statuses.map((status) => [status, { description: '' }])) as unknown as Record<
    never,
    never
  >
