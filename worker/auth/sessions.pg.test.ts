// Every access token depends on a session: when that ends, the token ends at the next request.
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { control, sql } from '../testing/neon.ts'
import { accessToken, type Person, signInAgain, signUp } from '../testing/people.ts'

const works = async ({ token }: Person) => (await call('/api/v1/tasks', { token })).status

const expectRevoked = async ({ token }: Person) => {
  const paths = ['/api/v1/tasks', '/api/v1/me', '/api/v1/debug/token', '/api/v1/users/me/tasks']
  for (const path of paths) {
    const answer = await call(path, { token })
    expect(await answer.json()).toMatchObject({ status: 401, code: 'token_revoked' })
    expect(answer.headers.get('WWW-Authenticate')).toContain('error="invalid_token"')
  }
}

describe('promise 3: an access token', () => {
  it('ends when its device signs out; other devices are not affected', async () => {
    const phone = await signUp()
    const laptop = await signInAgain(phone)
    const answer = await call('/api/auth/sign-out', { method: 'POST', token: phone.session })
    expect(answer.status).toBe(200)
    await expectRevoked(phone)
    expect(await works(laptop)).toBe(200)
    expect((await call('/api/auth/token', { token: phone.session })).status).toBe(401)
  })

  it('ends with the user', async () => {
    const ada = await signUp()
    await call('/api/v1/tasks', { token: ada.token, body: { title: 'Left behind' } })
    await sql`delete from auth."user" where id = ${ada.id}`
    await expectRevoked(ada)
    const left = await sql`select from tasks where user_id = ${ada.id}
      union all select from change_log_heads where user_id = ${ada.id}`
    expect(left).toHaveLength(0)
  })

  it('ends when its session expires', async () => {
    const ada = await signUp()
    await sql`update auth.session set "expiresAt" = now() where "userId" = ${ada.id}`
    await expectRevoked(ada)
  })

  it('of another device ends when the password changes', async () => {
    const phone = await signUp()
    const laptop = await signInAgain(phone)
    const body = { currentPassword: phone.password, newPassword: 'battery staple' }
    const answer = await call('/api/auth/change-password', { token: phone.session, body })
    expect(answer.status).toBe(200)
    await expectRevoked(laptop)
    const session = answer.headers.get('set-auth-token') ?? ''
    expect(await works({ ...phone, token: await accessToken(session) })).toBe(200)
  })

  it("does not work with another user's session id in it", async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    await sql`update auth.session set "userId" = ${bob.id} where "userId" = ${ada.id}`
    await expectRevoked(ada)
  })
})

describe('promise 2: signing out', () => {
  it('with anything but a session token is 401, and ends nothing', async () => {
    const ada = await signUp()
    const [unsigned = ''] = ada.session.split('.')
    for (const token of [ada.token, unsigned, 'nonsense', undefined]) {
      const answer = await call('/api/auth/sign-out', { method: 'POST', ...(token && { token }) })
      expect(await answer.json()).toMatchObject({ status: 401, code: 'session_invalid' })
    }
    expect(await works(ada)).toBe(200)
  })

  it('with a fault at any statement is 503, and trying again ends the session', async () => {
    for (const kind of ['error', 'reset', 'lost'] as const) {
      for (const skip of [0, 1, 2, 3]) {
        const ada = await signUp()
        const signOut = () => call('/api/auth/sign-out', { method: 'POST', token: ada.session })
        // Twice, because a read is retried once automatically.
        await control.setFaults([{ kind, match: '.', skip, times: 2 }])
        const answer = await signOut()
        await control.clearFaults()
        expect([kind, skip, answer.status]).toEqual([kind, skip, 503])
        expect(answer.headers.get('Retry-After')).toBe('2')
        expect([kind, skip, (await signOut()).status]).toEqual([kind, skip, 200])
        await expectRevoked(ada)
      }
    }
  })

  it('twice has the same effect as once', async () => {
    const ada = await signUp()
    const signOut = () => call('/api/auth/sign-out', { method: 'POST', token: ada.session })
    expect([(await signOut()).status, (await signOut()).status]).toEqual([200, 200])
  })
})

describe('other endpoints of Better Auth', () => {
  it.each([
    'POST /api/auth/reset-password',
    'POST /api/auth/verify-password',
    'POST /api/auth/sign-in/social',
    'GET /api/auth/callback/google?state=x%00&code=y',
    'GET /api/auth/delete-user/callback?token=x',
    'GET /api/auth/error',
    'GET /api/auth/ok',
  ])('do not exist: %s', async (line) => {
    const [method = '', path = ''] = line.split(' ')
    const ada = await signUp()
    const answer = await call(path, {
      method,
      token: ada.session,
      ...(method === 'POST' && { body: {} }),
    })
    expect(await answer.json()).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('accept no NUL in place of a token', async () => {
    const ada = await signUp()
    const body = { token: 'a\0b' }
    const answer = await call('/api/auth/revoke-session', { token: ada.session, body })
    expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/token' }] })
  })
})

describe('a session', () => {
  it('lasts seven days and is extended daily', async () => {
    const ada = await signUp()
    const daysLeft = async () => {
      const [row] =
        await sql`select round(extract(epoch from "expiresAt" - now()) / 86400)::int as days
        from auth.session where "userId" = ${ada.id}`
      return row?.days
    }
    expect(await daysLeft()).toBe(7)
    await sql`update auth.session set "expiresAt" = now() + interval '5.5 days' where "userId" = ${ada.id}`
    await call('/api/auth/get-session', { token: ada.session })
    expect(await daysLeft()).toBe(7)
  })

  it('stores a normal user agent, but not thousands of characters', async () => {
    const { id, email, password, session } = await signUp()
    const headers = { 'User-Agent': 'x'.repeat(5_000) }
    await call('/api/auth/sign-in/email', { body: { email, password }, headers })
    const list = await (await call('/api/auth/list-sessions', { token: session })).json()
    expect(list).toHaveLength(2)
    expect(list).toContainEqual(expect.objectContaining({ userId: id, userAgent: 'x'.repeat(300) }))
    expect(JSON.stringify(list)).not.toContain('credential')
  })

  it('is accepted only in its signed form', async () => {
    const ada = await signUp()
    const [unsigned = ''] = ada.session.split('.')
    expect(await (await call('/api/auth/get-session', { token: unsigned })).json()).toBeNull()
    const signed = await call('/api/auth/get-session', { token: ada.session })
    expect(await signed.json()).toMatchObject({ user: { id: ada.id, email: ada.email } })
  })
})

describe('/api/v1/me', () => {
  it('returns the current user, and the token', async () => {
    const ada = await signUp()
    await call('/api/auth/update-user', { token: ada.session, body: { name: 'Ada King' } })
    const me = await (await call('/api/v1/me', { token: ada.token })).json()
    expect(me).toEqual({
      user: { id: ada.id, name: 'Ada King', email: ada.email, created_at: expect.any(String) },
      token: {
        kind: 'session',
        scopes: expect.arrayContaining(['tasks:delete', 'lists:delete']),
        expires_at: expect.any(String),
      },
    })
  })
})

describe('/api/v1/debug/token', () => {
  it("decodes the caller's own token", async () => {
    const ada = await signUp('Ada')
    const debug = await (await call('/api/v1/debug/token', { token: ada.token })).json<{
      seconds_left: number
    }>()
    expect(debug).toMatchObject({
      user_id: ada.id,
      email: ada.email,
      claims: { sub: ada.id, email: ada.email, name: 'Ada' },
    })
    expect(debug.seconds_left).toBeGreaterThan(890)
  })
})
