// Ranks are made where their neighbours are, in the database: migrations/functions/rank.sql.
import { describe, expect, it } from 'vitest'
import { ranks, refusals } from '../domain/testing/rank-cases.ts'
import { sql } from '../testing/neon.ts'

const between = async (before: string | null, after: string | null): Promise<string> => {
  const [row] = await sql`select app.rank_between(${before}, ${after}) as rank`
  return row?.rank
}

/** A list that starts with `between(null, null)`; each further rank goes where `step`, an SQL expression, puts it. */
const grow = async (step: string, times: number): Promise<string[]> => {
  const [row] = await sql.query(
    `with recursive made (n, rank) as (
       select 1, app.rank_between(null, null)
       union all
       select n + 1, ${step} from made where n < $1
     )
     select array_agg(rank order by n) as ranks from made`,
    [times],
  )
  return row?.ranks
}

const isOrdered = (ranks: string[]) =>
  ranks.every((rank, n) => n === 0 || (ranks[n - 1] ?? '') < rank)
const longest = (ranks: string[]) => Math.max(...ranks.map((rank) => rank.length))

describe('ranks', () => {
  it('keep the order of 2 000 insertions at random places', async () => {
    const [, made] = await sql.transaction([
      sql`
        create function pg_temp.insert_anywhere() returns text[] language plpgsql as $$
        declare
          ranks text[] := '{}';
          place integer;
        begin
          for n in 0..1999 loop
            place := floor(random() * (n + 1));
            ranks := ranks[:place] || app.rank_between(ranks[place], ranks[place + 1])
              || ranks[place + 1:];
          end loop;
          return ranks;
        end
        $$`,
      sql`select pg_temp.insert_anywhere() as ranks`,
    ])
    const ranks: string[] = made?.[0]?.ranks
    expect(ranks).toHaveLength(2_000)
    expect(isOrdered(ranks)).toBe(true)
    expect(ranks.filter((rank) => rank.endsWith('0'))).toEqual([])
    expect(longest(ranks)).toBeLessThan(12)
  })

  it('stay short over 10 000 of them at either end', async () => {
    const appended = await grow('app.rank_between(rank, null)', 10_000)
    expect(appended).toHaveLength(10_000)
    expect(isOrdered(appended)).toBe(true)
    expect(longest(appended)).toBe(4)
    const prepended = await grow('app.rank_between(null, rank)', 10_000)
    expect(isOrdered(prepended.reverse())).toBe(true)
    expect(longest(prepended)).toBe(4)
  })

  it.each([
    ['the newest and its right neighbour', "app.rank_between(rank, 'a2')"],
    ['its left neighbour and the newest', "app.rank_between('a1', nullif(rank, 'a1'))"],
  ])('fit 200 times between %s', async (_, step) => {
    const ranks = await grow(step, 200)
    expect(new Set(ranks)).toHaveProperty('size', 200)
    expect(longest(ranks)).toBeLessThan(45)
  })

  it.each(ranks)('between %s and %s is %s', async (before, after, rank) => {
    expect(await between(before, after)).toBe(rank)
  })

  it.each(refusals)('between %j and %j is refused: %s', async (before, after, message) => {
    await expect(between(before, after)).rejects.toMatchObject({ code: '22023', message })
  })
})
