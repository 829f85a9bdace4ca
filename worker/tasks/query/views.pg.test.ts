// Which tasks a view shows, and where its days start and end.
import { describe, expect, it } from 'vitest'
import { call } from '../../testing/call.ts'
import { type Person, signUp } from '../../testing/people.ts'
import type { NewTask } from '../schema.ts'
import { make, page, titles } from './testing/asking.ts'

const hour = 3_600_000
/** From 14 hours ahead of UTC to 11 behind; St. John's is off by half an hour. */
const zones = [
  'Pacific/Kiritimati',
  'Europe/Berlin',
  'UTC',
  'America/St_Johns',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
]

const dayIn = (timezone: string, instant: number | string | null = Date.now()) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(new Date(instant ?? Number.NaN))

/** The first millisecond of today in that zone. */
function midnight(timezone: string): number {
  const today = dayIn(timezone)
  let [before, after] = [Date.now() - 30 * hour, Date.now()]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dayIn(timezone, middle) === today) after = middle
    else before = middle
  }
  return after
}

const at = (instant: number, timezone: string): Omit<NewTask, 'title'> => ({
  due_at: new Date(instant).toISOString(),
  due_timezone: timezone,
})
const days = (count: number, timezone = 'UTC') => dayIn(timezone, Date.now() + count * 24 * hour)

const inView = async (ada: Person, view: string, timezone: string) =>
  (await titles(ada, { view, timezone })).sort()

describe('the day', () => {
  it.each(zones)('starts and ends at midnight in %s', async (timezone) => {
    const ada = await signUp()
    const start = midnight(timezone)
    // 30 hours later is tomorrow, however long today is.
    const end = start + 30 * hour
    await make(ada, [
      { title: 'last of yesterday', ...at(start - 1, 'Europe/Berlin') },
      { title: 'first of today', ...at(start, 'Asia/Tokyo') },
      { title: 'its day', due_date: dayIn(timezone) },
      { title: 'tomorrow', ...at(end, 'America/New_York') },
      { title: 'yesterday', due_date: days(-1, timezone) },
      { title: 'the day after', due_date: days(1, timezone) },
      { title: 'never' },
    ])
    expect(await inView(ada, 'overdue', timezone)).toEqual(['last of yesterday', 'yesterday'])
    expect(await inView(ada, 'today', timezone)).toEqual(['first of today', 'its day'])
    expect(await inView(ada, 'upcoming', timezone)).toEqual(['the day after', 'tomorrow'])
    expect(await inView(ada, 'due', timezone)).toEqual([
      'first of today',
      'its day',
      'last of yesterday',
      'yesterday',
    ])
  })

  it('of a task with a date is the same in every zone, and is compared in the requested zone', async () => {
    const ada = await signUp()
    await make(ada, [
      { title: 'in the east', due_date: dayIn('Pacific/Kiritimati') },
      { title: 'in the west', due_date: dayIn('Pacific/Pago_Pago') },
    ])
    expect(await inView(ada, 'today', 'Pacific/Kiritimati')).toEqual(['in the east'])
    expect(await inView(ada, 'overdue', 'Pacific/Kiritimati')).toEqual(['in the west'])
    expect(await inView(ada, 'today', 'Pacific/Pago_Pago')).toEqual(['in the west'])
    expect(await inView(ada, 'upcoming', 'Pacific/Pago_Pago')).toEqual(['in the east'])
  })
})

describe('overdue, today and upcoming', () => {
  it.each(zones)('divide open tasks with a date, each in exactly one of them: %s', async (zone) => {
    const ada = await signUp()
    const start = midnight(zone)
    const around = Array.from({ length: 61 }, (_, n) => n - 30)
    const made = await make(ada, [
      ...around.map((n) => ({
        title: `at ${n}`,
        ...at(start + n * 2 * hour, zones[Math.abs(n) % zones.length] ?? zone),
      })),
      ...around
        .filter((n) => n % 6 === 0)
        .map((n) => ({ title: `on ${n}`, due_date: days(n / 6) })),
      { title: 'never' },
    ])
    const shown = await Promise.all(
      ['overdue', 'today', 'upcoming'].map((view) => inView(ada, view, zone)),
    )
    const today = dayIn(zone)
    const dayOf = ({ due_at, due_date }: (typeof made)[number]) =>
      due_date ?? (due_at ? dayIn(zone, due_at) : undefined)
    const expected = [
      made.filter((task) => (dayOf(task) ?? today) < today),
      made.filter((task) => dayOf(task) === today),
      made.filter((task) => (dayOf(task) ?? today) > today),
    ].map((tasks) => tasks.map(({ title }) => title).sort())
    expect(shown).toEqual(expected)
    expect(await inView(ada, 'due', zone)).toEqual(expected.slice(0, 2).flat().sort())
  })

  it('show nothing completed or deleted', async () => {
    const ada = await signUp()
    const dues = [-1, 0, 1].map((n) => ({ due_date: days(n) }))
    const made = await make(ada, [...dues, ...dues])
    for (const [n, { id }] of made.entries()) {
      const path = `/api/v1/tasks/${id}${n < 3 ? '/complete' : ''}`
      await call(path, { token: ada.token, method: n < 3 ? 'POST' : 'DELETE' })
    }
    for (const view of ['due', 'overdue', 'today', 'upcoming']) {
      expect(await titles(ada, { view })).toEqual([])
    }
    expect(await titles(ada, { view: 'completed' })).toHaveLength(3)
    expect(await titles(ada, { view: 'trash' })).toHaveLength(3)
  })
})

describe('a view', () => {
  it('has its own tasks in its own order', async () => {
    const ada = await signUp()
    const list = crypto.randomUUID()
    await call('/api/v1/lists', { token: ada.token, body: { id: list, name: 'Home' } })
    const [a, b, c, d, e, f] = await make(ada, [
      { title: 'a' },
      { title: 'b', due_date: '2020-01-01' },
      { title: 'c', list_id: list },
      { title: 'd' },
      { title: 'e', list_id: list },
      { title: 'f' },
      { title: 'g', parent_id: null },
    ])
    const act = (path: string, method = 'POST', body?: object) =>
      call(`/api/v1/tasks/${path}`, { token: ada.token, method, ...(body && { body }) })
    await act(`${f?.id}/move`, 'POST', { after_id: null })
    await act(`${d?.id}/complete`)
    await act(`${c?.id}/complete`)
    await act(`${e?.id}`, 'DELETE')
    await act(`${a?.id}`, 'DELETE')
    expect(b?.list_id).toBeNull()
    expect(await titles(ada, { view: 'inbox' })).toEqual(['f', 'b', 'g'])
    expect(await titles(ada, { view: 'completed' })).toEqual(['c', 'd'])
    expect(await titles(ada, { view: 'trash' })).toEqual(['a', 'e'])
    expect(await titles(ada, {})).toEqual(['g', 'f', 'd', 'c', 'b'])
    expect(await titles(ada, { view: 'overdue' })).toEqual(['b'])
    expect(await page(ada, { view: 'inbox', list_id: list })).toEqual({
      items: [],
      next_cursor: null,
    })
    expect(await titles(ada, { view: 'completed', list_id: list })).toEqual(['c'])
    expect(await titles(ada, { view: 'trash', list_id: 'none' })).toEqual(['a'])
  })
})
