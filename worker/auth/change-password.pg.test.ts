import { afterEach, describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { control, sql } from '../testing/neon.ts'
import { type Person, signInAgain, signUp } from '../testing/people.ts'

afterEach(() => control.clearFaults())

const newPassword = 'battery staple'
const change = ({ session, password }: Person) =>
  call('/api/auth/change-password', {
    token: session,
    body: { currentPassword: password, newPassword },
  })
const signIn = async ({ email }: Person, password: string) =>
  (await call('/api/auth/sign-in/email', { body: { email, password } })).status
const works = async ({ token }: Person) => (await call('/api/v1/me', { token })).status

/** The statements of one change, in order, as the endpoint sees them. */
const statements = [
  'left join "auth"."user"',
  'from "auth"."account"',
  '^begin',
  'from "auth"."session" where "auth"."session"."userId" = \\$1 limit',
  'delete from "auth"."session"',
  'update "auth"."account" set "updatedAt"',
  'update "auth"."account" set "password"',
  'insert into "auth"."session"',
  '^commit',
]

describe('changing the password', () => {
  it('promise 9: is all or nothing: with a fault at any statement, trying again works', async () => {
    for (const kind of ['error', 'reset'] as const) {
      for (const match of statements) {
        const ada = await signUp()
        // Twice, because a read is retried once automatically.
        await control.setFaults([{ kind, match, times: 2 }])
        const failed = await change(ada)
        await control.clearFaults()
        expect([kind, match, failed.status]).toEqual([kind, match, 503])
        expect(failed.headers.get('Retry-After')).toBe('2')
        expect([kind, match, await works(ada)]).toEqual([kind, match, 200])
        expect([kind, match, await signIn(ada, newPassword)]).toEqual([kind, match, 401])
        expect([kind, match, (await change(ada)).status]).toEqual([kind, match, 200])
        expect([kind, match, await works(ada)]).toEqual([kind, match, 401])
        expect([kind, match, await signIn(ada, newPassword)]).toEqual([kind, match, 200])
      }
    }
  }, 60_000)

  it('promise 9: has happened even if its response was lost: the new password works', async () => {
    const phone = await signUp()
    const laptop = await signInAgain(phone)
    await control.setFaults([{ kind: 'lost', match: '^commit' }])
    expect((await change(phone)).status).toBe(503)
    expect([await works(phone), await works(laptop)]).toEqual([401, 401])
    expect([await signIn(phone, phone.password), await signIn(phone, newPassword)]).toEqual([
      401, 200,
    ])
  })

  it('promise 4: happens once if two who know the old password try at once; the other gets an error', async () => {
    const phone = await signUp()
    const laptop = await signInAgain(phone)
    const wanted = ['one', 'two', 'three', 'four'].map((word) => `battery staple ${word}`)
    const answers = await Promise.all(
      wanted.map((newPassword, index) =>
        call('/api/auth/change-password', {
          token: (index % 2 ? phone : laptop).session,
          body: { currentPassword: phone.password, newPassword },
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401])
    const won = answers.findIndex(({ ok }) => ok)
    expect(await signIn(phone, wanted[won] ?? '')).toBe(200)
    const session = answers[won]?.headers.get('set-auth-token') ?? ''
    expect((await call('/api/auth/token', { token: session })).status).toBe(200)
  })

  it('always ends the other sessions', async () => {
    const ada = await signUp()
    const body = { currentPassword: ada.password, newPassword, revokeOtherSessions: false }
    const answer = await call('/api/auth/change-password', { token: ada.session, body })
    expect(await answer.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/revokeOtherSessions' }],
    })
    expect(await works(ada)).toBe(200)
  })
})

describe('promise 3: revoking', () => {
  it.each([
    ['revoke-session', 4],
    ['revoke-sessions', 3],
    ['revoke-other-sessions', 2],
  ])(
    'with a fault at any statement is 503, and trying again ends the session: %s',
    async (path, count) => {
      for (let skip = 0; skip < count; skip += 1) {
        const phone = await signUp()
        const laptop = await signInAgain(phone)
        const revoke = () =>
          call(`/api/auth/${path}`, {
            token: phone.session,
            body: path === 'revoke-session' ? { token: laptop.session.split('.')[0] } : {},
          })
        await control.setFaults([{ kind: 'error', match: '.', code: '57P01', skip, times: 2 }])
        expect([skip, (await revoke()).status]).toEqual([skip, 503])
        await control.clearFaults()
        // 401 if the asking session had already ended and only the response was 503.
        const again = path === 'revoke-sessions' ? [200, 401] : [200]
        expect(again).toContain((await revoke()).status)
        expect([skip, await works(laptop)]).toEqual([skip, 401])
        const left = await sql`select from auth.session where "userId" = ${phone.id}`
        expect([skip, left.length]).toEqual([skip, path === 'revoke-sessions' ? 0 : 1])
      }
    },
  )
})
