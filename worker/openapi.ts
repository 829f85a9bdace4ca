// The OpenAPI 3.1 document, generated from the routes' own validators, plus the operations that Better Auth answers.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type * as z from 'zod'
import type { GuardedEnv } from './auth/require-user.ts'
import {
  AccessToken,
  ChangePassword,
  CurrentSession,
  DeleteUser,
  Ended,
  RevokeSession,
  Sessions,
  SignedIn,
  SignIn,
  SignUp,
  UpdateUser,
} from './auth/schema.ts'
import { json, refusals } from './router.ts'

const tags = ['Authentication']
const takes = (schema: z.ZodType) => ({
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
    responses: { 200: signedIn, ...refusals(422, 429) },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/sign-in/email',
    tags,
    summary: 'Sign in with e-mail and password',
    security: [],
    request: takes(SignIn),
    responses: { 200: signedIn, ...refusals(401, 422, 429) },
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
    responses: { 200: json(CurrentSession, 'The session'), ...refusals(422) },
  })
  registerPath({
    method: 'get',
    path: '/api/auth/list-sessions',
    tags,
    summary: 'The sessions of the user that have not ended, at most 100',
    security: session,
    responses: { 200: json(Sessions, 'The sessions'), ...refusals(401) },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/sign-out',
    tags,
    summary: 'End the session; its access tokens end with it',
    security: session,
    responses: { 200: { description: 'Ended' }, ...refusals(401) },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/revoke-session',
    tags,
    summary: 'End one session of the user',
    security: session,
    request: takes(RevokeSession),
    responses: { 200: json(Ended, 'Ended'), ...refusals(401, 422) },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/revoke-other-sessions',
    tags,
    summary: 'End all sessions of the user but this one',
    security: session,
    responses: { 200: json(Ended, 'Ended'), ...refusals(401) },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/revoke-sessions',
    tags,
    summary: 'End all sessions of the user',
    security: session,
    responses: { 200: json(Ended, 'Ended'), ...refusals(401) },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/change-password',
    tags,
    summary: 'Change the password; every session ends, and a new one begins',
    security: session,
    request: takes(ChangePassword),
    responses: { 200: signedIn, 400: wrongPassword, ...refusals(401, 422, 429) },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/update-user',
    tags,
    summary: 'Change the name',
    security: session,
    request: takes(UpdateUser),
    responses: { 200: { description: 'Changed' }, ...refusals(401, 422) },
  })
  registerPath({
    method: 'post',
    path: '/api/auth/delete-user',
    tags,
    summary: 'Delete the account and everything in it, at once and for good',
    security: session,
    request: takes(DeleteUser),
    responses: { 200: { description: 'Deleted' }, 400: wrongPassword, ...refusals(401, 422, 429) },
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

const wrongPassword = { ...anyProblem, description: 'The current password is another' }

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
