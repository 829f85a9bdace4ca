// Checks that Better Auth does not make on input, and choices that must not be left to the caller.
import { createAuthMiddleware } from 'better-auth/api'
import type * as z from 'zod'
import { invalid, invalidField } from '../validation.ts'
import {
  ChangePassword,
  DeleteUser,
  NoFields,
  RevokeSession,
  SignIn,
  SignUp,
  UpdateUser,
} from './schema.ts'
import type { Attempt } from './sign-in-throttle.ts'
import { weaknessOf } from './weak-password.ts'

const schemas: ReadonlyMap<string, z.ZodType<Record<string, unknown>>> = new Map<
  string,
  z.ZodType<Record<string, unknown>>
>([
  ['/sign-up/email', SignUp],
  ['/sign-in/email', SignIn],
  ['/update-user', UpdateUser],
  ['/change-password', ChangePassword],
  ['/delete-user', DeleteUser],
  ['/revoke-session', RevokeSession],
  ['/revoke-sessions', NoFields],
  ['/revoke-other-sessions', NoFields],
  ['/sign-out', NoFields],
])

/**
 * Replaces the body with the checked one, and counts a sign-in attempt before it is made. A new password always ends
 * the user's other sessions.
 */
export const checkInput = (attempt: Attempt) =>
  createAuthMiddleware(async (context) => {
    const schema = schemas.get(context.path)
    if (!schema) return
    const sent = context.body === undefined ? {} : context.body
    const body = schema.safeParse(sent, { reportInput: true })
    if (!body.success) throw invalid(body.error)
    refuseWeak(body.data)
    const email = String(body.data.email)
    if (context.path === '/sign-in/email') await attempt.reserve({ email })
    if (context.path === '/sign-up/email') attempt.introduce({ email })
    return { context: { body: body.data } }
  })

/** At sign-up, the name and address are in the body; for a new password, password-lock.ts looks them up. */
function refuseWeak({ name, email, password, newPassword }: Record<string, unknown>): void {
  const isSignUp = typeof name === 'string' && typeof password === 'string'
  const chosen = isSignUp ? password : newPassword
  if (typeof chosen !== 'string') return
  const weakness = weaknessOf(chosen, isSignUp ? [name, String(email)] : [])
  if (weakness) throw tooCommon(isSignUp ? '/password' : '/newPassword', weakness)
}

export const tooCommon = (pointer: string, detail: string) =>
  invalidField(pointer, detail, { code: 'too_common' })
