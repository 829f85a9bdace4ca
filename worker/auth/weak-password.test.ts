// Passwords that are guessed first are refused at sign-up and when changed, but never at sign-in.
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import { commonPasswords } from './common-passwords.ts'
import { minPasswordLength } from './schema.ts'
import { weaknessOf } from './weak-password.ts'

const common = 'must not be one of the commonest passwords'
const own = 'must not be your own name or e-mail address'
const ada = ['Ada Lovelace', 'ada.lovelace99@example.com']

describe('a password', () => {
  it.each([
    ...['password', 'PASSWORD', 'Password1', '12345678', '123456789', 'qwertyuiop', 'iloveyou'],
    ...['1qaz2wsx', 'trustno1', 'baseball', '11111111', '12341234', 'ｐａｓｓｗｏｒｄ'],
    ...[
      '        ',
      '\t\t\t\t\t\t\t\t',
      'aaaaaaaaaaaa',
      '👍👍👍👍👍👍👍👍',
      'abababababab',
      'xyzxyzxyz',
    ],
    ...['abcdefghij', 'ABCDEFGHIJ', '98765432', '3456789:;', 'zyxwvutsr'],
  ])('%j is refused as common, or as a pattern', (password) => {
    expect(weaknessOf(password, [])).toBe(common)
  })

  it.each([
    ...[
      'ada.lovelace99@example.com',
      'ADA.LOVELACE99@EXAMPLE.COM',
      'adalovelace99',
      'ada-lovelace',
    ],
    ...['Ada Lovelace', 'adalovelace', 'lovelaceada', 'lovelace', 'Lovelace1', 'lovelace2026'],
    ...['Ada Lovelace 1815', 'ada_lovelace_99'],
  ])("%j is refused as the user's own name or address", (password) => {
    expect(weaknessOf(password, ada)).toBe(own)
  })

  it.each([
    ...['correct horse battery', 'long enough', 'lovelace engine', 'my lovelace', 'xkcd-936-rules'],
    ...['password is a bad one', 'aaaaaaab', 'abcdefghz', 'ada12345', 'Zoë fährt Rad', '!!!!????'],
  ])('%j is accepted', (password) => {
    expect(weaknessOf(password, ada)).toBeUndefined()
  })

  it('is not compared with a name that has no letters, or only three', () => {
    for (const name of ['👍', 'Bo', 'Li', '李', ''])
      expect(weaknessOf('!!??!!?§', [name, `${name}@example.com`])).toBeUndefined()
    expect(weaknessOf('ada98123', ['Ada', 'ada@example.com'])).toBeUndefined()
  })

  it('in the list is refused in any case, and each is long enough to be a password', () => {
    const words = commonPasswords.trim().split(/\s+/)
    for (const word of words) {
      expect([word, weaknessOf(word.toUpperCase(), [])]).toEqual([word, common])
      expect(word.length).toBeGreaterThanOrEqual(minPasswordLength)
    }
  })
})

const newcomer = (password: string) => ({
  name: 'Ada Lovelace',
  email: `countess${crypto.randomUUID().slice(0, 4)}@example.com`,
  password,
})
const problem = (pointer: string, detail: string) => ({
  status: 422,
  code: 'validation_failed',
  errors: [{ pointer, in: 'body', code: 'too_common', detail }],
})

describe('signing up', () => {
  it.each([
    ['password', common],
    ['12345678', common],
    ['        ', common],
    ['lovelace', own],
    ['Ada Lovelace', own],
  ])('with %j is refused, and creates nobody', async (password, detail) => {
    const body = newcomer(password)
    const answer = await call('/api/auth/sign-up/email', { body })
    expect(await answer.json()).toMatchObject(problem('/password', detail))
    expect(await sql`select from auth."user" where email = ${body.email}`).toEqual([])
  })

  it("with one's own address as the password is refused", async () => {
    const body = newcomer('')
    for (const password of [body.email, body.email.toUpperCase(), body.email.split('@')[0]]) {
      const answer = await call('/api/auth/sign-up/email', { body: { ...body, password } })
      expect(await answer.json()).toMatchObject(problem('/password', own))
    }
  })
})

describe('changing the password', () => {
  const change = ({ session, password }: Person, newPassword: string) =>
    call('/api/auth/change-password', {
      token: session,
      body: { currentPassword: password, newPassword },
    })

  it("to a common one, or to one's own name or address, is refused, and the old one stays", async () => {
    const person = await signUp('Grace Hopper')
    for (const [password, detail] of [
      ['password1', common],
      ['Grace Hopper', own],
      ['hoppergrace7', own],
      [person.email, own],
    ] as const) {
      const answer = await change(person, password)
      expect(await answer.json()).toMatchObject(problem('/newPassword', detail))
    }
    const { email, password, session } = person
    expect((await call('/api/auth/token', { token: session })).status).toBe(200)
    expect((await call('/api/auth/sign-in/email', { body: { email, password } })).status).toBe(200)
  })

  it('reveals nothing about passwords without a session', async () => {
    const body = { currentPassword: 'x', newPassword: 'password' }
    const answer = await call('/api/auth/change-password', { body })
    expect(await answer.json()).toMatchObject({ status: 401, code: 'session_invalid' })
  })
})

it('existing users with a weak password can sign in, and change it', async () => {
  const { email } = await signUp()
  const body = { email, password: 'password' }
  // The password is wrong, but it was checked: not 422.
  expect((await call('/api/auth/sign-in/email', { body })).status).toBe(401)
})
