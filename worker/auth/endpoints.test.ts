// Every endpoint under /api/auth follows the rules of the task API too.
import { describe, expect, it } from 'vitest'
import { problems } from '../problem.ts'
import { appOrigin, type CallOptions, call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signInAgain, signUp } from '../testing/people.ts'

const endpoints: [method: 'GET' | 'POST', path: string, access: 'open' | 'closed'][] = [
  ['POST', '/api/auth/sign-up/email', 'open'],
  ['POST', '/api/auth/sign-in/email', 'open'],
  ['GET', '/api/auth/get-session', 'open'],
  ['POST', '/api/auth/sign-out', 'closed'],
  ['GET', '/api/auth/token', 'closed'],
  ['GET', '/api/auth/list-sessions', 'closed'],
  ['POST', '/api/auth/revoke-session', 'closed'],
  ['POST', '/api/auth/revoke-sessions', 'closed'],
  ['POST', '/api/auth/revoke-other-sessions', 'closed'],
  ['POST', '/api/auth/change-password', 'closed'],
  ['POST', '/api/auth/update-user', 'closed'],
  ['POST', '/api/auth/delete-user', 'closed'],
]
const posts = endpoints.filter(([method]) => method === 'POST').map(([, path]) => path)
const gets = endpoints.filter(([method]) => method === 'GET').map(([, path]) => path)
const closed = endpoints.filter(([, , access]) => access === 'closed')

/** Checks that a refusal has the common form, and returns its body. */
async function refusalOf(path: string, { headers, ...options }: CallOptions) {
  const answer = await call(path, { ...options, headers: { Origin: appOrigin, ...headers } })
  const body = await answer.json<{ code: string; errors?: { pointer: string; code: string }[] }>()
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': appOrigin,
    'cache-control': expect.stringContaining('no-store'),
    'content-type': 'application/problem+json',
  })
  expect(answer.headers.get('Set-Cookie')).toBeNull()
  return { status: answer.status, headers: answer.headers, ...body }
}

describe('an endpoint', () => {
  it.each(posts)('cannot be reached by another path: %s', async (path) => {
    const { session } = await signUp()
    const body = { callbackURL: 'https://evil.test', redirectTo: '//evil.test' }
    const { status, headers } = await refusalOf(path, { token: session, body })
    expect([403, 422]).toContain(status)
    expect(headers.get('Location')).toBeNull()
  })

  it('is served if and only if it is documented', async () => {
    const { paths } = await (await call('/api/openapi.json')).json<{
      paths: Record<string, object>
    }>()
    const documented = Object.keys(paths).filter((path) => /^\/api\/auth\/(?!jwks)/.test(path))
    expect(documented.sort()).toEqual(endpoints.map(([, path]) => path).sort())
  })

  it.each(posts)('refuses unknown fields, by name: %s', async (path) => {
    const { session } = await signUp()
    for (const name of [
      'callbackURL',
      'redirectTo',
      'rememberMe',
      'image',
      'userId',
      'disableRedirect',
    ]) {
      const refusal = await refusalOf(path, {
        token: session,
        body: { [name]: '/' },
      })
      expect([name, refusal.status]).toEqual([name, 422])
      expect(refusal.errors).toContainEqual(
        expect.objectContaining({ pointer: `/${name}`, code: 'unknown_field' }),
      )
    }
  })

  it.each(posts)('accepts an object or nothing: %s', async (path) => {
    const { session } = await signUp()
    for (const body of ['null', '[]', '"a"', '1']) {
      const { status, code } = await refusalOf(path, { token: session, body })
      expect([body, status, code]).toEqual([body, 422, 'validation_failed'])
    }
    expect(await refusalOf(path, { token: session, body: '{' })).toMatchObject({ status: 400 })
  })

  it.each(posts)('accepts only JSON: %s', async (path) => {
    const { session } = await signUp()
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data',
      'application/merge-patch+json',
    ]) {
      const headers = { 'Content-Type': type }
      const refusal = await refusalOf(path, { token: session, body: '{}', headers })
      const title = problems.unsupported_media_type[1]
      expect([type, refusal]).toEqual([type, expect.objectContaining({ status: 415, title })])
    }
  })

  it.each(endpoints)('refuses a query by name: %s %s', async (method, path) => {
    const { session } = await signUp()
    for (const name of ['disableCookieCache', 'callbackURL', 'token']) {
      const refusal = await refusalOf(`${path}?${name}=true`, { method, token: session })
      expect([name, refusal.status, refusal.errors]).toEqual([
        name,
        422,
        [expect.objectContaining({ pointer: `/${name}`, code: 'unknown_field' })],
      ])
    }
  })

  it.each(endpoints)('names the method that it accepts: %s %s', async (method, path) => {
    const allowed = method === 'GET' ? 'GET, HEAD' : 'POST'
    for (const other of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (allowed.includes(other)) continue
      const answer = await call(path, { method: other })
      expect([other, answer.status, answer.headers.get('Allow')]).toEqual([other, 405, allowed])
    }
  })

  it.each(gets)('answers HEAD like GET, without a body: %s', async (path) => {
    const { session } = await signUp()
    const answers = await Promise.all(
      ['GET', 'HEAD'].map((method) => call(path, { method, token: session })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await answers[1]?.text()).toBe('')
  })

  it.each(closed)('says first that nobody is signed in: %s %s', async (method, path) => {
    const { token } = await signUp()
    for (const as of [undefined, 'a.b', token]) {
      const options: CallOptions = { method, ...(as && { token: as }) }
      const tries: [string, CallOptions][] = [
        [path, options],
        [`${path}?x=y`, options],
        ...(method === 'POST'
          ? [[path, { ...options, body: { x: 1 } }] satisfies [string, CallOptions]]
          : []),
      ]
      for (const [at, how] of tries) {
        const refusal = await refusalOf(at, how)
        expect(refusal).toMatchObject({ status: 401, code: 'session_invalid' })
        expect(refusal.headers.get('WWW-Authenticate')).toMatch(/^Bearer realm="duly"/)
      }
    }
  })
})

