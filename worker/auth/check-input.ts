// What Better Auth leaves unchecked on its way in, and what it must not leave to the caller.
import { APIError, createAuthMiddleware } from 'better-auth/api'
import type * as z from 'zod'
import { invalid } from '../problem.ts'
import { ChangePassword, RevokeSession, SignIn, SignUp, UpdateUser } from './schema.ts'

const schemas: ReadonlyMap<string, z.ZodType<Record<string, unknown>>> = new Map<
  string,
  z.ZodType<Record<string, unknown>>
>([
  ['/sign-up/email', SignUp],
  ['/sign-in/email', SignIn],
  ['/update-user', UpdateUser],
  ['/change-password', ChangePassword],
  ['/revoke-session', RevokeSession],
])

/** Replaces the body by the checked one. A new password always ends the user's other sessions. */
export const checkInput = createAuthMiddleware(async (context) => {
  const schema = schemas.get(context.path)
  if (!schema) return
  const body = schema.safeParse(context.body ?? {})
  if (!body.success) {
    const { code, members } = invalid(body.error)
    throw new APIError('UNPROCESSABLE_ENTITY', {
      code,
      message: 'The request has invalid fields',
      ...members,
    })
  }
  return { context: { body: body.data } }
})
