import { expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { control } from '../testing/neon.ts'
import { signUp } from '../testing/people.ts'

/** The limiter counts by the clock's minute, so a burst may span two of them. */
const most = 2 * 600 + 100

it('a user who asks too often hears 429 and when to come back, at no cost to the database or to others', async () => {
  const [ada, bob] = [await signUp(), await signUp('Bob')]
  const ask = ({ token }: { token: string }) => call('/api/v1/me', { token, method: 'HEAD' })
  let answers = 0
  let status = 0
  while (status !== 429 && answers < most) {
    const burst = await Promise.all(Array.from({ length: 50 }, () => ask(ada)))
    answers += burst.length
    status = Math.max(...burst.map((answer) => answer.status))
  }
  const calls = await control.record(async () => {
    const refused = await call('/api/v1/tasks', { token: ada.token })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('60')
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' })
  })
  expect(calls).toEqual([])
  expect(answers).toBeGreaterThanOrEqual(600)
  expect((await ask(bob)).status).toBe(200)
}, 60_000)
