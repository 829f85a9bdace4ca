// The browser makes ranks too, and must make the same: domain/rank.ts against app.rank_between.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { rankBetween } from '../domain/rank.ts'
import { sql } from '../testing/neon.ts'

interface Gap {
  before: string | null
  after: string | null
}

/** What the database says of each gap, in one statement. */
const ranksOf = async (gaps: Gap[]): Promise<string[]> => {
  const [, rows] = await sql.transaction([
    sql`
      create or replace function pg_temp.rank_of(gap jsonb) returns text language plpgsql as $$
      begin
        return app.rank_between(gap->>'before', gap->>'after');
      exception when invalid_parameter_value then
        return sqlerrm;
      end
      $$`,
    sql`
      select pg_temp.rank_of(gap) as rank
        from jsonb_array_elements(${JSON.stringify(gaps)}::jsonb) with ordinality as g (gap, place)
        order by place`,
  ])
  return (rows ?? []).map((row) => row.rank)
}

const portOf = ({ before, after }: Gap): string => {
  try {
    return rankBetween(before, after)
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
}

/** Only where the two differ, so that a failure is short. */
const differences = async (gaps: Gap[]) => {
  const ranks = await ranksOf(gaps)
  expect(ranks).toHaveLength(gaps.length)
  return gaps.flatMap((gap, n) => {
    const port = portOf(gap)
    return port === ranks[n] ? [] : [{ ...gap, port, database: ranks[n] }]
  })
}

const digits = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz']
const digit = fc.oneof(fc.constantFrom('0', '1', 'y', 'z'), fc.constantFrom(...digits))
const textOf = (maxLength: number) => fc.array(digit, { maxLength }).map((all) => all.join(''))

const sizeOf = (head: string) => {
  const value = digits.indexOf(head)
  return Math.max(value - 35, 36 - value)
}

/** Mostly well formed, with the heads at either end and in the middle the most. */
const rank = fc
  .record({
    head: fc.oneof(
      fc.constantFrom('A', 'B', 'Y', 'Z', 'a', 'b', 'y', 'z'),
      fc.constantFrom(...digits),
    ),
    integer: fc.oneof(
      fc.constantFrom('0', 'z').map((one) => one.repeat(26)),
      textOf(26),
    ),
    fraction: textOf(6),
    end: fc.constantFrom('1', 'V', 'z', '', '0', '-', 'é'),
    isWhole: fc.boolean(),
  })
  .map(({ head, integer, fraction, end, isWhole }) => {
    const whole = head + integer.padEnd(26, 'z').slice(0, sizeOf(head))
    return isWhole ? whole : whole + fraction + end
  })

/** Two ranks in any order, or such as have much in common. */
const gap: fc.Arbitrary<Gap> = fc.oneof(
  fc.record({ before: fc.option(rank), after: fc.option(rank) }),
  fc
    .tuple(rank, rank)
    .map(([one, other]) =>
      one < other ? { before: one, after: other } : { before: other, after: one },
    ),
  fc.tuple(rank, textOf(4), textOf(4)).map(([shared, one, other]) => {
    const [before, after] = [`${shared}${one}1`, `${shared}${other}1`].sort()
    return { before: before ?? null, after: after ?? null }
  }),
)

it('ranks between any two are those of the database, and so are the refusals', async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(gap, { minLength: 2_000, maxLength: 2_000 }), async (gaps) => {
      for (const one of gaps) {
        const said = portOf(one)
        const kind = said.includes(' ') ? said : 'a rank'
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
      }
      expect(await differences(gaps)).toEqual([])
    }),
    { numRuns: 5, endOnFailure: true },
  )
  expect(Math.min(...seen.values())).toBeGreaterThan(100)
  expect([...seen.keys()].sort()).toEqual(['a rank', 'malformed rank', 'ranks are not in order'])
})

it('ranks of a list that grows at random places are those of the database', async () => {
  const places = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 1_500,
    maxLength: 1_500,
  })
  await fc.assert(
    fc.asyncProperty(places, fc.boolean(), async (random, isAtOnePlace) => {
      const ranks: string[] = []
      const gaps: Gap[] = []
      for (const one of random) {
        const place = Math.floor((isAtOnePlace ? 0.5 + one / 100 : one) * (ranks.length + 1))
        const found = { before: ranks[place - 1] ?? null, after: ranks[place] ?? null }
        gaps.push(found)
        ranks.splice(place, 0, rankBetween(found.before, found.after))
      }
      expect(await differences(gaps)).toEqual([])
      expect(ranks.every((each, n) => n === 0 || (ranks[n - 1] ?? '') < each)).toBe(true)
    }),
    { numRuns: 4, endOnFailure: true },
  )
})
