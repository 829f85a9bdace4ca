// Other programs show the same calendar as Duly: for random series, postponed at random, each date matches what
// completing the task would give.
import { randomUUID } from 'node:crypto'
import { neon, neonConfig } from '@neondatabase/serverless'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import '../testing/provided.ts'
import { hasPython, icalJs, nodeIcalReader, pythonReader, type Reader } from './calendar-readers.ts'
import { type Person, signUp } from './client.ts'

const last = '2029-12-31'
const { DATABASE_URL = '', NEON_ENDPOINT } = inject('settings')
if (NEON_ENDPOINT) neonConfig.fetchEndpoint = `${NEON_ENDPOINT}/sql`
const sql = neon(DATABASE_URL, { disableWarningInBrowsers: true })

interface Series {
  id: string
  recurrence: string
  /** Local, as 18:30, with its zone; null for all day. */
  at: { time: string; zone: string } | null
  due: string
  postponedTo: string
}

const day = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
const inOrder = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const monthDay = fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: 31 }))
const pattern = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('DAILY', 'MONTHLY', 'YEARLY').map((name) => [name, '']) },
  {
    weight: 3,
    arbitrary: fc.subarray(inOrder, { minLength: 1 }).map((days) => ['WEEKLY', `;BYDAY=${days}`]),
  },
  { weight: 2, arbitrary: monthDay.map((n) => ['MONTHLY', `;BYMONTHDAY=${n}`]) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1), weekday)
      .map(([n, name]) => ['MONTHLY', `;BYDAY=${n}${name}`]),
  },
)
const end = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 12 }).map((count) => `;COUNT=${count}`),
  day.map((until) => `;UNTIL=${until.replaceAll('-', '')}`),
)
/** At hours that no clock of these zones skips. */
const at = fc.record({
  time: fc.integer({ min: 5 * 60, max: 24 * 60 - 1 }).map((minute) => clock(minute)),
  zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata'),
})
const clock = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

const series: fc.Arbitrary<Series> = fc
  .record({
    pattern,
    end,
    at: fc.option(at),
    due: day,
    interval: fc.integer({ min: 1, max: 3 }),
    by: fc.integer({ min: -20, max: 40 }),
  })
  .map(({ pattern: [frequency, by], end, at, due, interval, ...postponed }) => ({
    id: randomUUID(),
    recurrence: `FREQ=${frequency}${interval > 1 ? `;INTERVAL=${interval}` : ''}${by}${end}`,
    at,
    due,
    postponedTo: new Date(Date.parse(due) + postponed.by * 86_400_000).toISOString().slice(0, 10),
  }))

/** The day, or the instant of its local time, which is unique because no clock skips it. */
const when = ({ at }: Series, day: string) =>
  at ? { due_at: instant(at, day), due_timezone: at.zone } : { due_date: day }
function instant({ time, zone }: { time: string; zone: string }, day: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, dateStyle: 'short', timeStyle: 'short' },
  })
  const utc = Date.parse(`${day}T${time}Z`)
  const offsets = Array.from({ length: 27 * 4 }, (_, n) => (n - 12 * 4) * 15)
  const found = offsets
    .map((minutes) => new Date(utc - minutes * 60_000))
    .find((date) => format.format(date) === `${day} ${time}`)
  return (found ?? new Date(Number.NaN)).toISOString().replace('.000', '')
}

/** From the current due date of each, continued by completing it day by day. */
async function expectedOf(all: readonly Series[]): Promise<Map<string, string[]>> {
  const rows = await sql`
    with recursive given as (
      select o->>'id' as id, o->>'recurrence' as rule, (o->>'postponedTo')::date as day,
          (o#>>'{at,time}')::time as time, o#>>'{at,zone}' as zone
        from jsonb_array_elements(${JSON.stringify(all)}::jsonb) o
    ), steps as (
      select id, day, rule, time, zone from given
      union all
      select s.id, n.day, n.rule, s.time, s.zone
        from steps s, app.next_occurrence(s.rule, s.day, null) n
        where n.day <= ${last}::date + 2
    )
    select id, coalesce(
        to_char((day + time) at time zone zone at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), day::text) as start
      from steps order by 2`
  const found = new Map<string, string[]>(all.map(({ id }) => [id, []]))
  for (const { id, start } of rows) if (start.slice(0, 10) <= last) found.get(id)?.push(start)
  return found
}

