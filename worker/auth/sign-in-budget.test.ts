// The arithmetic of waiting, with a clock that the test controls.
import { describe, expect, it } from 'vitest'
import { type Attempts, forget, noAttempts, release, reserve, succeed } from './sign-in-budget.ts'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute
const start = Date.UTC(2026, 10, 24)

const at = (address: string) => ({ address, network: address })
const [home, cafe] = [at('home'), at('cafe')]
const attacker = (index: number) => at(`attacker ${index}`)

/** Seconds of each wait, all requested at once. */
const ask = (attempts: Attempts, clients: { address: string; network: string }[], now = start) =>
  clients.map((client) => reserve(attempts, client, now) / second)
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)

/** An account whose shared budget is used up; its owner has signed in at home. */
function underAttack(): Attempts {
  const attempts = noAttempts()
  succeed(attempts, home, { remember: true, now: start })
  ask(attempts, times(10, attacker(0)))
  return attempts
}

describe('wrong passwords', () => {
  it('cost nothing ten times; then each wait is twice as long', () => {
    const attempts = noAttempts()
    expect(ask(attempts, times(10, cafe))).toEqual(times(10, 0))
    const waits: number[] = []
    let now = start
    for (let wait = reserve(attempts, cafe, now); waits.length < 12; ) {
      waits.push(wait / second)
      now += wait
      expect(reserve(attempts, cafe, now)).toBe(0)
      wait = reserve(attempts, cafe, now)
    }
    expect(waits.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    expect(waits.at(-1)).toBe(900)
  })

  it('are forgiven one by one: ten per fifteen minutes can be tried for ever', () => {
    const attempts = noAttempts()
    for (let index = 0; index < 200; index += 1) {
      expect(reserve(attempts, cafe, start + index * 1.5 * minute)).toBe(0)
    }
  })

  it('from many addresses at once are ten, and further clients queue', () => {
    const attempts = noAttempts()
    const waits = ask(
      attempts,
      Array.from({ length: 200 }, (_, index) => attacker(index)),
    )
    expect(waits.filter((wait) => wait === 0)).toHaveLength(10)
    expect(waits.slice(10, 15)).toEqual([1, 2, 4, 8, 16])
    expect(waits.at(-1)).toBe(900)
  })

  it('are bounded, however many networks they come from and however long they wait', () => {
    const attempts = noAttempts()
    let tried = 0
    for (let now = start; now < start + 60 * minute; now += 5 * minute) {
      const crowd = Array.from({ length: 3_000 }, (_, index) => attacker(index))
      tried += ask(attempts, crowd, now).filter((wait) => wait === 0).length
    }
    expect(tried).toBeLessThan(4 * 1_000)
  })

  it('of one subscriber share one place, whichever of their addresses they come from', () => {
    const attempts = underAttack()
    const addresses = Array.from({ length: 50 }, (_, index) => ({
      address: `2001:db8:1:${index}::`,
      network: '2001:db8:1::',
    }))
    expect(ask(attempts, addresses)).toEqual(times(50, 1))
  })
})

describe('the owner', () => {
  it('does not wait at an address that signed in within thirty days', () => {
    const attempts = underAttack()
    expect(reserve(attempts, home, start)).toBe(0)
    for (const days of [29, 31]) {
      const now = start + days * day
      ask(attempts, times(11, attacker(1)), now)
      expect([days, reserve(attempts, home, now) === 0]).toEqual([days, days === 29])
    }
  })

  it('has ten attempts there that nobody else uses up, and then waits only there', () => {
    const attempts = underAttack()
    expect(ask(attempts, times(11, home))).toEqual([...times(10, 0), 1])
    expect(reserve(attempts, home, start + second)).toBe(0)
  })

  it('may try from a new address after the wait, whatever others did meanwhile', () => {
    const attempts = underAttack()
    const crowd = Array.from({ length: 100 }, (_, index) => attacker(index))
    const wait = reserve(attempts, cafe, start)
    for (let now = start; now < start + wait; now += 100) ask(attempts, crowd, now)
    ask(attempts, crowd, start + wait)
    expect(reserve(attempts, cafe, start + wait)).toBe(0)
  })

  it('does not wait longer for coming back early, and never more than fifteen minutes', () => {
    const attempts = underAttack()
    ask(
      attempts,
      Array.from({ length: 2_000 }, (_, index) => attacker(index)),
    )
    expect(ask(attempts, times(5, attacker(50)))).toEqual(times(5, 900))
    expect(ask(attempts, times(5, attacker(50)), start + minute)).toEqual(times(5, 840))
    expect(ask(attempts, [cafe])).toEqual([900])
  })

  it('starts afresh once the password was right', () => {
    const attempts = underAttack()
    ask(attempts, times(3, cafe))
    succeed(attempts, cafe, { remember: true, now: start })
    expect(ask(attempts, times(11, cafe))).toEqual([...times(10, 0), 1])
    expect(ask(attempts, [at('hotel')])).toEqual([0])
  })

  it('has at most fifty known addresses, the latest ones', () => {
    const attempts = noAttempts()
    for (let index = 0; index <= 50; index += 1) {
      succeed(attempts, at(`hotel ${index}`), { remember: true, now: start + index })
    }
    expect([...attempts.known.keys()].slice(0, 1)).toEqual(['hotel 1'])
  })
})

describe('an attempt without a result', () => {
  it('is not counted', () => {
    const attempts = noAttempts()
    for (let index = 0; index < 50; index += 1) {
      expect(reserve(attempts, cafe, start)).toBe(0)
      release(attempts, cafe, start)
    }
  })

  it('causes no second wait', () => {
    const attempts = underAttack()
    const wait = reserve(attempts, cafe, start)
    for (let index = 0; index < 5; index += 1) {
      expect(reserve(attempts, cafe, start + wait)).toBe(0)
      release(attempts, cafe, start + wait)
    }
  })
})

describe('the record of an account', () => {
  it('is deleted: failures within hours, addresses after thirty days', () => {
    const attempts = underAttack()
    reserve(attempts, cafe, start)
    let now = start
    const moments: number[] = []
    for (let next = forget(attempts, now); next !== undefined; next = forget(attempts, now)) {
      now = next
      moments.push(now - start)
    }
    expect(moments[0]).toBeLessThan(60 * minute)
    expect(moments.at(-1)).toBe(30 * day)
    expect(attempts).toEqual({
      unknown: expect.objectContaining({ failures: 0 }),
      known: new Map(),
    })
  })

  it('is empty if nothing failed', () => {
    expect(forget(noAttempts(), start)).toBeUndefined()
  })
})
