// The browser completes tasks before the server does, and must get the same result: domain/next-occurrence.ts against
// app.complete_task.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completed } from '../domain/recurrence/next-occurrence.ts'
import { day, rule } from '../domain/recurrence/testing/cases.ts'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { signUp } from '../testing/people.ts'
import type { Task } from './schema.ts'

type Due = Pick<
  Task,
  'due_date' | 'due_at' | 'due_timezone' | 'recurrence' | 'recurrence_from' | 'completed_at'
>

/** Clock changes; none of these will have passed for a century. */
const changes = [
  ['Europe/Berlin', '2127-03-30T01:00Z'],
  ['Europe/Berlin', '2127-10-26T01:00Z'],
  ['America/New_York', '2127-03-09T07:00Z'],
  ['America/New_York', '2127-11-02T06:00Z'],
  ['Australia/Lord_Howe', '2127-04-05T15:00Z'],
  ['Australia/Lord_Howe', '2127-10-04T15:30Z'],
] as const
const zone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
  'Asia/Kathmandu',
  'UTC',
)

const often = fc.constantFrom(
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=2',
  'FREQ=WEEKLY',
  'FREQ=DAILY;COUNT=3',
)

/** Due some days before or after a clock change, at about the same time of day. */
const nearChange = fc
  .tuple(
    fc.constantFrom(...changes),
    fc.constantFrom(-7, -2, -1, -1, 0, 1),
    fc.integer({ min: -150, max: 150 }),
    often,
  )
  .map(([[due_timezone, change], days, minutes, recurrence]) => ({
    due_date: null,
    due_at: new Date(Date.parse(change) + days * 86_400_000 + minutes * 60_000).toISOString(),
    due_timezone,
    recurrence,
  }))

/** The first and last hours that the API accepts. */
const nearEnds = fc.record({
  due_date: fc.constant(null),
  due_at: fc
    .tuple(
      fc.constantFrom('0001-01-01T00:00:00.000Z', '9999-12-30T00:00:00.000Z'),
      fc.nat(2 * 86_400_000 - 1),
    )
    .map(([start, milliseconds]) => new Date(Date.parse(start) + milliseconds).toISOString()),
  due_timezone: zone,
  recurrence: fc.oneof(often, rule),
})
const anyTime = fc
  .record({ day, milliseconds: fc.nat(86_399_999), due_timezone: zone, recurrence: rule })
  .map(({ day, milliseconds, ...rest }) => ({
    ...rest,
    due_date: null,
    due_at: new Date(Date.parse(day) + milliseconds).toISOString(),
  }))
const anyDate = fc.record({
  due_date: day,
  due_at: fc.constant(null),
  due_timezone: fc.constant(null),
  recurrence: fc.option(rule, { freq: 20 }),
})
const dueTask: fc.Arbitrary<Due> = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: nearChange }, nearEnds, anyTime, anyDate),
    fc.constantFrom('due' as const, 'due' as const, 'completed' as const),
  )
  .map(([task, recurrence_from]) => ({ ...task, recurrence_from, completed_at: null }))

describe('a task completed in the browser', () => {
  it('matches the database', async () => {
    const said = { done: 0, date: 0, instant: 0 }
    const tasks = fc.array(fc.record({ task: dueTask, timezone: zone }), {
      minLength: 2_000,
      maxLength: 2_000,
    })
    await fc.assert(
      fc.asyncProperty(tasks, async (all) => {
        // due_key and due_time as set by app.set_derived_columns.
        const rows = await sql`
          select done.due_date::text, app.format_instant(done.due_at) as due_at, done.due_timezone,
              done.recurrence, done.recurrence_from, app.format_instant(done.completed_at) as completed_at,
              app.format_instant(now()::timestamptz(3)) as now
            from jsonb_array_elements(${JSON.stringify(all)}::jsonb) with ordinality as a (o, place),
              jsonb_populate_record(null::public.tasks, o->'task') as given,
              lateral (select given.due_at at time zone given.due_timezone as local) as l,
              jsonb_populate_record(given, jsonb_build_object(
                'due_time', local::time, 'due_key', coalesce(local, given.due_date))) as task,
              app.complete_task(task, o->>'timezone') as done
            order by place`
        expect(rows).toHaveLength(all.length)
        const wrong = all.flatMap(({ task, timezone }, n) => {
          const { now, ...row } = rows[n] ?? {}
          const port = completed(task, { now: new Date(now), timezone })
          said[row.completed_at ? 'done' : row.due_at ? 'instant' : 'date'] += 1
          return isSame(port, row) ? [] : [{ task, timezone, port, row }]
        })
        expect(wrong).toEqual([])
      }),
      { numRuns: 2, endOnFailure: true },
    )
    expect(Math.min(...Object.values(said))).toBeGreaterThan(250)
  })

  it('matches the API', async () => {
    const { token } = await signUp()
    await fc.assert(
      fc.asyncProperty(
        fc.array(dueTask, { minLength: 50, maxLength: 50 }),
        zone,
        async (all, timezone) => {
          const operations = all.flatMap(({ completed_at: _, ...due }) => {
            const id = crypto.randomUUID()
            const body = { id, title: 'Water', ...due }
            return [
              { op: 'create', body },
              { op: 'complete', id, timezone },
            ]
          })
          const answer = await call('/api/v1/tasks/batch', { token, body: { operations } })
          expect(answer.status).toBe(200)
          const { results } = await answer.json<{ results: { resource: Task }[] }>()
          expect(results).toHaveLength(100)
          const wrong = all.flatMap((_, n) => {
            const [before, after] = results.slice(n * 2).map(({ resource }) => resource)
            if (!before || !after) throw new TypeError('a result is missing')
            const { updated_at, seq, version, completed_at } = after
            const now = new Date(completed_at ?? updated_at)
            const port = { ...completed(before, { now, timezone }), updated_at, seq, version }
            return isSame(port, after) ? [] : [{ before, after, port }]
          })
          expect(wrong).toEqual([])
        },
      ),
      { numRuns: 5, endOnFailure: true },
    )
  })
})

function isSame(one: object, other: object): boolean {
  const sorted = (object: object) => JSON.stringify(Object.entries(object).sort())
  return sorted(one) === sorted(other)
}
