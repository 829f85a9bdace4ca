// Account operations at Better Auth's endpoints, with the session token.
import type { SessionSeen } from '../account.ts'
import { bodyOf, call, isObject, textIn } from '../api.ts'
import { type Entered, enteredBy } from './auth-calls.ts'

export type AccountCalls = {
  sessions: (token: string) => Promise<SessionSeen[]>
  endOtherSessions: (token: string) => Promise<void>
  rename: (token: string, name: string) => Promise<void>
  changePassword: (token: string, from: string, to: string) => Promise<Entered>
  deleteAccount: (token: string, password: string) => Promise<void>
}

/** The current one first, then the newest. The names that end a session stay in this room. */
export async function sessions(token: string): Promise<SessionSeen[]> {
  const [all, own] = await Promise.all([
    call('/api/auth/list-sessions', { token }).then(bodyOf),
    call('/api/auth/get-session', { token }).then(bodyOf),
  ])
  const ownId = isObject(own) && isObject(own.session) ? textIn(own.session, 'id') : ''
  const seen = (Array.isArray(all) ? all.filter(isObject) : []).map((each): SessionSeen => {
    const name = textIn(each, 'token')
    return {
      id: textIn(each, 'id'),
      isThis: textIn(each, 'id') === ownId,
      createdAt: textIn(each, 'createdAt'),
      expiresAt: textIn(each, 'expiresAt'),
      ipAddress: textIn(each, 'ipAddress'),
      userAgent: textIn(each, 'userAgent'),
      end: () => post('/api/auth/revoke-session', token, { token: name }),
    }
  })
  return seen.sort(
    (one, other) =>
      Number(other.isThis) - Number(one.isThis) || other.createdAt.localeCompare(one.createdAt),
  )
}

export const endOtherSessions = (token: string) => post('/api/auth/revoke-other-sessions', token)

export const rename = (token: string, name: string) =>
  post('/api/auth/update-user', token, { name })

/** Ends every session, including this one; the response opens the next. */
export async function changePassword(token: string, from: string, to: string): Promise<Entered> {
  const body = { currentPassword: from, newPassword: to, revokeOtherSessions: true }
  return await enteredBy(await call('/api/auth/change-password', { method: 'POST', token, body }))
}

export const deleteAccount = (token: string, password: string) =>
  post('/api/auth/delete-user', token, { password })

async function post(path: string, token: string, body: object = {}): Promise<void> {
  await call(path, { method: 'POST', token, body })
}
