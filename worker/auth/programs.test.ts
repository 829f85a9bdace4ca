// Programs have no origin, pages have one: which of them may sign up and in, and how the others are refused.
import { BASE_ERROR_CODES } from 'better-auth'
import { describe, expect, it } from 'vitest'
import { authProblems } from '../problem.ts'
import { appOrigin, call, origin } from '../testing/call.ts'
import { signUp } from '../testing/people.ts'

const newcomer = () => ({
  name: 'Ada',
  email: `${crypto.randomUUID()}@example.com`,
  password: `correct horse ${crypto.randomUUID()}`,
})
const codeOf = async (answer: Response) => [
  answer.status,
  (await answer.json<{ code?: string }>()).code,
]

/** Headers that fetch adds by itself: in Node, in Deno, and in browsers for same-origin and cross-origin requests. */
const fetches: Record<string, string>[] = [
  { 'Sec-Fetch-Mode': 'cors' },
  { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Dest': 'empty' },
  { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-origin' },
  { Referer: 'https://docs.example.com/how-to' },
  { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-User': '?1', 'Sec-Fetch-Storage-Access': 'none' },
]

describe.each(fetches)('a fetch with the headers %j', (headers) => {
  it('without an origin signs up, in and out', async () => {
    const { name, email, password } = newcomer()
    const made = await call('/api/auth/sign-up/email', { body: { name, email, password }, headers })
    expect(made.status).toBe(200)
    const entered = await call('/api/auth/sign-in/email', { body: { email, password }, headers })
    expect(entered.status).toBe(200)
    const token = entered.headers.get('set-auth-token') ?? ''
    for (const [method, path] of [
      ['GET', '/api/auth/token'],
      ['POST', '/api/auth/sign-out'],
    ] as const) {
      expect((await call(path, { method, token, headers })).status).toBe(200)
    }
  })

  it.each([appOrigin, origin, 'https://a-1.duly.pages.dev'])('from %s signs up', async (own) => {
    const options = { body: newcomer(), headers: { ...headers, Origin: own } }
    expect((await call('/api/auth/sign-up/email', options)).status).toBe(200)
  })

  it.each([
    ['https://evil.test', 'invalid_origin'],
    ['https://evil-duly.pages.dev', 'invalid_origin'],
    [`${appOrigin}.evil.test`, 'invalid_origin'],
    ['http://app.duly.test', 'invalid_origin'],
    ['null', 'missing_or_null_origin'],
  ])('from %s is refused, even with the right password: %s', async (foreign, code) => {
    const { name, email, password } = await signUp()
    const sent = { headers: { ...headers, Origin: foreign } }
    const signIn = await call('/api/auth/sign-in/email', { body: { email, password }, ...sent })
    expect([await codeOf(signIn), signIn.headers.get('set-auth-token')]).toEqual([
      [403, code],
      null,
    ])
    const body = { ...newcomer(), name }
    expect(await codeOf(await call('/api/auth/sign-up/email', { body, ...sent }))).toEqual([
      403,
      code,
    ])
    expect((await call('/api/auth/sign-in/email', { body })).status).toBe(422)
  })
})

/** Codes of features that Duly does not have, and of bodies that are refused before Better Auth sees them. */
const cannotCome = [
  ...['SOCIAL_ACCOUNT_ALREADY_LINKED', 'PROVIDER_NOT_FOUND', 'ID_TOKEN_NOT_SUPPORTED'],
  ...['FAILED_TO_GET_USER_INFO', 'USER_EMAIL_NOT_FOUND', 'FAILED_TO_UNLINK_LAST_ACCOUNT'],
  ...['ACCOUNT_NOT_FOUND', 'LINKED_ACCOUNT_ALREADY_EXISTS', 'EMAIL_NOT_VERIFIED', 'EMAIL_MISMATCH'],
  ...['VERIFICATION_EMAIL_NOT_ENABLED', 'EMAIL_ALREADY_VERIFIED', 'FAILED_TO_CREATE_VERIFICATION'],
  ...['EMAIL_CAN_NOT_BE_UPDATED', 'CHANGE_EMAIL_DISABLED', 'USER_ALREADY_HAS_PASSWORD'],
  ...['PASSWORD_ALREADY_SET', 'CREDENTIAL_ACCOUNT_NOT_FOUND', 'INVALID_TOKEN', 'TOKEN_EXPIRED'],
  ...['SESSION_EXPIRED', 'SESSION_NOT_FRESH', 'METHOD_NOT_ALLOWED_DEFER_SESSION_REQUIRED'],
  ...['INVALID_CALLBACK_URL', 'INVALID_REDIRECT_URL', 'INVALID_ERROR_CALLBACK_URL'],
  ...['INVALID_NEW_USER_CALLBACK_URL', 'CALLBACK_URL_REQUIRED', 'FIELD_NOT_ALLOWED'],
  ...['INVALID_EMAIL', 'PASSWORD_TOO_SHORT', 'PASSWORD_TOO_LONG', 'MISSING_FIELD'],
  ...['VALIDATION_ERROR', 'BODY_MUST_BE_AN_OBJECT', 'ASYNC_VALIDATION_NOT_SUPPORTED'],
  // Failed statements are answered by us, and Sec-Fetch headers are removed before.
  ...['FAILED_TO_CREATE_USER', 'FAILED_TO_CREATE_SESSION', 'FAILED_TO_UPDATE_USER'],
  ...['FAILED_TO_GET_SESSION', 'USER_NOT_FOUND', 'INVALID_USER', 'USER_ALREADY_EXISTS'],
  'CROSS_SITE_NAVIGATION_LOGIN_BLOCKED',
]

describe('a code of Better Auth', () => {
  it('is documented or cannot occur: a new one needs a decision', () => {
    const documented = Object.keys(authProblems).map((code) => code.toUpperCase())
    expect(Object.keys(BASE_ERROR_CODES).sort()).toEqual([...documented, ...cannotCome].sort())
  })

  it('occurs as documented', async () => {
    const { email, password, session } = await signUp()
    const wrong = 'not the password'
    const answers = await Promise.all([
      call('/api/auth/delete-user', { token: session, body: { password: wrong } }),
      call('/api/auth/sign-in/email', { body: { email, password: wrong } }),
      call('/api/auth/sign-up/email', { body: { name: 'Ada', email, password } }),
      ...['https://evil.test', 'null'].map((from) =>
        call('/api/auth/sign-up/email', { body: newcomer(), headers: { Origin: from } }),
      ),
    ])
    const seen: Record<string, unknown> = {}
    for (const answer of answers) {
      const { code, title } = await answer.json<{ code: string; title: string }>()
      seen[code] = [answer.status, title]
    }
    expect(seen).toEqual(authProblems)
  })
})
