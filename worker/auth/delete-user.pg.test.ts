import { afterEach, describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { control, sql } from '../testing/neon.ts'
import { type Person, signInAgain, signUp } from '../testing/people.ts'

afterEach(async () => {
  await control.up()
  await control.clearFaults()
})

const path = '/api/auth/delete-user'
const remove = ({ session, password }: Person, body: object = { password }) =>
  call(path, { token: session, body })

const addTask = ({ token }: Person) =>
  call('/api/v1/tasks', { token, body: { title: 'Left behind' } })

/** Counts the rows of all tables that refer to the user. */
async function rowsOf({ id }: Person): Promise<number> {
  const [row] = await sql`select
    (select count(*) from auth."user" where id = ${id})
    + (select count(*) from auth.account where "userId" = ${id})
    + (select count(*) from auth.session where "userId" = ${id})
    + (select count(*) from public.tasks where user_id = ${id})
    + (select count(*) from public.change_log_heads where user_id = ${id}) as count`
  return Number(row?.count)
}

/** The statements of one deletion, in order, as the endpoint sees them. */
const statements = [
  '^begin',
  'left join "auth"."user"',
  'from "auth"."account"',
  'for update',
  'from "auth"."session" where "auth"."session"."userId" = \\$1 limit',
  'delete from "auth"."session"',
  'from "auth"."account" where "auth"."account"."userId" = \\$1 limit',
  'delete from "auth"."account"',
  'from "auth"."user" where',
  'delete from "auth"."user"',
  '^commit',
]

describe('deleting the account', () => {
  it('promise 3: ends every token of every device at the next request, and leaves no row', async () => {
    const phone = await signUp()
    const laptop = await signInAgain(phone)
    expect((await addTask(phone)).status).toBe(201)
    expect((await remove(phone)).status).toBe(200)
    for (const { token, session } of [phone, laptop]) {
      const answer = await call('/api/v1/tasks', { token })
      expect(await answer.json()).toMatchObject({ status: 401, code: 'token_revoked' })
      expect((await call('/api/auth/token', { token: session })).status).toBe(401)
    }
    expect(await rowsOf(phone)).toBe(0)
  })

  it('requires the password, and deletes nothing without it', async () => {
    const ada = await signUp()
    const refusals: [number, object][] = [
      [422, {}],
      [422, { password: '' }],
      [422, { token: 'x' }],
      [422, { password: ada.password, callbackURL: '/' }],
      [400, { password: 'not the password' }],
    ]
    for (const [status, body] of refusals) {
      expect([body, (await remove(ada, body)).status]).toEqual([body, status])
    }
    expect((await call(path, { body: { password: ada.password } })).status).toBe(401)
    expect((await call(path, { token: ada.token, body: { password: ada.password } })).status).toBe(
      401,
    )
    expect((await addTask(ada)).status).toBe(201)
  })

  it('promise 9: is all or nothing: with a fault at any statement, trying again works', async () => {
    for (const kind of ['error', 'reset'] as const) {
      for (const match of statements) {
        const ada = await signUp()
        await addTask(ada)
        const before = await rowsOf(ada)
        await control.setFaults([{ kind, match }])
        const failed = await remove(ada)
        await control.clearFaults()
        expect([kind, match, failed.status]).toEqual([kind, match, 503])
        expect(failed.headers.get('Retry-After')).toBe('2')
        expect([kind, match, await rowsOf(ada)]).toEqual([kind, match, before])
        expect([kind, match, (await remove(ada)).status]).toEqual([kind, match, 200])
        expect([kind, match, await rowsOf(ada)]).toEqual([kind, match, 0])
      }
    }
  }, 60_000)

  it('promise 9: has happened even if its response was lost, and the address is free again', async () => {
    const ada = await signUp()
    await control.setFaults([{ kind: 'lost', match: '^commit' }])
    expect((await remove(ada)).status).toBe(503)
    expect(await rowsOf(ada)).toBe(0)
    expect((await remove(ada)).status).toBe(401)
    const { name, email, password } = ada
    const again = await call('/api/auth/sign-up/email', { body: { name, email, password } })
    expect(again.status).toBe(200)
  })

  it('deletes nothing of other users', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    await addTask(bob)
    const before = await rowsOf(bob)
    await remove(ada)
    expect(await rowsOf(bob)).toBe(before)
    expect((await addTask(bob)).status).toBe(201)
  })

  it('leaves nothing of sign-ins and changes that happen meanwhile', async () => {
    for (let round = 0; round < 4; round += 1) {
      const ada = await signUp()
      const { email, password, session } = ada
      const deletion = remove(ada)
      const meanwhile = await Promise.all(
        Array.from({ length: 15 }, async (_, index) => {
          await new Promise((resolve) => setTimeout(resolve, index * 20))
          if (index % 3 === 0) return await call('/api/auth/token', { token: session })
          if (index % 3 === 1) {
            return await call('/api/auth/update-user', { token: session, body: { name: 'Bo' } })
          }
          return await call('/api/auth/sign-in/email', { body: { email, password } })
        }),
      )
      expect((await deletion).status).toBe(200)
      const others = meanwhile.filter(({ status }) => status !== 200 && status !== 401)
      expect(await Promise.all(others.map((answer) => answer.text()))).toEqual([])
      expect(await rowsOf(ada)).toBe(0)
    }
  })
})
