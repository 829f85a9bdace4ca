import {
  evictAllDurableObjects,
  listDurableObjectIds,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { call } from '../testing/call.ts'
import { control } from '../testing/neon.ts'
import { type Person, signInAgain, signUp } from '../testing/people.ts'
import { signInThrottle } from './sign-in-throttle.ts'

afterEach(async () => {
  await control.up()
  await control.clearFaults()
})

const wrong = 'not the password'
const someone = () => `${crypto.randomUUID()}@example.com`
let addresses = 0
const newAddress = () => {
  addresses += 1
  return `198.18.${addresses >> 8}.${addresses & 255}`
}

const signIn = (email: string, password: string, address = newAddress()) =>
  call('/api/auth/sign-in/email', {
    body: { email, password },
    headers: { 'CF-Connecting-IP': address },
  })

/** Makes that many attempts at once, each from its own address. */
const attack = (email: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => signIn(email, wrong)))

const idsOf = async () => (await listDurableObjectIds(env.SIGN_IN_THROTTLE)).map(String).sort()
const statuses = (answers: Response[]) =>
  answers.map(({ status }) => status).sort((one, other) => one - other)
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)

describe('promise 6: an attack on an account', () => {
  it('from fifty addresses at once gets ten attempts, and costs the database no more', async () => {
    const { email } = await signUp()
    let answers: Response[] = []
    const calls = await control.record(async () => {
      answers = await attack(email, 50)
    })
    expect(statuses(answers)).toEqual([...times(10, 401), ...times(40, 429)])
    expect(calls).toHaveLength(10)
    for (const answer of answers.filter(({ status }) => status === 429)) {
      expect(answer.headers.get('Retry-After')).toMatch(/^[1-9]\d{0,2}$/)
      expect(answer.headers.get('Cache-Control')).toContain('no-store')
      expect(await answer.json()).toMatchObject({ status: 429, code: 'rate_limited' })
    }
  })

  it('does not lock the owner out where they have signed up or in before', async () => {
    const [first, second] = [newAddress(), newAddress()]
    const [email, password] = [someone(), 'correct horse battery']
    await call('/api/auth/sign-up/email', {
      body: { name: 'Ada', email, password },
      headers: { 'CF-Connecting-IP': first },
    })
    await signIn(email, password, second)
    for (const address of [first, second]) {
      await attack(email, 20)
      expect([address, (await signIn(email, wrong, address)).status]).toEqual([address, 401])
      expect([address, (await signIn(email, password, address)).status]).toEqual([address, 200])
    }
  })

  it('recognises a subscriber by the /64 of their address, and not by a made-up header', async () => {
    const [email, password] = [someone(), 'correct horse battery']
    await call('/api/auth/sign-up/email', {
      body: { name: 'Ada', email, password },
      headers: { 'CF-Connecting-IP': '2001:db8:1:1::1' },
    })
    await attack(email, 10)
    const forged = await call('/api/auth/sign-in/email', {
      body: { email, password },
      headers: { 'CF-Connecting-IP': newAddress(), 'X-Forwarded-For': '2001:db8:1:1::1' },
    })
    expect(forged.status).toBe(429)
    expect((await signIn(email, wrong, '2001:db8:1:2::1')).status).toBe(429)
    expect((await signIn(email, password, '2001:DB8:1:1:ffff::2')).status).toBe(200)
  })

  it('lets the owner in from a new address after the wait, while it continues', async () => {
    const { email, password } = await signUp()
    await attack(email, 10)
    const address = newAddress()
    const told = await signIn(email, password, address)
    expect([told.status, told.headers.get('Retry-After')]).toEqual([429, '1'])
    await attack(email, 20)
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    expect((await signIn(email, password, address)).status).toBe(200)
  })

  it('is remembered across isolates', async () => {
    const { email } = await signUp()
    await attack(email, 10)
    await evictAllDurableObjects()
    expect((await signIn(email, wrong)).status).toBe(429)
  })

  it('cannot distinguish accounts from unknown addresses', async () => {
    const ada = await signUp()
    const told = async (email: string) => {
      const answers = [...(await attack(email, 10)), await signIn(email, wrong)]
      return await Promise.all(
        answers.map(async (answer) => [
          answer.status,
          answer.headers.get('Retry-After'),
          (await answer.text()).replace(/"request_id":"[^"]*"/, ''),
        ]),
      )
    }
    expect(await told(ada.email)).toEqual(await told(someone()))
  })

  it('counts together, however the address is spelled', async () => {
    const { email } = await signUp()
    await attack(email.toUpperCase(), 10)
    expect((await signIn(email, wrong)).status).toBe(429)
  })

  it('ends for everyone when the owner has signed in', async () => {
    const ada = await signUp()
    await attack(ada.email, 9)
    await signInAgain(ada)
    expect(statuses(await attack(ada.email, 9))).toEqual(times(9, 401))
  })
})

