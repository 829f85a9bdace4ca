// The database computes the next occurrence, in the statement that needs it: migrations/functions/recurrence.sql.
import * as fc from 'fast-check'
import { RRule } from 'rrule'
import { describe, expect, it } from 'vitest'
import { sql } from '../../testing/neon.ts'

interface Series {
  rule: string
  start: string
  after: string | null
}

/** For each `2026-01-31 FREQ=…`: the next day and the remaining rule; null if the series has ended. */
const next = async (series: Series[]): Promise<(string | null)[]> => {
  const rows = await sql`
    select n.day::text || ' ' || n.rule as next
      from jsonb_array_elements(${JSON.stringify(series)}::jsonb) with ordinality as s (o, place),
        app.next_occurrence(o->>'rule', (o->>'start')::date, (o->>'after')::date) as n
      order by place`
  return rows.map((row) => row.next)
}

const anyDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-12-31'), noInvalidDate: true })
  .map(isoDay)
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const monthDay = fc.oneof(
  fc.constant(-1),
  fc.integer({ min: 1, max: 31 }),
  fc.integer({ min: 28, max: 31 }),
)

/** FREQ, and what follows INTERVAL. */
const anyPattern = fc.oneof(
  fc
    .constantFrom('FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=MONTHLY', 'FREQ=YEARLY')
    .map((freq) => [freq, '']),
  fc.subarray(weekdays, { minLength: 1 }).map((days) => ['FREQ=WEEKLY', `;BYDAY=${days}`]),
  monthDay.map((n) => ['FREQ=MONTHLY', `;BYMONTHDAY=${n}`]),
  fc
    .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1), fc.constantFrom(...weekdays))
    .map(([n, weekday]) => ['FREQ=MONTHLY', `;BYDAY=${n}${weekday}`]),
)

const anyEnd = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 70 }).map((count) => `;COUNT=${count}`),
  anyDay.map((day) => `;UNTIL=${day.replaceAll('-', '')}`),
)

/** After some day near one of the first 50 occurrences. */
const anySeries: fc.Arbitrary<Series> = fc
  .record({
    pattern: anyPattern,
    interval: fc.oneof(
      fc.constant(1),
      fc.integer({ min: 2, max: 13 }),
      fc.integer({ min: 2, max: 999 }),
    ),
    end: anyEnd,
    start: anyDay,
    passed: fc.integer({ min: 0, max: 50 }),
    shift: fc.integer({ min: -3, max: 3 }),
  })
  .map(({ pattern: [frequency, by], interval, end, start, passed, shift }) => {
    const rule = `${frequency}${interval > 1 ? `;INTERVAL=${interval}` : ''}${by}${end}`
    const near = daysByRrule(rule, start).at(passed) ?? start
    return { rule, start, after: isoDay(new Date(Date.parse(near) + shift * 86_400_000)) }
  })

/** The start and about 60 following days, regardless of where the rule ends. */
function daysByRrule(rule: string, start: string): string[] {
  const options = RRule.parseString(rule.replace(/;(COUNT|UNTIL)=.*/, ''))
  const days = new RRule({ ...options, dtstart: new Date(start), count: 60 }).all().map(isoDay)
  return [start, ...days.filter((day) => day > start)]
}

function nextByRrule({ rule, start, after }: Series): string | null {
  const days = daysByRrule(rule, start)
  const place = days.findIndex((day) => day > start && day > (after ?? ''))
  const day = days[place]
  const [, count] = /COUNT=(\d+)/.exec(rule) ?? []
  const [, until] = /UNTIL=(\d+)/.exec(rule) ?? []
  if (!day || place >= Number(count) || day.replaceAll('-', '') > (until ?? '99991231')) return null
  return `${day} ${rule.replace(/COUNT=\d+/, `COUNT=${Number(count) - place}`)}`
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}