async function send({ token }: Person, method: string, path: string, body?: object) {
  const answer = await fetch(`${inject('apiUrl')}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

async function made(person: Person, all: readonly Series[]): Promise<void> {
  for (let from = 0; from < all.length; from += 50) {
    const some = all.slice(from, from + 50)
    const creates = some.map((one) => {
      const { id, recurrence } = one
      return { op: 'create', body: { id, title: id, recurrence, ...when(one, one.due) } }
    })
    const updates = some.map((one) => ({
      ...{ op: 'update', id: one.id, body: when(one, one.postponedTo) },
    }))
    await send(person, 'POST', '/tasks/batch', { operations: [...creates, ...updates] })
  }
}

const moved = (recurrence: string, due: string, postponedTo: string): Series => ({
  ...{ id: randomUUID(), recurrence, at: null, due, postponedTo },
})
const gym = moved('FREQ=WEEKLY;BYDAY=MO,FR;COUNT=5', '2027-01-04', '2027-01-02')
const tuesdays = moved('FREQ=MONTHLY;BYDAY=2TU;COUNT=4', '2027-01-12', '2027-01-02')
/** Most months have no 31st, and most years no 29 February: a reader may wrongly show the day before. */
const rare = ['FREQ=MONTHLY', 'FREQ=MONTHLY;INTERVAL=2;COUNT=3', 'FREQ=YEARLY'].flatMap((rule) =>
  [null, { time: '10:00', zone: 'Pacific/Auckland' }].flatMap((at) =>
    ['2027-12-31', '2027-12-30', '2028-02-29'].map((day) => ({ ...moved(rule, day, day), at })),
  ),
)
const seed = Date.now()
const all = [gym, tuesdays, ...rare, ...fc.sample(series, { numRuns: 300, seed })]
let ada: Person
let feed: string
let todos: string
let expected: Map<string, string[]>
beforeAll(async () => {
  ada = await signUp(inject('apiUrl'))
  await made(ada, all)
  expected = await expectedOf(all)
  const token = await send(ada, 'POST', '/tokens', { name: 'Calendar', scopes: ['feed:read'] })
  feed = await (await fetch((await token.json()).feed_url)).text()
  todos = await (await send(ada, 'GET', '/export?format=ics')).text()
})

/** Everything that has the task's id. */
function startsOf(read: Reader, text: string) {
  const found = read(text, last)
  return ({ id }: Series) => [...(found.get(id) ?? []), ...(found.get(`${id}-moved`) ?? [])].sort()
}

const readers: [string, Reader][] = [
  ['ical.js', icalJs],
  ['node-ical', nodeIcalReader],
  ...(hasPython ? [['icalendar and dateutil', pythonReader] satisfies [string, Reader]] : []),
]

describe.each(readers)('%s', (name, read) => {
  it('shows the date to which a task was moved, and its series after that', () => {
    const shown = startsOf(read, feed)
    expect(shown(gym)).toEqual([
      '2027-01-02',
      '2027-01-04',
      '2027-01-08',
      '2027-01-11',
      '2027-01-15',
    ])
    expect(shown(tuesdays)).toEqual(['2027-01-02', '2027-01-12', '2027-02-09', '2027-03-09'])
  })

  it('shows the dates that Duly continues to, for series postponed at random', () => {
    const texts = name === 'node-ical' ? [feed] : [feed, todos]
    for (const text of texts) {
      const shown = startsOf(read, text)
      const wrong = all.flatMap((one) => {
        const [is, should] = [shown(one), expected.get(one.id)]
        return JSON.stringify(is) === JSON.stringify(should) ? [] : [{ seed, one, is, should }]
      })
      expect(wrong.slice(0, 1)).toEqual([])
    }
  })
})

it('enough of the series were moved off their rule to be meaningful', () => {
  expect(feed.match(/-moved\r$/gm)?.length).toBeGreaterThan(60)
  expect(feed.match(/^BEGIN:VEVENT/gm)?.length).toBeGreaterThan(all.length)
})
