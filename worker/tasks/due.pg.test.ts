// Due dates: a date, or an instant in a zone; never both, never half.
import { describe, expect, it } from 'vitest'
import { TimeZone } from '../domain/time-zone.ts'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task } from './schema.ts'

const create = ({ token }: Person, body: object) =>
  call('/api/v1/tasks', { token, body: { title: 'Call', ...body } })
const berlin = { due_at: '2026-12-24T17:00:00+01:00', due_timezone: 'Europe/Berlin' }

const pointers = async (answer: Response) => {
  const { status, errors = [] } = await answer.json<{
    status: number
    errors?: { pointer: string }[]
  }>()
  return [status, ...errors.map(({ pointer }) => pointer)]
}

describe('an instant', () => {
  it('is returned in UTC with milliseconds, whatever offset was sent', async () => {
    const ada = await signUp()
    expect(await (await create(ada, berlin)).json()).toMatchObject({
      due_at: '2026-12-24T16:00:00.000Z',
      due_timezone: 'Europe/Berlin',
      due_date: null,
    })
  })

  it.each([
    ['without a zone', { due_at: berlin.due_at }, '/due_timezone'],
    ['that is only a zone', { due_timezone: 'Europe/Berlin' }, '/due_timezone'],
    ['together with a day', { ...berlin, due_date: '2026-12-24' }, '/due_at'],
    ['of no zone that there is', { ...berlin, due_timezone: 'Europe/Atlantis' }, '/due_timezone'],
    ['of an offset for a zone', { ...berlin, due_timezone: '+01:00' }, '/due_timezone'],
    ['without an offset', { ...berlin, due_at: '2026-12-24T17:00:00' }, '/due_at'],
    ['that does not exist', { ...berlin, due_at: '2026-02-30T17:00:00Z' }, '/due_at'],
    ['finer than milliseconds', { ...berlin, due_at: '2026-12-24T17:00:00.1234Z' }, '/due_at'],
    ['before the year 1', { ...berlin, due_at: '0001-01-01T00:00:00+14:00' }, '/due_at'],
    ['called infinity', { ...berlin, due_at: 'infinity' }, '/due_at'],
  ])('%s is refused', async (_, due, pointer) => {
    expect(await pointers(await create(await signUp(), due))).toEqual([422, pointer])
  })

  it.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])(
    '%s is accepted',
    async (due_at) => {
      const ada = await signUp()
      for (const due_timezone of ['Pacific/Kiritimati', 'Etc/GMT+12']) {
        const answer = await create(ada, { due_at, due_timezone })
        expect(Date.parse((await answer.json<Task>()).due_at ?? '')).toBe(Date.parse(due_at))
      }
    },
  )
})

