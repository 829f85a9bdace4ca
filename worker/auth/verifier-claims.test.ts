// Claims: a valid signature is not enough, and the database is asked once for what the token cannot prove.
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { call, origin } from '../testing/call.ts'
import { dissect, type Genuine, hs256, join, signed, withClaims } from '../testing/forge.ts'
import { accessToken, type Person, signInAgain, signUp } from '../testing/people.ts'
import { expectRefused } from '../testing/refusal.ts'

const now = () => Math.floor(Date.now() / 1_000)
const json = JSON.stringify

let ada: Person
let genuine: Genuine
beforeAll(async () => {
  ada = await signUp()
  genuine = dissect(ada.token)
})

const send = async (claims: object) =>
  call('/api/v1/me', { token: await withClaims(genuine, claims) })
const refuses = async (_: string, claims: object | (() => object)) => {
  const change = typeof claims === 'function' ? claims() : claims
  await expectRefused(await withClaims(genuine, change))
}
/** Changes the payload as text, for what no object can express. */
const withText = (change: (text: string) => string) =>
  signed(genuine.header, change(json(genuine.claims)))

describe('issuer and audience', () => {
  const wrong: [string, unknown][] = [
    ['another', 'https://evil.test'],
    ['the app', 'https://app.duly.test'],
    ['ours and a slash', `${origin}/`],
    ['a part of ours', origin.slice(0, -1)],
    ['ours and more', `${origin}.evil.test`],
    ['in capitals', origin.toUpperCase()],
    ['left out', undefined],
    ['of no letters', ''],
    ['null', null],
    ['true', true],
    ['an object', { [origin]: origin }],
    ['an empty list', []],
    ['a list of others', ['https://evil.test', `${origin}/`]],
    ['a list of lists', [[origin]]],
  ]
  it.each([...wrong, ['a list', [origin]]])('is refused with an issuer that is %s', (name, iss) =>
    refuses(String(name), { iss }),
  )
  it.each(wrong)('is refused with an audience that is %s', (name, aud) => refuses(name, { aud }))

  it('is accepted if our audience is one of several', async () => {
    expect((await send({ aud: ['https://other.test', origin] })).status).toBe(200)
  })
})

describe('times', () => {
  it.each<[string, object | (() => object)]>([
    ['no expiry', { exp: undefined }],
    ['null for expiry', { exp: null }],
    ['an expiry in text', () => ({ exp: String(now() + 60) })],
    ['half a second of expiry', () => ({ exp: now() + 60.5 })],
    ['an expiry in the year 10000', { exp: 253_402_300_800 }],
    ['an expiry a second later than any of ours', () => ({ iat: now(), exp: now() + 901 })],
    ['a beginning to come', () => ({ nbf: now() + 60 })],
    ['a beginning in text', { nbf: '0' }],
    ['no time of issue', { iat: undefined }],
    ['a time of issue to come', () => ({ iat: now() + 60 })],
    ['a time of issue in text', () => ({ iat: String(now()) })],
    ['a time of issue before time', () => ({ iat: -1 })],
  ])('are refused with %s', refuses)

  it.each(['1e400', '1e999999'])('are refused with an expiry of %s', async (exp) => {
    await expectRefused(await withText((text) => text.replace(/"exp":\d+/, `"exp":${exp}`)))
  })

  it('distinguish an expired token from others', async () => {
    const exp = now() - 60
    await expectRefused(await withClaims(genuine, { iat: exp - 900, exp }), 'token_expired')
  })

  it('are not considered if the signature is wrong', async () => {
    const exp = now() - 60
    const [header, payload] = (await withClaims(genuine, { iat: exp - 900, exp })).split('.')
    await expectRefused(`${header}.${payload}.${genuine.segments[2]}`)
  })

  it('may start a few seconds in the future', async () => {
    expect((await send({ nbf: now() - 60 })).status).toBe(200)
  })
})

