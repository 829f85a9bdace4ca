import { expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { control } from '../testing/neon.ts'
import { type Person, signInAgain, signUp } from '../testing/people.ts'

const ask = ({ token }: { token: string }) => call('/api/v1/me', { token, method: 'HEAD' })

/** Returns how many were answered. The limiter counts by the clock's minute, so a burst may span two of them. */
async function exhaust(person: Person): Promise<number> {
  for (let answers = 50; answers <= 2 * 600 + 100; answers += 50) {
    const burst = await Promise.all(Array.from({ length: 50 }, () => ask(person)))
    if (burst.some(({ status }) => status === 429)) return answers
  }
  throw new Error('there is no limit')
}

it('who asks too often hears 429 and when to come back, at no cost to the database or to others', async () => {
  const [ada, bob] = [await signUp(), await signUp('Bob')]
  expect(await exhaust(ada)).toBeGreaterThanOrEqual(600)
  const calls = await control.record(async () => {
    const refused = await call('/api/v1/tasks', { token: ada.token })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('60')
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' })
  })
  expect(calls).toEqual([])
  expect((await ask(bob)).status).toBe(200)
}, 60_000)

it('promise 6: a token that was stolen and revoked does not use up what its owner may ask', async () => {
  const ada = await signUp()
  const stolen = await signInAgain(ada)
  await call('/api/auth/sign-out', { method: 'POST', token: stolen.session })
  await exhaust(stolen)
  expect((await ask(ada)).status).toBe(200)
}, 60_000)
