import { describe, expect, it } from 'vitest'
import { rankBetween } from './rank.ts'
import { ranks, refusals } from './testing/rank-cases.ts'

describe('a rank', () => {
  it.each(ranks)('between %s and %s is %s', (before, after, rank) => {
    expect(rankBetween(before, after)).toBe(rank)
  })

  it.each(refusals)('between %j and %j is refused: %s', (before, after, message) => {
    expect(() => rankBetween(before, after)).toThrow(new RangeError(message))
  })

  it('stays short after 10,000 of them at either end', () => {
    let [last, first] = ['a1', 'a1']
    for (let n = 0; n < 10_000; n += 1) {
      const [next, previous] = [rankBetween(last, null), rankBetween(null, first)]
      expect(next > last && previous < first).toBe(true)
      last = next
      first = previous
    }
    expect([last.length, first.length]).toEqual([4, 4])
  })
})
