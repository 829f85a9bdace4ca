import { describe, expect, it } from 'vitest'
import { rankBetween } from './rank.ts'

describe('a rank', () => {
  it.each([
    [null, null, 'a1'],
    ['a1', null, 'a2'],
    [null, 'a1', 'Zz'],
    ['a1', 'a1V', 'a1F'],
    ['a1', 'a11', 'a10V'],
    ['a1V', 'a2', 'a1k'],
    ['az', 'b01V', 'b01'],
    ['b0z', 'b10V', 'b0zV'],
    ['Zz', 'a1', 'ZzV'],
    [null, `A${'0'.repeat(25)}1`, `A${'0'.repeat(26)}V`],
    [`z${'z'.repeat(26)}`, null, `z${'z'.repeat(26)}V`],
  ])('between %s and %s is %s', (before, after, rank) => {
    expect(rankBetween(before, after)).toBe(rank)
  })

  it.each([
    ['a2', 'a1', 'ranks are not in order'],
    ['a1', 'a1', 'ranks are not in order'],
    ['a1', 'Z1', 'ranks are not in order'],
    ['', null, 'malformed rank'],
    ['a', null, 'malformed rank'],
    ['b1', null, 'malformed rank'],
    ['a10', null, 'malformed rank'],
    ['a1\n', null, 'malformed rank'],
    ['aé', null, 'malformed rank'],
    [null, '0a1', 'malformed rank'],
  ])('between %j and %j is refused: %s', (before, after, message) => {
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
