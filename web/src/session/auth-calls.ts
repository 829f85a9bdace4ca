import type { SignIn, SignUp } from '../../../worker/auth/schema.ts'
import { ApiFailure, bodyOf, call, isObject, textIn } from '../api.ts'
import type { User } from './claims.ts'

export type Entered = { sessionToken: string; user: User }

export const signIn = (input: SignIn) => enter('/api/auth/sign-in/email', input)
export const signUp = (input: SignUp) => enter('/api/auth/sign-up/email', input)

async function enter(path: string, input: SignIn | SignUp): Promise<Entered> {
  return await enteredBy(await call(path, { method: 'POST', body: input }))
}

/** Reads the session that a response opens. */
export async function enteredBy(response: Response): Promise<Entered> {
  const sessionToken = response.headers.get('set-auth-token')
  const body = await bodyOf(response)
  const user = isObject(body) && isObject(body.user) ? body.user : null
  if (!sessionToken || !user) {
    throw new ApiFailure(response.status, { code: 'no_session', detail: 'No session was opened.' })
  }
  return {
    sessionToken,
    user: { id: textIn(user, 'id'), name: textIn(user, 'name'), email: textIn(user, 'email') },
  }
}

export async function fetchAccessToken(sessionToken: string): Promise<string> {
  const response = await call('/api/auth/token', { token: sessionToken })
  const body = await bodyOf(response)
  const token = isObject(body) ? textIn(body, 'token') : ''
  if (!token) throw new ApiFailure(0, { code: 'no_token', detail: 'No access token was given.' })
  return token
}

/** Resolves once the session has ended, by this call or before. */
export async function revokeSession(sessionToken: string): Promise<void> {
  await call('/api/auth/sign-out', { method: 'POST', token: sessionToken }).catch(
    (failure: unknown) => {
      if (!(failure instanceof ApiFailure) || failure.status !== 401) throw failure
    },
  )
}
