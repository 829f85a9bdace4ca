// The operations that Better Auth answers, described as routes of our own are. Its names are camelCase.
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import * as z from 'zod'
import { json, refusals } from '../router.ts'
import type { GuardedEnv } from './require-user.ts'
import {
  AccessToken,
  ChangePassword,
  RevokeSession,
  SignedIn,
  SignIn,
  SignUp,
  UpdateUser,
} from './schema.ts'

const User = z.looseObject({ id: z.uuid(), name: z.string(), email: z.string() }).meta({
  id: 'User',
  example: {
    id: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a11',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
  },
})
const Session = z
  .looseObject({ token: z.string(), userId: z.uuid(), expiresAt: z.iso.datetime() })
  .meta({
    id: 'Session',
    description: '`token` names the session; it opens nothing.',
    example: {
      token: 'kX3pYv0qJ8dT1mZr5sWb7uEc2nHf9aLg',
      userId: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a11',
      expiresAt: '2026-11-30T14:05:00.000Z',
    },
  })
const Status = z.looseObject({ status: z.literal(true) }).meta({ id: 'Status' })

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
      200: json(z.looseObject({ session: Session, user: User }).nullable(), 'The session'),
    },
  },
  {
    method: 'get',
    path: '/list-sessions',
    operationId: 'listSessions',
    summary: "The user's sessions",
    security: session,
    responses: { 200: json(z.array(Session), 'Those that live'), ...refusals(401) },
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
    responses: { 200: json(Status, 'Ended'), ...refusals(401, 422) },
  },
  {
    method: 'post',
    path: '/revoke-sessions',
    operationId: 'revokeSessions',
    summary: "End all of the user's sessions",
    security: session,
    responses: { 200: json(Status, 'Ended'), ...refusals(401) },
  },
  {
    method: 'post',
    path: '/revoke-other-sessions',
    operationId: 'revokeOtherSessions',
    summary: "End all of the user's sessions but this one",
    security: session,
    responses: { 200: json(Status, 'Ended'), ...refusals(401) },
  },
  {
    method: 'post',
    path: '/change-password',
    operationId: 'changePassword',
    summary: "Change the password; all of the user's other sessions end",
    security: session,
    request: takes(ChangePassword),
    responses: { 200: json(z.looseObject({ user: User }), 'Changed'), ...refusals(401, 422) },
  },
  {
    method: 'post',
    path: '/update-user',
    operationId: 'updateUser',
    summary: "Change the user's name",
    security: session,
    request: takes(UpdateUser),
    responses: { 200: json(Status, 'Changed'), ...refusals(401, 422) },
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