describe('the details of an account', () => {
  it.each([['\u0000'], ['Ada\nKing'], ['\ud800'], ['x'.repeat(101)], [' ']])(
    'have no invalid name: %j',
    async (name) => {
      const { session } = await signUp()
      const refusal = await refusalOf('/api/auth/update-user', { token: session, body: { name } })
      expect(refusal).toMatchObject({ status: 422, errors: [{ pointer: '/name' }] })
    },
  )

  it('have no picture, neither at sign-up nor later', async () => {
    const ada = await signUp()
    for (const image of ['javascript:alert(1)', 'data:text/html,x', 'https://example.com/a.png']) {
      const refusal = await refusalOf('/api/auth/update-user', {
        token: ada.session,
        body: { name: 'Ada', image },
      })
      expect(refusal).toMatchObject({ status: 422, errors: [{ pointer: '/image' }] })
    }
    const [row] = await sql`select name, image from auth."user" where id = ${ada.id}`
    expect(row).toEqual({ name: 'Ada', image: null })
  })

  it.each([
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'a b@example.com',
    ' ada@example.com',
    'ada@example.com\n',
    'ada@example.com\u0000',
    'ada@exämple.com',
    `${'a'.repeat(250)}@example.com`,
  ])('have no invalid email address: %j', async (email) => {
    for (const path of ['/api/auth/sign-up/email', '/api/auth/sign-in/email']) {
      const body = { email, password: 'correct horse', ...(/up/.test(path) && { name: 'Ada' }) }
      const refusal = await refusalOf(path, { body })
      expect([path, refusal]).toEqual([
        path,
        expect.objectContaining({
          status: 422,
          errors: [expect.objectContaining({ pointer: '/email' })],
        }),
      ])
    }
  })

  it('have one email address, whatever its case', async () => {
    const ada = await signUp()
    const email = ada.email.toUpperCase()
    const body = { name: 'Ada', email, password: 'another horse' }
    expect(await refusalOf('/api/auth/sign-up/email', { body })).toMatchObject({
      code: 'user_already_exists_use_another_email',
    })
    expect((await signInAgain({ ...ada, email })).token).not.toBe('')
  })
})

describe('promise 3: revoking', () => {
  const expectRevoked = async ({ token, session }: Person) => {
    const answer = await call('/api/v1/tasks', { token })
    expect(await answer.json()).toMatchObject({ status: 401, code: 'token_revoked' })
    expect((await call('/api/auth/token', { token: session })).status).toBe(401)
  }
  const works = async ({ token }: Person) => (await call('/api/v1/tasks', { token })).status

  it('one session ends its tokens at the next request, and no others', async () => {
    const phone = await signUp()
    const laptop = await signInAgain(phone)
    const body = { token: laptop.session.split('.')[0] }
    await call('/api/auth/revoke-session', { token: phone.session, body })
    await expectRevoked(laptop)
    expect(await works(phone)).toBe(200)
  })

  it("another user's session has no effect, and reveals nothing", async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const told = async (token: string | undefined) => {
      const answer = await call('/api/auth/revoke-session', { token: ada.session, body: { token } })
      return [answer.status, await answer.text()]
    }
    expect(await told(bob.session.split('.')[0])).toEqual(await told('x'.repeat(32)))
    expect(await works(bob)).toBe(200)
  })

  it('all sessions ends the current one too', async () => {
    const phone = await signUp()
    const laptop = await signInAgain(phone)
    await call('/api/auth/revoke-sessions', { method: 'POST', token: phone.session })
    await expectRevoked(laptop)
    await expectRevoked(phone)
  })

  it('the other sessions ends all of them, even after hundreds of old ones', async () => {
    const phone = await signUp()
    await sql`insert into auth.session ("userId", token, "expiresAt", "updatedAt")
      select ${phone.id}, gen_random_uuid(), now() - interval '1 day', now()
      from generate_series(1, 300)`
    const laptop = await signInAgain(phone)
    const answer = await call('/api/auth/revoke-other-sessions', {
      method: 'POST',
      token: phone.session,
    })
    expect(answer.status).toBe(200)
    await expectRevoked(laptop)
    expect(await works(phone)).toBe(200)
    expect(await sql`select from auth.session where "userId" = ${phone.id}`).toHaveLength(1)
  })
})