describe('promise 6: a signed-in user', () => {
  const guess = ({ session }: Person, path: string, body: object) =>
    call(path, { token: session, body, headers: { 'CF-Connecting-IP': newAddress() } })
  const change = { currentPassword: wrong, newPassword: 'battery staple' }

  it('cannot guess the password without limit either, by any operation that takes one', async () => {
    const ada = await signUp()
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 2
          ? guess(ada, '/api/auth/change-password', change)
          : guess(ada, '/api/auth/delete-user', { password: wrong }),
      ),
    )
    expect(statuses(answers)).toEqual([...times(10, 400), ...times(20, 429)])
    expect((await signInAgain(ada)).token).not.toBe('')
  })

  it('can change the password after nine wrong attempts', async () => {
    const ada = await signUp()
    await Promise.all(times(9, 0).map(() => guess(ada, '/api/auth/change-password', change)))
    const right = { ...change, currentPassword: ada.password }
    expect((await guess(ada, '/api/auth/change-password', right)).status).toBe(200)
  })
})

describe('promise 6: an address', () => {
  it.each(['sign-up/email', 'change-password', 'delete-user'])(
    'with too many attempts is refused, whatever the account: %s',
    async (path) => {
      const headers = { 'CF-Connecting-IP': newAddress() }
      const seen = new Set<number>()
      // More than two windows of the limiter allow, in case a minute starts in between.
      for (let tries = 0; tries < 50 && !seen.has(429); tries += 1) {
        seen.add((await call(`/api/auth/${path}`, { body: {}, headers })).status)
      }
      expect([...seen]).toContain(429)
    },
  )
})

describe('promise 1: an outage', () => {
  it.each(['^select', 'insert into "auth"."session"'])(
    'is not counted as a failed attempt: %s',
    async (match) => {
      const { email, password } = await signUp()
      await control.setFaults([{ kind: 'error', match, code: '57P01', times: 0 }])
      const answers = await Promise.all(times(9, password).map((one) => signIn(email, one)))
      answers.push(await signIn(email, password), await signIn(email, password))
      expect(statuses(answers)).toEqual(times(11, 503))
      await control.clearFaults()
      expect(statuses(await attack(email, 10))).toEqual(times(10, 401))
    },
  )

  it('of the throttle itself locks nobody out', async () => {
    const attempt = throttledBy(() => {
      throw new Error('internal error')
    })
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    await expect(attempt.reserve({ email: someone() })).resolves.toBeUndefined()
    await expect(attempt.settle('right')).resolves.toBeUndefined()
    expect(log.mock.calls.join()).toContain('sign_in_throttle_failed')
  })

  it('caused by a flood of attempts does not let them pass', async () => {
    const attempt = throttledBy(() => {
      throw Object.assign(new Error('overloaded'), { overloaded: true })
    })
    const refusal = attempt.reserve({ email: someone() })
    await expect(refusal).rejects.toMatchObject({
      code: 'rate_limited',
      headers: { 'Retry-After': '1' },
    })
  })

  it('that keeps the throttle from answering in time does not let them pass either', async () => {
    const before = await idsOf()
    const email = someone()
    await signIn(email, wrong)
    const [id = ''] = (await idsOf()).filter((one) => !before.includes(one))
    const stub = env.SIGN_IN_THROTTLE.get(env.SIGN_IN_THROTTLE.idFromString(id))
    const busy = runInDurableObject(stub, (_, state) =>
      state.blockConcurrencyWhile(() => new Promise((resolve) => setTimeout(resolve, 2_500))),
    )
    const answer = await signIn(email, wrong)
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2'])
    await busy
  })

  const throttledBy = (getByName: () => never) =>
    signInThrottle({ getByName }, 'x'.repeat(32))(new Headers())
})

describe('the data of the throttle', () => {
  it('identifies neither account nor client, and is deleted', async () => {
    const before = await idsOf()
    const [email, address] = [someone(), newAddress()]
    await signIn(email, wrong, address)
    const [id] = (await idsOf()).filter((one) => !before.includes(one))
    const stub = env.SIGN_IN_THROTTLE.get(env.SIGN_IN_THROTTLE.idFromString(id ?? ''))
    const kept = await runInDurableObject(stub, async (_, { id: { name }, storage }) => ({
      text: JSON.stringify([name, storage.kv.get('attempts')], (_key, value) =>
        value instanceof Map ? [...value] : value,
      ),
      forgottenIn: ((await storage.getAlarm()) ?? 0) - Date.now(),
    }))
    expect(kept.text).toContain('"failures":1')
    expect(kept.text).not.toContain(address)
    expect(kept.text).not.toContain(email.slice(0, 8))
    expect(kept.forgottenIn).toBeGreaterThan(60_000)
    expect(kept.forgottenIn).toBeLessThan(100_000)
    expect(await runDurableObjectAlarm(stub)).toBe(true)
  })

  it('is not stored for a sign-in that was never tried', async () => {
    const before = await idsOf()
    await call('/api/auth/sign-in/email', { body: { email: 'nobody', password: wrong } })
    await call('/api/auth/change-password', { token: 'a.b', body: { currentPassword: wrong } })
    expect(await idsOf()).toEqual(before)
  })
})
