// What Better Auth leaves unchecked on its way in, and what it must not leave to the caller.
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
 * Replaces the body by the checked one, and counts an attempt to sign in before it is made. A new password always ends
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

/** Of who signs up, the name and the address are known; of a new password for an account, hold-password.ts knows them. */
function refuseWeak({ name, email, password, newPassword }: Record<string, unknown>): void {
  const isSignUp = typeof name === 'string' && typeof password === 'string'
  const chosen = isSignUp ? password : newPassword
  if (typeof chosen !== 'string') return
  const weakness = weaknessOf(chosen, isSignUp ? [name, String(email)] : [])
  if (weakness) throw tooCommon(isSignUp ? '/password' : '/newPassword', weakness)
}

export const tooCommon = (pointer: string, detail: string) =>
  invalidField(pointer, detail, { code: 'too_common' })
