// Rate limits: by session, by token, and for all tokens of a user, at no cost to the database or to others.
import { describe, expect, it } from 'vitest'
import docs from '../../docs/api.md?raw'
import security from '../../SECURITY.md?raw'
import { rateLimitsOf } from '../../tools/testing/rate-limits.ts'
import configuration from '../../wrangler.toml?raw'
import { formatToken } from '../personal-token.ts'
import { call } from '../testing/call.ts'
import { control } from '../testing/neon.ts'
import { signInAgain, signUp } from '../testing/people.ts'
import { makeToken } from '../testing/personal-tokens.ts'
import { limiterPeriod } from './auth.ts'
import { type Admission, admission } from './rate-limits.ts'

const limits = rateLimitsOf(configuration)
const limitOf = (name: string) => limits[name]?.limit ?? Number.NaN

/** The limiter counts by clock minute, so a burst may span two of them. */
const most = 2 * limitOf('API_LIMITER') + 100

/** Counts the requests answered before one was refused. */
async function untilRefused(ask: () => Promise<Response>): Promise<number> {
  let answers = 0
  let status = 0
  while (status !== 429 && answers < most) {
    const burst = await Promise.all(Array.from({ length: 50 }, ask))
    answers += burst.length
    status = Math.max(...burst.map((answer) => answer.status))
  }
  return answers
}

async function expectTooMany(token: string): Promise<void> {
  const calls = await control.record(async () => {
    const refused = await call('/api/v1/tasks', { token })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('60')
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' })
  })
  expect(calls).toEqual([])
}

const status = async (token: string) => (await call('/api/v1/me', { token, method: 'HEAD' })).status

it('a user who sends too many requests gets 429 with the time to retry, at no cost to the database or to others', async () => {
  const [ada, bob] = [await signUp(), await signUp('Bob')]
  const script = await makeToken(ada)
  const answers = await untilRefused(() => call('/api/v1/me', { token: ada.token, method: 'HEAD' }))
  await expectTooMany(ada.token)
  expect(answers).toBeGreaterThanOrEqual(limitOf('API_LIMITER'))
  expect([await status(bob.token), await status(script.token)]).toEqual([200, 200])
}, 60_000)

it("promise 6: a stolen and revoked token does not use up its owner's limit", async () => {
  const ada = await signUp()
  const stolen = await signInAgain(ada)
  await call('/api/auth/sign-out', { method: 'POST', token: stolen.session })
  await untilRefused(() => call('/api/v1/me', { token: stolen.token, method: 'HEAD' }))
  await expectTooMany(stolen.token)
  expect(await status(ada.token)).toBe(200)
}, 60_000)

it('promise 6: a flooding token blocks neither its owner nor their other tokens', async () => {
  const ada = await signUp()
  const [flood, other] = [await makeToken(ada), await makeToken(ada)]
  const ask = () => call('/api/v1/me', { token: flood.token, method: 'HEAD' })
  expect(await untilRefused(ask)).toBeGreaterThanOrEqual(limitOf('API_LIMITER'))
  await expectTooMany(flood.token)
  expect([await status(ada.token), await status(other.token)]).toEqual([200, 200])
}, 60_000)

it('guesses from one address are refused before they cost a call, and others are not affected', async () => {
  const ada = await signUp()
  const { token } = await makeToken(ada)
  const headers = { 'CF-Connecting-IP': '192.0.2.77' }
  const guess = async () => {
    const guessed = await formatToken('api', crypto.getRandomValues(new Uint8Array(32)))
    return await call('/api/v1/me', { token: guessed, headers })
  }
  expect(await untilRefused(guess)).toBeGreaterThanOrEqual(limitOf('AUTH_LIMITER'))
  const calls = await control.record(async () => expect((await guess()).status).toBe(429))
  expect(calls).toEqual([])
  expect(await status(token)).toBe(200)
  // The token is known by now, so its address no longer matters.
  expect((await call('/api/v1/me', { token, headers })).status).toBe(200)
}, 60_000)

describe('the limits of wrangler.toml', () => {
  it('are counted over the time that Retry-After tells', () => {
    const periods = Object.values(limits).map(({ period }) => period)
    expect(periods.length).toBeGreaterThan(0)
    expect(new Set(periods)).toEqual(new Set([limiterPeriod]))
  })

  it('are those of docs/api.md', () => {
    const rows = docs.match(/^\| requests .*$/gm) ?? []
    const figures = rows.join().match(/\d[\d,]*/g) ?? []
    const [session, ...rest] = figures.map((figure) => Number(figure.replaceAll(',', '')))
    expect(session).toBe(limitOf('API_LIMITER'))
    const names = ['TRANSFER', 'TOKENS', 'TRANSFER', 'CREDENTIALS', 'AUTH']
    expect(rest).toEqual(names.map((name) => limitOf(`${name}_LIMITER`)))
    expect(Object.keys(limits).sort()).toEqual(
      ['API', ...new Set(names)].map((name) => `${name}_LIMITER`).sort(),
    )
  })

  it('are those of SECURITY.md', () => {
    const [, attempts] = /(\d+) attempts a\s+minute/.exec(security) ?? []
    expect(Number(attempts)).toBe(limitOf('CREDENTIALS_LIMITER'))
  })
})

describe('admission', () => {
  /** Limiters with these totals, for ever. */
  function limited(caller: number, tokensOfUser: number, strangers: number): Admission {
    const counter = (limit: number) => {
      const counts = new Map<string, number>()
      return async (key: string) => {
        counts.set(key, (counts.get(key) ?? 0) + 1)
        return (counts.get(key) ?? 0) <= limit
      }
    }
    return admission({
      caller: counter(caller),
      tokensOfUser: counter(tokensOfUser),
      strangers: counter(strangers),
    })
  }
  const ask = async (admitting: Admission, hash: string, times: number) => {
    let admitted = 0
    for (let n = 0; n < times; n += 1) if (await admitting.token(hash, 'here')) admitted += 1
    return admitted
  }

  it('limits all tokens of a user together, however many there are', async () => {
    const admitting = limited(6, 12, 100)
    for (const hash of ['a', 'b', 'c', 'd', 'other']) await ask(admitting, hash, 1)
    for (const hash of ['a', 'b', 'c', 'd']) admitting.learn(hash, 'ada')
    admitting.learn('other', 'bob')
    const admitted = []
    for (const hash of ['a', 'b', 'c', 'd', 'other']) admitted.push(await ask(admitting, hash, 5))
    expect(admitted).toEqual([5, 5, 2, 0, 5])
    expect(await admitting.session('ada')).toBe(true)
  })

  it('takes no more from its user’s other tokens than a single token may use', async () => {
    const admitting = limited(6, 12, 100)
    for (const hash of ['a', 'b']) admitting.learn(hash, 'ada')
    expect([await ask(admitting, 'a', 100), await ask(admitting, 'b', 100)]).toEqual([6, 6])
  })
})