describe('a time zone', () => {
  const zoned = async (due_timezone: string) => create(await signUp(), { ...berlin, due_timezone })

  it.each([
    ...['EST5EDT', 'Etc/GMT+3', 'UTC', 'Asia/Kolkata', 'America/Indiana/Knox'],
    ...['Asia/Calcutta', 'Europe/Kyiv', 'Etc/GMT+5', 'America/Coyhaique'],
  ])('may be %s', async (name) => {
    expect(await (await zoned(name)).json()).toMatchObject({ due_timezone: name })
  })

  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['EUROPE/BERLIN', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['Utc', 'UTC'],
    ['etc/gmt+5', 'Etc/GMT+5'],
    ['asia/calcutta', 'Asia/Calcutta'],
    ['AMERICA/PORT-AU-PRINCE', 'America/Port-au-Prince'],
  ])('sent as %s is returned as %s', async (sent, name) => {
    expect(await (await zoned(sent)).json()).toMatchObject({ due_timezone: name })
  })

  it('is spelled as in Postgres, whatever case was sent', async () => {
    const names = await sql`select name from pg_timezone_names where name !~ '^(posix|right)/'`
    const wrong = names.flatMap(({ name }) => {
      const [meant, ...others] = [name, name.toLowerCase(), name.toUpperCase()].map(
        (text) => TimeZone.safeParse(text).data,
      )
      return others.every((other) => other === meant) &&
        (!meant || meant === name || name.length === 3)
        ? []
        : [[name, meant, ...others]]
    })
    expect(names.length).toBeGreaterThan(500)
    expect(wrong).toEqual([])
  })

  it.each([
    'posix/Europe/Berlin',
    'right/Europe/Berlin',
    'UTC+3',
    'GMT+3',
    '<+03>-3',
    'IST',
    'CST',
    'pst',
    'localtime',
    'Factory',
    'FACTORY',
    '+02:00',
    'PST',
    'W. Europe Standard Time',
    'posixrules',
    'Europe/Berlin\0',
    'Europe/../Europe/Berlin',
    '../etc/passwd',
    'Europe/Berlin ',
    "'",
    'x'.repeat(65),
  ])('may not be %j', async (name) => {
    expect(await pointers(await zoned(name))).toEqual([422, '/due_timezone'])
  })

  it.each([
    ['CET', 'Europe/Brussels'],
    ['eet', 'Europe/Athens'],
  ])('%s, which Postgres reads as one without daylight saving, is %s', async (name, meant) => {
    const ada = await signUp()
    const due = { due_at: '2126-03-30T09:00:00Z', due_timezone: name, recurrence: 'FREQ=DAILY' }
    const { id, due_timezone } = await (await create(ada, due)).json<Task>()
    expect(due_timezone).toBe(meant)
    const path = `/api/v1/tasks/${id}/complete`
    // Daylight saving has begun: the same time of day is an hour earlier.
    expect(await (await call(path, { method: 'POST', token: ada.token })).json()).toMatchObject({
      due_at: '2126-03-31T08:00:00.000Z',
    })
  })

  it('of one word means the same to the Worker as to Postgres, which knows abbreviations', async () => {
    const names = await sql`
      select name, extract(epoch from utc_offset)::int / 60 as minutes, now() from pg_timezone_names
        where name !~ '/'`
    const wrong = names.filter(({ name, minutes, now }) => {
      const parsed = TimeZone.safeParse(name)
      return parsed.success && parsed.data === name && offset(name, now) !== minutes
    })
    expect(names.length).toBeGreaterThan(30)
    expect(wrong).toEqual([])
  })

  const offset = (timeZone: string, at: Date) => {
    const text = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(at)
    const [, sign, hours, minutes = 0] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? []
    return (Number(hours ?? 0) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  }
})

describe('a patch', () => {
  it.each([
    ['a day to an instant', berlin, { due_date: '2026-12-24' }, '/due_at'],
    ['half an instant away', berlin, { due_at: null }, '/due_timezone'],
    ['the zone away', berlin, { due_timezone: null }, '/due_timezone'],
    ['an instant to a day', { due_date: '2026-12-24' }, berlin, '/due_at'],
  ])('that would put %s is refused, and nothing is lost', async (_, due, patch, pointer) => {
    const ada = await signUp()
    const task = await (await create(ada, due)).json<Task>()
    const path = `/api/v1/tasks/${task.id}`
    const refused = await call(path, { method: 'PATCH', token: ada.token, body: patch })
    expect(await pointers(refused)).toEqual([422, pointer])
    expect(await (await call(path, { token: ada.token })).json()).toEqual(task)
  })

  it('replaces a date with an instant, and removes either', async () => {
    const ada = await signUp()
    const { id } = await (await create(ada, { due_date: '2026-12-24' })).json<Task>()
    const patch = async (body: object) =>
      await (
        await call(`/api/v1/tasks/${id}`, { method: 'PATCH', token: ada.token, body })
      ).json<Task>()
    expect(await patch({ due_date: null, ...berlin })).toMatchObject({ due_date: null, version: 2 })
    expect(await patch({ due_timezone: 'Asia/Tokyo' })).toMatchObject({
      due_at: '2026-12-24T16:00:00.000Z',
      due_timezone: 'Asia/Tokyo',
    })
    expect(await patch({ due_at: null, due_timezone: null })).toMatchObject({ due_at: null })
  })
})

it('every time zone that the Worker accepts exists in Postgres', async () => {
  const ada = await signUp()
  const known = await sql`select name from pg_timezone_names`
  const names = new Set(known.map(({ name }) => name))
  const strange = Intl.supportedValuesOf('timeZone').filter((name) => !names.has(name))
  for (const due_timezone of strange.slice(0, 20)) {
    const answer = await create(ada, { due_at: berlin.due_at, due_timezone })
    expect([201, 422]).toContain(answer.status)
  }
  expect(names.has('Europe/Berlin')).toBe(true)
})