describe('a user or a session', () => {
  const wrong: [string, unknown][] = [
    ['left out', undefined],
    ['of no letters', ''],
    ['a number', 1],
    ['null', null],
    ['in a list', ['019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10']],
    ['an object', {}],
    ['a word', 'admin'],
    ['SQL', "' or ''='"],
    ['an id with NUL', '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a1\0'],
    ['an id in braces', '{019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10}'],
    ['an id and a line break', '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10\n'],
    ['of 10 kB', 'a'.repeat(10_240)],
  ]
  it.each(wrong)('is refused when `sub` is %s', (name, sub) => refuses(name, { sub }))
  it.each(wrong)('is refused when `sid` is %s', (name, sid) => refuses(name, { sid }))
  it.each(['sub', 'sid'])('is refused with `%s` in capitals', async (claim) => {
    await expectRefused(
      await withClaims(genuine, { [claim]: String(genuine.claims[claim]).toUpperCase() }),
    )
  })

  it('is refused if the session does not exist', async () => {
    await expectRefused(await withClaims(genuine, { sid: crypto.randomUUID() }), 'token_revoked')
  })

  it('is refused if the user does not exist', async () => {
    await expectRefused(await withClaims(genuine, { sub: crypto.randomUUID() }), 'token_revoked')
  })

  it("is refused with another user's session", async () => {
    const { sid } = dissect((await signUp()).token).claims
    await expectRefused(await withClaims(genuine, { sid }), 'token_revoked')
  })

  it('is refused once it is revoked from another device', async () => {
    const bob = await signUp()
    const phone = await signInAgain(bob)
    const revoked = await call('/api/auth/revoke-other-sessions', {
      method: 'POST',
      token: phone.session,
    })
    expect(revoked.status).toBe(200)
    await expectRefused(bob.token, 'token_revoked')
    expect((await call('/api/v1/me', { token: phone.token })).status).toBe(200)
  })
})

describe('other claims', () => {
  it.each<[string, object]>([
    ['no scope', { scope: undefined }],
    ['a list for scope', { scope: ['tasks:read'] }],
    ['no identifier', { jti: undefined }],
    ['no e-mail address', { email: undefined }],
    ['a number for a name', { name: 1 }],
  ])('are refused with %s', refuses)

  it.each(['[]', '"sub"', 'null', '1', 'true', '', '{', '{"sub":"a"'])(
    'are refused when the payload is `%s`',
    async (payload) => {
      await expectRefused(await signed(genuine.header, payload))
    },
  )

  it('are refused when the payload is an array that contains the claims', async () => {
    await expectRefused(await signed(genuine.header, [genuine.claims]))
  })

  it('are refused when they are not UTF-8', async () => {
    await expectRefused(await signed(genuine.header, new Uint8Array([0xc3, 0x28, 0xff, 0xfe])))
  })

  it('that occur twice count by their last value', async () => {
    const early = `{"sub":"${crypto.randomUUID()}","exp":1,`
    const token = await withText((text) => text.replace('{', early))
    expect((await call('/api/v1/me', { token })).status).toBe(200)
    await expectRefused(await withText((text) => text.replace(/}$/, ',"sub":"a"}')))
  })

  it('are not inherited from a `__proto__`', async () => {
    await expectRefused(await signed(genuine.header, `{"__proto__":${json(genuine.claims)}}`))
    const polluting = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},'
    const token = await withText((text) => text.replace('{', polluting))
    expect((await call('/api/v1/me', { token })).status).toBeLessThan(500)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

describe('a token of another kind', () => {
  const secret = () => hs256(inject('settings').BETTER_AUTH_SECRET ?? '')

  it.each<[string, () => string | Promise<string>]>([
    ['session token', () => ada.session],
    ['session token without its signature', () => ada.session.split('.')[0] ?? ''],
    [
      'e-mail verification token',
      () => join({ alg: 'HS256' }, { email: ada.email, iat: now(), exp: now() + 60 }, secret()),
    ],
    [
      'e-mail verification token dressed as an access token',
      () => join({ ...genuine.header, alg: 'HS256' }, genuine.claims, secret()),
    ],
  ])('is not an access token: %s', async (_, token) => {
    await expectRefused(await token())
  })

  it('opens no session, being an access token', async () => {
    const answer = await call('/api/auth/get-session', { token: ada.token })
    expect([answer.status, await answer.json()]).toEqual([200, null])
    await expect(accessToken(ada.token)).rejects.toThrow('401')
  })
})
