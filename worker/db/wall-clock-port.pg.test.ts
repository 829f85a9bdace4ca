// Repeats go on by the wall clock in Postgres (`at time zone`), and before that in the browser: domain/wall-clock.ts
// against it, around changes of every zone from 2000 to 2040.
import { describe, expect, it } from 'vitest'
import { instantOf, localOf, zoneOf } from '../domain/wall-clock.ts'
import { sql } from '../testing/neon.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const [from, to] = [Date.UTC(2000, 0, 1), Date.UTC(2040, 0, 1)]

interface Change {
  name: string
  /** The first instant of the new offset. */
  at: number
  before: number
  after: number
}

/** The shortest time between two changes is that of Ramadan, in Morocco. */
function changesOf(name: string): Change[] {
  const { offset } = zoneOf(name)
  const changes: Change[] = []
  for (let start = from; start < to; start += 20 * day) {
    const [before, after] = [offset(start), offset(start + 20 * day)]
    if (before === after) continue
    let [low, high] = [start, start + 20 * day]
    while (high - low > 1_000) {
      const middle = Math.floor((low + high) / 2_000) * 1_000
      if (offset(middle) === before) low = middle
      else high = middle
    }
    changes.push({ name, at: high, before, after })
  }
  return changes
}

/** Wall clock times on both sides of a change, and all through what it skips or repeats. */
function timesAround({ at, before, after }: Change): number[] {
  const [low, high] = [Math.min(before, after), Math.max(before, after)]
  const shift = high - low
  return [
    at + low - day,
    at + low - minute,
    at + low,
    at + low + shift / 2,
    at + high - minute,
    at + high,
    at + high + hour,
    at + high + day,
  ].map((local) => Math.floor(local / 1_000) * 1_000)
}

const zones = Intl.supportedValuesOf('timeZone')
/** A third of them: of each zone springs and autumns in turn. */
const changes = zones.flatMap((name, n) => changesOf(name).filter((_, at) => (at + n) % 3 === 0))
const cases = changes.flatMap((change) =>
  timesAround(change).map((local) => ({ ...change, local })),
)

async function askPostgres(asked: { name: string; local: number; at: number }[]) {
  const answers = []
  for (let start = 0; start < asked.length; start += 20_000) {
    const rows = await sql`
      with asked as (
        select o->>'name' as name, timestamp 'epoch' + (o->>'local')::bigint * interval '1 ms' as local,
          to_timestamp((o->>'at')::bigint / 1000) as at, place
        from jsonb_array_elements(${JSON.stringify(asked.slice(start, start + 20_000))}::jsonb)
          with ordinality as a (o, place)
      )
      select (extract(epoch from local at time zone name) * 1000)::float8 as instant,
        (extract(epoch from at at time zone name) * 1000 - extract(epoch from at) * 1000)::float8 as after,
        (extract(epoch from (at - interval '1 s') at time zone name) * 1000
          - extract(epoch from at - interval '1 s') * 1000)::float8 as before
      from asked order by place`
    answers.push(...rows)
  }
  return answers as { instant: number; before: number; after: number }[]
}

describe('the wall clock', () => {
  it('is that of Postgres, where a repeated time is the later one', async () => {
    const known = new Set((await sql`select name from pg_timezone_names`).map(({ name }) => name))
    const asked = cases.filter(({ name }) => known.has(name))
    const rows = await askPostgres(asked)
    const wrong = new Set<string>()
    let compared = 0
    for (const [n, { name, local, before, after }] of asked.entries()) {
      const row = rows[n]
      // One has a newer edition of the zone data than the other: nothing that code could mend.
      if (row?.before !== before || row.after !== after) continue
      compared += 1
      const instant = instantOf(zoneOf(name), local, 'later')
      const shown = `${name} ${new Date(local).toISOString()}`
      if (instant !== row.instant) wrong.add(`${shown}: ${instant}, not ${row.instant}`)
    }
    expect([...wrong]).toEqual([])
    expect(compared).toBeGreaterThan(cases.length * 0.9)
  })

  it('comes back from every instant, but for the second time that it shows the same', () => {
    const counts = { skipped: 0, repeated: 0, once: 0 }
    for (const { name, at, before, after, local } of cases) {
      const zone = zoneOf(name)
      const first = instantOf(zone, local)
      const last = instantOf(zone, local, 'later')
      const [start, end] = [at + Math.min(before, after), at + Math.max(before, after)]
      const isNear = local >= start && local < end
      if (isNear && after > before) {
        counts.skipped += 1
        expect([name, local, first, last]).toEqual([name, local, local - before, local - before])
        expect(localOf(zone, first)).toBe(local + after - before)
        continue
      }
      expect([name, localOf(zone, first), localOf(zone, last)]).toEqual([name, local, local])
      if (isNear) counts.repeated += 1
      else counts.once += 1
      expect([name, local, last - first]).toEqual([name, local, isNear ? before - after : 0])
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(1_000)
  })
})
