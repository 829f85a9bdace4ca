// Refusals of Better Auth and the database, in the API's own format.
import { BASE_ERROR_CODES } from 'better-auth'
import type { Context } from 'hono'
import type { StatementRefused } from '../db/failures.ts'
import { refusalOf } from '../db/sqlstates.ts'
import { Problem, problemResponse } from '../problem.ts'

/**
 * A request that loses a race gets the response it would have got a moment later: the address is taken, or the password
 * is wrong.
 */
export function refused(c: Context, failure: StatementRefused): Response {
  // The password was changed during the check, so it is wrong now.
  if (refusalOf(failure) === 'invalid_email_or_password') {
    return problemOf(c, 401, { ...BASE_ERROR_CODES.INVALID_EMAIL_OR_PASSWORD })
  }
  if (failure.code !== uniqueViolation) throw failure
  const { code, message } = BASE_ERROR_CODES.USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL
  return problemOf(c, 422, { code, message })
}

const uniqueViolation = '23505'

/** Rewrites Better Auth's refusal if it has no text, or if ours is the contract. */
export async function worded(c: Context, answer: Response): Promise<Response> {
  const body: unknown = await answer.json().catch(() => ({}))
  const refusal = isRecord(body) ? body : {}
  if (answer.status >= 500) throw new AuthFailure(String(refusal.code))
  if (answer.status === 401 && refusal.code === 'UNAUTHORIZED') throw new Problem('session_invalid')
  if (answer.status === 415) throw new Problem('unsupported_media_type')
  if (String(refusal.message).startsWith('Invalid JSON')) throw new Problem('malformed_json')
  const wait = answer.headers.get('X-Retry-After')
  return problemOf(c, answer.status, refusal, wait ? { 'Retry-After': wait } : {})
}

/** A defect that Better Auth reported as an error response. The log has its code, the client gets a 500. */
class AuthFailure extends Error {
  override readonly name = 'AuthFailure'
  readonly code: string
  constructor(code: string) {
    super('Better Auth failed')
    this.code = code
  }
}

/** Turns Better Auth's `{code, message}` into a problem; `message` stays for Better Auth's clients. */
function problemOf(
  c: Context,
  status: number,
  { code, message, ...members }: Record<string, unknown>,
  headers: Record<string, string> = {},
): Response {
  const ownCode = typeof code === 'string' ? code.toLowerCase() : codes.get(status)
  if (ownCode === undefined) throw new AuthFailure(`${status} without a code`)
  const title = typeof message === 'string' ? message : 'The request was refused'
  const body = { ...members, code: ownCode, title, message: title }
  return problemResponse(c, status, body, headers)
}

/** Codes for responses of Better Auth that have only a status. */
const codes: ReadonlyMap<number, string> = new Map([
  [401, 'session_invalid'],
  [429, 'rate_limited'],
])

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