describe('the occurrence after', () => {
  it.each([
    ['FREQ=DAILY', '2026-02-28', null, '2026-03-01'],
    ['FREQ=DAILY', '2026-01-05', '2026-01-01', '2026-01-06'],
    ['FREQ=DAILY;INTERVAL=3', '2026-01-01', '2026-01-08', '2026-01-10'],
    ['FREQ=WEEKLY', '2026-11-24', null, '2026-12-01'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU', '2026-11-24', null, '2026-11-29'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU', '2026-11-24', '2026-11-29', '2026-12-07'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU', '2026-11-24', '2026-12-02', '2026-12-07'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '2026-11-29', null, '2026-12-07'],
    ['FREQ=MONTHLY', '2026-01-31', null, '2026-03-31'],
    ['FREQ=MONTHLY', '2026-01-31', '2026-03-31', '2026-05-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-31', null, '2026-02-28'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2024-01-31', null, '2024-02-29'],
    ['FREQ=MONTHLY;BYMONTHDAY=15', '2026-01-10', null, '2026-01-15'],
    ['FREQ=MONTHLY;BYMONTHDAY=15', '2026-01-20', null, '2026-02-15'],
    ['FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15', '2026-01-20', null, '2026-03-15'],
    ['FREQ=MONTHLY;BYDAY=2TU', '2026-11-10', null, '2026-12-08'],
    ['FREQ=MONTHLY;BYDAY=5MO', '2026-11-30', null, '2027-03-29'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-24', null, '2026-11-27'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-24', '2026-11-27', '2026-12-25'],
    ['FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31', '2026-04-30', null, null],
    ['FREQ=YEARLY', '2026-12-24', null, '2027-12-24'],
    ['FREQ=YEARLY', '2024-02-29', null, '2028-02-29'],
    ['FREQ=YEARLY', '2096-02-29', null, '2104-02-29'],
    ['FREQ=YEARLY;INTERVAL=3', '2024-02-29', null, '2036-02-29'],
    ['FREQ=YEARLY;INTERVAL=100', '2000-02-29', null, '2400-02-29'],
    ['FREQ=WEEKLY;UNTIL=20261201', '2026-11-24', null, '2026-12-01'],
    ['FREQ=WEEKLY;UNTIL=20261130', '2026-11-24', null, null],
    ['FREQ=WEEKLY;BYDAY=MO', '0001-01-01', null, '0001-01-08'],
    ['FREQ=DAILY', '0001-01-01', '9999-12-30', '9999-12-31'],
    ['FREQ=DAILY', '0001-01-01', '9999-12-31', null],
    ['FREQ=YEARLY;INTERVAL=999', '9999-01-01', null, null],
  ])('%s from %s, after %s, is %s', async (rule, start, after, day) => {
    expect(await next([{ rule, start, after }])).toEqual([day && `${day} ${rule}`])
  })

  it.each([
    ['FREQ=DAILY;COUNT=3', '2026-01-01', null, '2026-01-02', 2],
    ['FREQ=DAILY;COUNT=3', '2026-01-01', '2026-01-02', '2026-01-03', 1],
    ['FREQ=DAILY;COUNT=3', '2026-01-01', '2026-01-03', null, 0],
    ['FREQ=DAILY;COUNT=1', '2026-01-01', null, null, 0],
    ['FREQ=WEEKLY;BYDAY=MO;COUNT=3', '2026-11-24', '2026-11-30', '2026-12-07', 1],
    ['FREQ=WEEKLY;BYDAY=MO;COUNT=3', '2026-11-24', '2026-12-07', null, 0],
    ['FREQ=MONTHLY;COUNT=4', '2026-01-31', '2026-03-31', '2026-05-31', 2],
    ['FREQ=MONTHLY;BYMONTHDAY=10;COUNT=3', '2026-01-20', '2026-02-10', '2026-03-10', 1],
    ['FREQ=MONTHLY;BYMONTHDAY=20;COUNT=3', '2026-01-10', '2026-01-20', '2026-02-20', 1],
    ['FREQ=YEARLY;COUNT=9', '2096-02-29', '2104-02-29', '2108-02-29', 7],
  ])('%s from %s, after %s, is %s, with %i left', async (rule, start, after, day, left) => {
    const expected = day && `${day} ${rule.replace(/COUNT=\d+/, `COUNT=${left}`)}`
    expect(await next([{ rule, start, after }])).toEqual([expected])
  })

  it('matches another implementation', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anySeries, { minLength: 60, maxLength: 60 }), async (series) => {
        expect(await next(series)).toEqual(series.map(nextByRrule))
      }),
      { numRuns: 10 },
    )
  })

  it.each([
    ['FREQ=MONTHLY;BYDAY=5MO;COUNT=999', '1000-02-01'],
    ['FREQ=MONTHLY;INTERVAL=12;BYDAY=5MO;COUNT=999', '0001-02-01'],
    ['FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31;COUNT=999', '0001-02-01'],
    ['FREQ=YEARLY;INTERVAL=4;COUNT=999', '1904-02-29'],
    ['FREQ=WEEKLY;INTERVAL=3;BYDAY=WE,SA;COUNT=999', '1999-12-31'],
  ])('%s is the same in one jump as in single steps', async (rule, start) => {
    const [row] = await sql`
      with recursive steps (day, rule) as (
        select ${start}::date, ${rule}
        union all
        select n.day, n.rule
          from steps s, app.next_occurrence(s.rule, s.day, null) as n
          where n.day is not null
      )
      select count(*)::int as steps,
          count(*) filter (where jump.day is distinct from s.day or jump.rule is distinct from s.rule)::int as wrong
        from steps s, app.next_occurrence(${rule}, ${start}, s.day - 1) as jump
        where s.day > ${start}`
    expect(row).toMatchObject({ wrong: 0 })
    expect(row?.steps).toBeGreaterThan(300)
  })

  it('is found at once, however far away', async () => {
    const rules = [
      'DAILY',
      'WEEKLY;BYDAY=SU',
      'MONTHLY;BYDAY=5MO',
      'MONTHLY;INTERVAL=12;BYMONTHDAY=31',
    ]
    const series = rules.flatMap((rule) =>
      Array.from({ length: 25 }, () => ({
        rule: `FREQ=${rule};COUNT=999`,
        start: '0001-02-01',
        after: '9990-01-01',
      })),
    )
    const began = performance.now()
    expect(new Set(await next(series))).toEqual(new Set([null]))
    expect((performance.now() - began) / series.length).toBeLessThan(20)
  })
})
