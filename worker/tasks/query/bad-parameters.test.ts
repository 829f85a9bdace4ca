// Invalid parameters are refused by name: none is ignored, and none reaches the database to fail there.
import { describe, expect, it } from 'vitest'
import { call } from '../../testing/call.ts'
import { type Person, signUp } from '../../testing/people.ts'
import { TaskQuery } from './schema.ts'
import { refused } from './testing/asking.ts'

const long = 'x'.repeat(20_000)

const bad: Record<string, string[]> = {
  view: ['', 'nope', 'Inbox', 'constructor', '__proto__', 'inbox,today'],
  timezone: [
    '',
    'Nowhere/City',
    '+01:00',
    '-05',
    'Europe/Berlin\0',
    "UTC'",
    'UTC; select 1',
    '1',
    'CST',
    'IST',
    long,
  ],
  list_id: ['', 'null', 'None', '0', 'x', '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9b0', '{}', '%00', long],
  parent_id: ['', 'null', '1', "none'", '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9b0'],
  label: ['', '\0', long],
  priority: ['', '-1', '5', '1.5', '1e0', '0x1', ' 1', 'high', 'null', '99999999999999999999'],
  due_before: [
    '',
    'today',
    'infinity',
    '2026-02-30',
    '2026-2-3',
    '0000-01-01',
    '10000-01-01',
    '2026-01-01T00:00:00Z',
  ],
  due_after: ['', 'now', '-infinity', '2025-02-29', '20260101', '-2026-01-01'],
  updated_after: [
    '',
    'now',
    'infinity',
    '2026-01-01',
    '2026-02-30T00:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:00:00+24:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+23:00',
    '9999-12-31T23:00:00-23:00',
    '1',
  ],
  q: ['', ' ', '.,;', '\0', 'a\0b', 'x'.repeat(401), '👩'.repeat(401), long],
  sort: [
    '',
    '-',
    '--due',
    'constructor',
    '__proto__',
    '-constructor',
    'toString',
    'Due',
    'completed',
    'deleted',
    'id',
    'due,title',
    'due desc',
  ],
  limit: ['', '0', '201', '-1', '1.5', '1e1', '0x10', ' 5', 'all', '99999999999999999999', '٥'],
  cursor: ['', 'x', '.', long],
}
const good: Record<string, string> = {
  view: 'all',
  timezone: 'UTC',
  list_id: 'none',
  parent_id: 'none',
  priority: '1',
  due_before: '2026-01-01',
  due_after: '2026-01-01',
  updated_after: '2026-01-01T00:00:00Z',
  q: 'x',
  sort: 'due',
  limit: '2',
}

const first = async (ada: Person, query: string) => {
  const named = await refused(ada, `/api/v1/tasks?${query}`)
  return named.map((pointer) => pointer.split('/')[1])
}

describe('a list of tasks', () => {
  it.each(Object.entries(bad))('refuses a bad %s, and names it', async (name, values) => {
    const ada = await signUp()
    for (const value of values) {
      expect(await first(ada, `${name}=${encodeURIComponent(value)}`)).toEqual([name])
    }
  })

  it.each(Object.entries(good))('refuses %s twice, identical or not', async (name, value) => {
    const ada = await signUp()
    expect(
      (await call(`/api/v1/tasks?${name}=${encodeURIComponent(value)}`, { token: ada.token }))
        .status,
    ).toBe(200)
    expect(
      await first(ada, `${name}=${encodeURIComponent(value)}&${name}=${encodeURIComponent(value)}`),
    ).toEqual([name])
    expect(await first(ada, `${name}=${encodeURIComponent(value)}&${name}=`)).toEqual([name])
    expect(await first(ada, `${name}[]=${encodeURIComponent(value)}`)).toHaveLength(1)
  })

  it.each([
    'token',
    '__proto__',
    'constructor',
    'toString',
    'Limit',
    'labels',
    'page',
    'access_token',
    ' q',
    '%00',
  ])('refuses the unknown parameter %s', async (name) => {
    const ada = await signUp()
    expect(await first(ada, `${name}=1`)).toHaveLength(1)
    expect(await first(ada, `limit=1&${name}`)).toHaveLength(1)
  })

  it('names all bad parameters at once', async () => {
    const ada = await signUp()
    expect((await first(ada, 'limit=0&sort=x&priority=9&colour=red&label=')).toSorted()).toEqual([
      'colour',
      'label',
      'limit',
      'priority',
      'sort',
    ])
  })

  it('treats bytes that are not UTF-8 like any reader does, and never fails', async () => {
    const ada = await signUp()
    for (const name of ['q', 'label', 'sort', 'timezone', 'cursor']) {
      for (const value of ['%ED%A0%80', '%FF', '%', '%zz', '%C3']) {
        const { status } = await call(`/api/v1/tasks?${name}=${value}`, { token: ada.token })
        expect([200, 422]).toContain(status)
      }
    }
  })

  it('refuses 21 labels, and accepts 20', async () => {
    const ada = await signUp()
    const labels = Array.from({ length: 21 }, (_, n) => `label=l${n}`)
    expect(await first(ada, labels.join('&'))).toEqual(['label'])
    const { status } = await call(`/api/v1/tasks?${labels.slice(1).join('&')}`, {
      token: ada.token,
    })
    expect(status).toBe(200)
  })

  it.each([
    'utc',
    'europe/berlin',
    'Asia/Calcutta',
    'US/Pacific',
    'Etc/GMT+12',
    'GMT',
    'EST5EDT',
    'America/Argentina/Ushuaia',
    'Zulu',
  ])('accepts the time zone %s, in every view', async (timezone) => {
    const ada = await signUp()
    for (const view of ['due', 'today', 'overdue', 'upcoming']) {
      const path = `/api/v1/tasks?view=${view}&timezone=${encodeURIComponent(timezone)}`
      expect((await call(path, { token: ada.token })).status).toBe(200)
    }
  })
  it('counts characters, not UTF-16 units', async () => {
    const ada = await signUp()
    const path = `/api/v1/tasks?q=${encodeURIComponent('👩'.repeat(400))}`
    expect((await call(path, { token: ada.token })).status).toBe(200)
  })
  it('treats zones of one word as zones, not as the abbreviations in Postgres', () => {
    expect(TaskQuery.parse({ timezone: 'CET' }).timezone).toBe('Europe/Brussels')
    expect(TaskQuery.parse({ timezone: 'eet' }).timezone).toBe('Europe/Athens')
  })
  // Intl knows both.
  it.each(['AET', 'US/Pacific-New'])(
    'refuses %s, which is not a time zone in any Postgres',
    async (timezone) => {
      const ada = await signUp()
      for (const view of ['due', 'today', 'overdue', 'upcoming']) {
        const path = `/api/v1/tasks?view=${view}&timezone=${timezone}`
        const answer = await call(path, { token: ada.token })
        expect(await answer.json()).toMatchObject({
          status: 422,
          errors: [{ pointer: '/timezone' }],
        })
      }
    },
  )
})
