// Input of sign-up and sign-in. Better Auth alone would accept a name of 200,000 characters and a password of NULs.
import * as z from 'zod'
import { Name } from '../domain/fields.ts'
import { limits } from '../domain/task-fields.ts'

export const minPasswordLength = 8
export const maxPasswordLength = 128

const name = Name.meta({ maxLength: limits.nameLength, example: 'Ada Lovelace' })

/** Addresses are stored in lower case, as Better Auth does. */
const email = z
  .email('must be an e-mail address')
  .max(254, 'must have at most 254 characters')
  .toLowerCase()
  .meta({ example: 'ada@example.com' })

const password = z.string().min(1, 'must not be empty').max(maxPasswordLength, 'is too long')

const newPassword = z
  .string()
  .min(minPasswordLength, `must have at least ${minPasswordLength} characters`)
  .max(maxPasswordLength, `must have at most ${maxPasswordLength} characters`)
  .refine((value) => value.isWellFormed() && !value.includes('\0'), 'must not contain NUL')
  .meta({
    description: 'None of the commonest passwords, and not the name or the e-mail address.',
    example: 'correct horse battery',
  })

export const SignUp = z.strictObject({ name, email, password: newPassword }).meta({ id: 'SignUp' })
export type SignUp = z.infer<typeof SignUp>

export const SignIn = z.strictObject({ email, password }).meta({ id: 'SignIn' })
export type SignIn = z.infer<typeof SignIn>

/** Better Auth's own names: camelCase, unlike the task API. */
export const SignedIn = z
  .looseObject({
    token: z.string(),
    user: z.looseObject({ id: z.uuid(), name: z.string(), email: z.string() }),
  })
  .meta({ id: 'SignedIn' })

export const AccessToken = z
  .strictObject({ token: z.string().meta({ description: 'A JWT, good for 15 minutes.' }) })
  .meta({ id: 'AccessToken' })

export const UpdateUser = z.strictObject({ name }).meta({ id: 'UpdateUser' })

export const ChangePassword = z
  .strictObject({
    currentPassword: password,
    newPassword,
    revokeOtherSessions: z.literal(true).default(true),
  })
  .meta({ id: 'ChangePassword' })

export const RevokeSession = z
  .strictObject({ token: z.string().regex(/^\w{1,100}$/, 'must be the token of a session') })
  .meta({ id: 'RevokeSession' })

export const DeleteUser = z.strictObject({ password }).meta({ id: 'DeleteUser' })

/** For operations without fields; the body may be absent. */
export const NoFields = z.strictObject({})

/** A session of the user. `token` is for `revoke-session`; it is not signed, so it opens nothing. */
const Session = z
  .looseObject({
    id: z.uuid(),
    token: z.string(),
    userId: z.uuid(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
  })
  .meta({ id: 'Session' })

export const Sessions = z.array(Session)
export const Ended = z.strictObject({ status: z.literal(true) })
export const CurrentSession = z
  .looseObject({ session: Session, user: SignedIn.shape.user })
  .nullable()
