// Describes the operations of Better Auth like our own routes. Its names are camelCase.
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import * as z from 'zod'
import type { GuardedEnv } from '../guard.ts'
import { json, refusals } from '../router.ts'
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
} from './schema.ts'

const takes = (schema: z.ZodType) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
const signedIn = {
  ...json(SignedIn, 'Signed in. The header `set-auth-token` is the session token.'),
  headers: z.object({ 'set-auth-token': z.string() }),
}
const session = [{ sessionToken: [] }]

const operations: Omit<RouteConfig, 'tags'>[] = [
  {
    method: 'post',
    path: '/sign-up/email',
    operationId: 'signUp',
    summary: 'Sign up with e-mail and password',
    security: [],
    request: takes(SignUp),
    responses: { 200: signedIn, ...refusals(422) },
  },
  {
    method: 'post',
    path: '/sign-in/email',
    operationId: 'signIn',
    summary: 'Sign in with e-mail and password',
    security: [],
    request: takes(SignIn),
    responses: { 200: signedIn, ...refusals(401, 422) },
  },
  {
    method: 'get',
    path: '/token',
    operationId: 'getAccessToken',
    summary: 'An access token for the task API',
    security: session,
    responses: { 200: json(AccessToken, 'The token'), ...refusals(401) },
  },
  {
    method: 'get',
    path: '/get-session',
    operationId: 'getSession',
    summary: 'The session and its user, or null',
    security: session,
    responses: {
      200: json(CurrentSession, 'The session'),
      ...refusals(422),
    },
  },
  {
    method: 'get',
    path: '/list-sessions',
    operationId: 'listSessions',
    summary: "The user's sessions",
    security: session,
    responses: { 200: json(Sessions, 'Those that live, at most 100'), ...refusals(401) },
  },
  {
    method: 'post',
    path: '/sign-out',
    operationId: 'signOut',
    summary: 'End the session; its access tokens end with it',
    security: session,
    responses: {
      200: json(z.looseObject({ success: z.literal(true) }), 'Ended'),
      ...refusals(401),
    },
  },
  {
    method: 'post',
    path: '/revoke-session',
    operationId: 'revokeSession',
    summary: 'End one session; its access tokens end with it',
    description: '`token` is what `listSessions` shows. One that is not of the user ends nothing.',
    security: session,
    request: takes(RevokeSession),
    responses: { 200: json(Ended, 'Ended'), ...refusals(401, 422) },
  },
  {
    method: 'post',
    path: '/revoke-sessions',
    operationId: 'revokeSessions',
    summary: "End all of the user's sessions",
    security: session,
    responses: { 200: json(Ended, 'Ended'), ...refusals(401) },
  },
  {
    method: 'post',
    path: '/revoke-other-sessions',
    operationId: 'revokeOtherSessions',
    summary: "End all of the user's sessions but this one",
    security: session,
    responses: { 200: json(Ended, 'Ended'), ...refusals(401) },
  },
  {
    method: 'post',
    path: '/change-password',
    operationId: 'changePassword',
    summary: 'Change the password; every session ends, and a new one begins',
    security: session,
    request: takes(ChangePassword),
    responses: { 200: signedIn, ...refusals(401, 422) },
  },
  {
    method: 'post',
    path: '/update-user',
    operationId: 'updateUser',
    summary: "Change the user's name",
    security: session,
    request: takes(UpdateUser),
    responses: { 200: json(Ended, 'Changed'), ...refusals(401, 422) },
  },
  {
    method: 'post',
    path: '/delete-user',
    operationId: 'deleteUser',
    summary: 'Delete the account and everything in it, at once and for good',
    security: session,
    request: takes(DeleteUser),
    responses: {
      200: json(z.looseObject({ success: z.literal(true) }), 'Deleted'),
      ...refusals(401, 422),
    },
  },
]

export function describeAuth({ openAPIRegistry: registry }: OpenAPIHono<GuardedEnv>): void {
  registry.registerComponent('securitySchemes', 'accessToken', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'From `GET /api/auth/token`; good for 15 minutes.',
  })
  registry.registerComponent('securitySchemes', 'sessionToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'The header `set-auth-token` of a sign-up or sign-in; good for 7 days.',
  })
  for (const { path, ...operation } of operations) {
    registry.registerPath({ ...operation, path: `/api/auth${path}`, tags: ['Authentication'] })
  }
}
