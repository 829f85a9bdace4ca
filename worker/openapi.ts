// The OpenAPI 3.1 document, generated from the routes' own validators, plus the operations that Better Auth answers.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { GuardedEnv } from './auth/require-user.ts'
import { AccessToken, SignedIn, SignIn, SignUp } from './auth/schema.ts'
import { json, refusals } from './router.ts'

const tags = ['Authentication']
const takes = (schema: typeof SignUp | typeof SignIn) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
const signedIn = {
  ...json(SignedIn, 'Signed in. The header `set-auth-token` is the session token.'),
  headers: { 'set-auth-token': { schema: { type: 'string' as const } } },
}
const session = [{ sessionToken: [] }]

/** Serves the document at `path`; everything that was mounted before is in it. */
export function serveDocument(app: OpenAPIHono<GuardedEnv>, path: string): void {
  const { registerPath, registerComponent } = bound(app)
  registerComponent('securitySchemes', 'accessToken', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'From `GET /api/auth/token`; good for 15 minutes.',
  })
  registerComponent('securitySchemes', 'sessionToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'The header `set-auth-token` of a sign-up or sign-in; good for 7 days.',
  })
  registerPath({
    method: 'post',
    path: '/api/auth/sign-up/email',
    tags,
    summary: 'Sign up with e-mail and password',
    security: [],
    request: takes(SignUp),
    responses: { 200: signedIn, ...refusals(422) },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/sign-in/email',
    tags,
    summary: 'Sign in with e-mail and password',
    security: [],
    request: takes(SignIn),
    responses: { 200: signedIn, ...refusals(401, 422) },
  })
  registerPath({
    method: 'get',
    path: '/api/auth/token',
    tags,
    summary: 'An access token for the task API',
    security: session,
    responses: { 200: json(AccessToken, 'The token'), ...refusals(401) },
  })
  registerPath({
    method: 'get',
    path: '/api/auth/get-session',
    tags,
    summary: 'The session and its user, or null',
    security: session,
    responses: { 200: { description: 'The session' } },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/sign-out',
    tags,
    summary: 'End the session; its access tokens end with it',
    security: session,
    responses: { 200: { description: 'Ended' } },
  })
  app.get(path, (c) => {
    const document = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Duly',
        version: '1',
        description: 'Tasks by HTTP. Errors are problems (RFC 9457), patches merge (RFC 7396).',
        license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      },
      servers: [{ url: new URL(c.req.url).origin }],
      security: [{ accessToken: [] }],
    })
    for (const [route, item] of Object.entries(document.paths ?? {})) {
      if (route.includes('{user_id}')) item.parameters = [userId]
      for (const operation of [item.get, item.post, item.put, item.patch, item.delete]) {
        if (operation) operation.responses = { ...operation.responses, default: anyProblem }
      }
    }
    return c.json(document)
  })
}

/** What any operation may answer: the database out of reach, a body too large, a fault of ours. docs/problems.md. */
const anyProblem = {
  description: 'Any other problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** Comes with the place where a room is mounted, so no route of the room knows it. */
const userId: ParameterObject = {
  name: 'user_id',
  in: 'path',
  required: true,
  description: "The caller's own id, or `me`. Anybody else's is refused with 403.",
  schema: { type: 'string' },
}
type ParameterObject = NonNullable<PathItem['parameters']>[number]
type PathItem = NonNullable<ReturnType<OpenAPIHono['getOpenAPI31Document']>['paths']>[string]

const bound = ({ openAPIRegistry: registry }: OpenAPIHono<GuardedEnv>) => ({
  registerPath: registry.registerPath.bind(registry),
  registerComponent: registry.registerComponent.bind(registry),
})
