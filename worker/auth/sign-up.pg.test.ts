import { afterEach, describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { control, sql } from '../testing/neon.ts'
import { signUp } from '../testing/people.ts'

const path = '/api/auth/sign-up/email'
const someone = () => ({
  name: 'Ada',
  email: `${crypto.randomUUID()}@example.com`,
  password: 'correct horse battery',
})

const rowsOf = async (email: string) => {
  const [row] = await sql`select count(distinct u.id)::int as users,
      count(distinct a.id)::int as accounts, count(distinct s.id)::int as sessions
    from auth."user" u
    left join auth.account a on a."userId" = u.id
    left join auth.session s on s."userId" = u.id
    where u.email = ${email}`
  return row
}

/** The statements of one sign-up, in order, as the endpoint sees them. */
const statements = [
  '^begin',
  '"user"',
  'insert into "auth"."user"',
  '"account"',
  '"session"',
  '^commit',
]

describe('sign-up', () => {
  afterEach(() => control.clearFaults())

  it('promise 9: is all or nothing: with a fault at any statement, trying again works', async () => {
    for (const kind of ['error', 'reset'] as const) {
      for (const match of statements) {
        const body = someone()
        await control.setFaults([{ kind, match }])
        const failed = await call(path, { body })
        expect([kind, match, failed.status]).toEqual([kind, match, 503])
        expect(failed.headers.get('Retry-After')).toBe('2')
        await control.clearFaults()
        expect(await rowsOf(body.email)).toEqual({ users: 0, accounts: 0, sessions: 0 })
        expect((await call(path, { body })).status).toBe(200)
        expect(await rowsOf(body.email)).toEqual({ users: 1, accounts: 1, sessions: 1 })
      }
    }
  })

  it('is 503 even if its later steps are refused because of the outage', async () => {
    for (let skip = 0; skip < 6; skip += 1) {
      await control.setFaults([{ kind: 'error', match: '.', times: 2, skip }])
      const answer = await call(path, { body: someone() })
      if (answer.status !== 200) {
        expect([skip, answer.status, answer.headers.get('Retry-After')]).toEqual([skip, 503, '2'])
      }
    }
  })

  it('promise 9: has happened even if its response was lost: the same password signs in', async () => {
    const body = someone()
    await control.setFaults([{ kind: 'lost', match: '^commit' }])
    expect((await call(path, { body })).status).toBe(503)
    expect(await rowsOf(body.email)).toEqual({ users: 1, accounts: 1, sessions: 1 })
    const { name: _, ...credentials } = body
    expect((await call('/api/auth/sign-in/email', { body: credentials })).status).toBe(200)
  })

  it('gives a second one with the same address the same response, at once or later', async () => {
    const body = someone()
    const answers = await Promise.all([1, 2, 3, 4].map(() => call(path, { body })))
    answers.push(await call(path, { body }))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused).toHaveLength(4)
    const bodies = await Promise.all(refused.map(async (answer) => await answer.json<object>()))
    for (const problem of bodies) {
      expect(problem).toMatchObject({
        status: 422,
        code: 'user_already_exists_use_another_email',
      })
    }
    expect(await rowsOf(body.email)).toMatchObject({ users: 1, accounts: 1 })
  })

  it.each([
    ['/name', { name: ' ' }],
    ['/name', { name: 'x'.repeat(101) }],
    ['/name', { name: 'a\u0000b' }],
    ['/email', { email: 'nobody' }],
    ['/password', { password: 'seven77' }],
    ['/password', { password: '\0'.repeat(8) }],
    ['/password', { password: 'x'.repeat(129) }],
    ['/image', { image: 'javascript:alert(1)' }],
    ['/emailVerified', { emailVerified: true }],
  ])('names %s if it is wrong, and writes nothing', async (pointer, wrong) => {
    const body = { ...someone(), ...wrong }
    const answer = await call(path, { body })
    expect(await answer.json()).toMatchObject({
      status: 422,
      code: 'validation_failed',
      errors: [{ pointer }],
    })
    expect(await rowsOf(body.email)).toMatchObject({ users: 0 })
  })

  it('accepts any password of 128 characters, and so does sign-in', async () => {
    const body = { ...someone(), password: '\u{1f511}'.repeat(128) }
    expect((await call(path, { body })).status).toBe(200)
    const { email, password } = body
    const signIn = await call('/api/auth/sign-in/email', { body: { email, password } })
    expect(signIn.status).toBe(200)
    const longer = { ...someone(), password: `${password}x` }
    expect(await (await call(path, { body: longer })).json()).toMatchObject({ status: 422 })
  })

  it('stores the password as scrypt, and the address in lower case', async () => {
    const body = { ...someone(), email: `${crypto.randomUUID()}@Example.COM`.toUpperCase() }
    await call(path, { body })
    const [row] = await sql`select a.password from auth.account a
      join auth."user" u on u.id = a."userId" where u.email = ${body.email.toLowerCase()}`
    expect(row?.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/)
  })
})

describe('sign-in', () => {
  it('answers a wrong password and an unknown address with the same bytes', async () => {
    const ada = await signUp()
    const told = async (email: string) => {
      const answer = await call('/api/auth/sign-in/email', { body: { email, password: 'wrong' } })
      return [answer.status, (await answer.text()).replace(/"request_id":"[^"]*"/, '')]
    }
    expect(await told(ada.email)).toEqual(await told(someone().email))
    expect((await told(ada.email))[0]).toBe(401)
  })

  it('takes as long, and as many calls, for an unknown address as for a wrong password', async () => {
    const [known, unknown] = [(await signUp()).email, someone().email]
    const took = new Map<string, number[]>([known, unknown].map((email) => [email, []]))
    const costs = new Set<string | undefined>()
    for (let round = 0; round < 9; round += 1) {
      for (const [email, times] of took) {
        const start = performance.now()
        const answer = await call('/api/auth/sign-in/email', { body: { email, password: 'wrong' } })
        times.push(performance.now() - start)
        costs.add(answer.headers.get('Server-Timing')?.match(/desc="(.*?)"/)?.[1])
      }
    }
    expect([...costs]).toEqual(['1 call, 1 statement'])
    // Compares the fastest of each, because a busy machine only adds time.
    const [one = 0, other = 0] = [...took.values()].map((times) => Math.min(...times))
    // Checking a password takes about 70 ms: leaving it out would be noticed.
    expect(Math.abs(one - other)).toBeLessThan(30)
  })
})
