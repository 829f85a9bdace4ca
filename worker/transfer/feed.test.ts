// The address is the calendar's only key.
import { exports } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { call, origin } from '../testing/call.ts'
import { file, imported, tokenWith } from '../testing/files.ts'
import { control, sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import { readCalendar, textOf } from './testing/calendar.ts'

const id = () => crypto.randomUUID()
let ada: Person
let feed: { id: string; token: string; feed_url?: string }
beforeEach(async () => {
  ada = await signUp()
  feed = await tokenWith(ada, ['feed:read'])
})
const pathOf = ({ token }: { token: string }) => `/api/v1/feed/${token}.ics`
const unknown = async (path: string) => {
  const answer = await call(path)
  return [answer.status, (await answer.text()).replace(/"request_id":"[^"]+"/, '')]
}
const notFound = [404, expect.stringContaining('"code":"not_found"')]

describe('a calendar', () => {
  it('has the open tasks with a due date, and no others', async () => {
    const tasks = [
      { title: 'On a day', due_date: '2026-12-24', recurrence: 'FREQ=YEARLY' },
      { title: 'At an hour', due_at: '2026-12-24T17:00:00Z', due_timezone: 'Europe/Berlin' },
      { title: 'Undated' },
      { title: 'Done', due_date: '2026-12-24', completed_at: '2026-01-01T00:00:00Z' },
      { title: 'Gone', due_date: '2026-12-24', deleted_at: '2026-01-01T00:00:00Z' },
    ]
    await imported(ada, file(tasks.map((task) => ({ id: id(), ...task }))))
    const answer = await call(new URL(feed.feed_url ?? '').pathname)
    expect(answer.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8')
    expect(answer.headers.get('Cache-Control')).toBe('private, no-cache')
    const text = await answer.text()
    expect([...text.matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, title]) => title).sort()).toEqual([
      'At an hour',
      'On a day',
    ])
    expect(text).toContain('DTSTART;VALUE=DATE:20261224\r\nRRULE:FREQ=YEARLY\r\n')
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/)
  })

  const eventsOf = async (...names: string[]) => {
    const { parts } = readCalendar(await (await call(pathOf(feed))).text())
    return parts
      .filter(({ name }) => name === 'VEVENT')
      .map((event) => names.map((name) => textOf(event, name)))
  }
  const made = async (body: object) => {
    const answer = await call('/api/v1/tasks', { token: ada.token, body: { title: 'A', ...body } })
    return `/api/v1/tasks/${(await answer.json<{ id: string }>()).id}`
  }

  it("has a moved task's date as a separate event, and its series after that", async () => {
    const rule = 'FREQ=WEEKLY;BYDAY=MO,FR;COUNT=5'
    const path = await made({ due_date: '2027-01-04', recurrence: rule })
    const uid = path.slice(-36)
    expect(await eventsOf('UID', 'DTSTART', 'RRULE')).toEqual([[uid, '20270104', rule]])
    const patch = { method: 'PATCH', token: ada.token, body: { due_date: '2027-01-02' } }
    await call(path, patch)
    expect(await eventsOf('UID', 'DTSTART', 'RRULE')).toEqual([
      [uid, '20270104', 'FREQ=WEEKLY;BYDAY=MO,FR;COUNT=4'],
      [`${uid}-moved`, '20270102', undefined],
    ])
    await call(path, { ...patch, body: { recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=1' } })
    expect(await eventsOf('UID', 'DTSTART', 'RRULE')).toEqual([[uid, '20270102', undefined]])
  })

  it('shows a task after the last date of its series only on its own date', async () => {
    await made({ due_date: '2027-01-09', recurrence: 'FREQ=DAILY;UNTIL=20270108' })
    expect(await eventsOf('DTSTART', 'RRULE')).toEqual([['20270109', undefined]])
  })

  it('continues at the intended time after daylight saving has moved one date', async () => {
    const due = { due_at: '2027-03-27T01:30:00Z', due_timezone: 'Europe/Berlin' }
    const path = await made({ ...due, recurrence: 'FREQ=DAILY' })
    expect(await eventsOf('DTSTART', 'RRULE')).toEqual([['20270327T023000', 'FREQ=DAILY']])
    await call(`${path}/complete`, { method: 'POST', token: ada.token })
    expect(await eventsOf('DTSTART', 'RRULE')).toEqual([
      ['20270329T023000', 'FREQ=DAILY'],
      ['20270328T013000Z', undefined],
    ])
  })

  it('names the day in rules for a day that most months or years lack', async () => {
    await made({ due_date: '2027-01-31', recurrence: 'FREQ=MONTHLY;COUNT=3' })
    await made({ due_date: '2028-02-29', recurrence: 'FREQ=YEARLY' })
    await made({ due_date: '2028-12-31', recurrence: 'FREQ=YEARLY' })
    expect((await eventsOf('RRULE')).flat().sort()).toEqual([
      'FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31',
      'FREQ=YEARLY',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    ])
  })

  it('that the client already has is 304, until something changes', async () => {
    const tag = (await call(pathOf(feed))).headers.get('ETag') ?? ''
    const again = () => call(pathOf(feed), { headers: { 'If-None-Match': tag } })
    const [row] = await sql`select seq from change_log_heads where user_id = ${ada.id}`
    // Before moved tasks became two events, the tag was a plain number.
    const older = await call(pathOf(feed), { headers: { 'If-None-Match': `"${row?.seq ?? 0}"` } })
    expect(older.status).toBe(200)
    expect((await again()).status).toBe(304)
    await call('/api/v1/tasks', { token: ada.token, body: { title: 'A', due_date: '2026-12-24' } })
    const answer = await again()
    expect([answer.status, answer.headers.get('ETag') === tag]).toEqual([200, false])
    expect(await answer.text()).toContain('SUMMARY:A\r\n')
  })

  it('of many tasks comes in pages', async () => {
    const tasks = Array.from({ length: 1_400 }, (_, n) => ({
      ...{ id: id(), title: `Task ${n}`, due_date: n % 6 ? '2026-12-24' : null },
    }))
    await imported(ada, file(tasks))
    const log = await control.record(async () => {
      const text = await (await call(pathOf(feed))).text()
      expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(
        tasks.filter(({ due_date }) => due_date).length,
      )
    })
    expect(log.map(({ statements }) => statements.length)).toEqual([2, 2])
  })
})

describe('an address', () => {
  it("uses the deployment's host, whichever host the request names", async () => {
    const request = new Request('https://api.example.net/api/v1/tokens', {
      method: 'POST',
      headers: { Authorization: `Bearer ${ada.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Calendar', scopes: ['feed:read'] }),
    })
    const answer = await exports.default.fetch(request)
    const { token, feed_url } = await answer.json<{ token: string; feed_url: string }>()
    expect(feed_url).toBe(`${origin}/api/v1/feed/${token}.ics`)
  })

  it('that is malformed, unknown, revoked, expired or of another kind is 404, with the same bytes', async () => {
    const [expired, other] = [
      await tokenWith(ada, ['feed:read']),
      await tokenWith(ada, ['tasks:read']),
    ]
    await sql`update access_tokens set expires_at = now() where id = ${expired.id}`
    await call(`/api/v1/tokens/${feed.id}`, { method: 'DELETE', token: ada.token })
    const elsewhere = await signUp('Bob')
    const forgotten = await tokenWith(elsewhere, ['feed:read'])
    await sql`delete from access_tokens where id = ${forgotten.id}`
    const wrong = [feed, expired, forgotten, other].map(pathOf)
    wrong.push('/api/v1/feed/x.ics', `${pathOf(feed)}.ics`, `/api/v1/feed/${ada.token}.ics`)
    const answers = await Promise.all(wrong.map(unknown))
    for (const answer of answers) expect(answer).toEqual(notFound)
    expect(new Set(answers.map(String)).size).toBe(1)
  })

  it('gives access to nothing else, and no other token opens a calendar', async () => {
    for (const path of ['/api/v1/tasks', '/api/v1/export', '/api/v1/me']) {
      const answer = await call(path, { token: feed.token })
      expect([path, answer.status]).toEqual([path, 401])
      expect(await answer.json()).toMatchObject({ code: 'token_invalid' })
    }
    for (const headers of [{ Authorization: `Bearer ${feed.token}` }, { Cookie: feed.token }]) {
      expect((await call('/api/v1/feed/x.ics', { headers })).status).toBe(404)
    }
  })

  it('is not reported as wrong in an outage', async () => {
    await control.down()
    try {
      const answer = await call(pathOf(feed))
      expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2'])
    } finally {
      await control.up()
    }
    expect((await call(pathOf(feed))).status).toBe(200)
  })

  it('has a rate limit', async () => {
    let refused: Response | undefined
    // The limit is 600 a minute, and a new minute may begin in between.
    for (let asked = 0; !refused && asked < 1_300; asked += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => call(pathOf(feed))))
      refused = answers.find(({ status }) => status === 429)
      if (asked < 500) expect(refused).toBeUndefined()
    }
    expect(refused?.headers.get('Retry-After')).toBe('60')
  })
})
