import { describe, expect, it } from 'vitest'
import { completed, nextOccurrence } from './next-occurrence.ts'

describe('the occurrence after', () => {
  it.each([
    ['FREQ=DAILY', '2026-02-28', '2026-02-28', '2026-03-01'],
    ['FREQ=DAILY', '2026-01-05', '2026-01-01', '2026-01-06'],
    ['FREQ=DAILY;INTERVAL=3', '2026-01-01', '2026-01-08', '2026-01-10'],
    ['FREQ=WEEKLY', '2026-11-24', '2026-11-24', '2026-12-01'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU', '2026-11-24', '2026-11-29', '2026-12-07'],
    ['FREQ=MONTHLY', '2026-01-31', '2026-01-31', '2026-03-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2024-01-31', '2024-01-31', '2024-02-29'],
    ['FREQ=MONTHLY;BYDAY=5MO', '2026-11-30', '2026-11-30', '2027-03-29'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-24', '2026-11-27', '2026-12-25'],
    ['FREQ=YEARLY;INTERVAL=100', '2000-02-29', '2000-02-29', '2400-02-29'],
    ['FREQ=WEEKLY;BYDAY=MO', '0001-01-01', '0001-01-01', '0001-01-08'],
    ['FREQ=DAILY', '0001-01-01', '9999-12-30', '9999-12-31'],
    ['FREQ=WEEKLY;UNTIL=20261201', '2026-11-24', '2026-11-24', '2026-12-01'],
  ])('%s from %s, after %s, is %s', (rule, due, after, day) => {
    expect(nextOccurrence(rule, due, after)).toEqual({ day, rule })
  })

  it.each([
    ['FREQ=DAILY', '0001-01-01', '9999-12-31'],
    ['FREQ=YEARLY;INTERVAL=999', '9999-01-01', '9999-01-01'],
    ['FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31', '2026-04-30', '2026-04-30'],
    ['FREQ=WEEKLY;UNTIL=20261130', '2026-11-24', '2026-11-24'],
    ['FREQ=DAILY;COUNT=1', '2026-01-01', '2026-01-01'],
  ])('%s from %s, after %s, is none', (rule, due, after) => {
    expect(nextOccurrence(rule, due, after)).toBeNull()
  })

  it('counts down by what has passed', () => {
    expect(nextOccurrence('FREQ=YEARLY;COUNT=9', '2096-02-29', '2104-02-29')).toEqual({
      day: '2108-02-29',
      rule: 'FREQ=YEARLY;COUNT=7',
    })
  })
})

describe('completing a task', () => {
  const now = new Date('2126-11-25T22:30:00.000Z')
  const berlin = { now, timezone: 'Europe/Berlin' }
  const task = {
    id: 'kept',
    due_date: null as string | null,
    due_at: null as string | null,
    due_timezone: null as string | null,
    recurrence: 'FREQ=DAILY' as string | null,
    recurrence_from: 'due' as 'due' | 'completed',
    completed_at: null as string | null,
  }

  it('sets when, if it does not repeat or has no due date', () => {
    const once = { ...task, recurrence: null }
    expect(completed(once, berlin)).toEqual({ ...once, completed_at: now.toISOString() })
    const dated = { ...once, due_date: '2126-11-25' }
    expect(completed(dated, berlin)).toEqual({ ...dated, completed_at: now.toISOString() })
  })

  it('that is already completed changes nothing', () => {
    const done = { ...task, due_date: '2126-11-25', completed_at: '2126-11-25T10:00:00.000Z' }
    expect(completed(done, berlin)).toBe(done)
  })

  it('moves it forward, past the dates that have passed, and leaves it open', () => {
    const late = { ...task, due_date: '2126-11-20', recurrence: 'FREQ=DAILY;INTERVAL=3;COUNT=9' }
    expect(completed(late, berlin)).toEqual({
      ...late,
      due_date: '2126-11-26',
      recurrence: 'FREQ=DAILY;INTERVAL=3;COUNT=7',
    })
  })

  it("counts from today in the user's zone, if it counts from completion", () => {
    const from = { ...task, due_date: '2126-11-01', recurrence_from: 'completed' as const }
    expect(completed(from, berlin).due_date).toBe('2126-11-26')
    expect(completed(from, { now, timezone: 'Pacific/Kiritimati' }).due_date).toBe('2126-11-27')
    // With a time, the task's own zone counts.
    const timed = { ...from, due_date: null, due_at: '2126-11-01T07:00:00.000Z' }
    expect(completed({ ...timed, due_timezone: 'Pacific/Kiritimati' }, berlin).due_at).toBe(
      '2126-11-27T07:00:00.000Z',
    )
  })

  it('keeps the time of day across daylight saving', () => {
    const on = (due_at: string) =>
      completed({ ...task, due_at, due_timezone: 'Europe/Berlin' }, berlin).due_at
    expect(on('2127-03-29T06:00:00.123Z')).toBe('2127-03-30T05:00:00.123Z')
    expect(on('2127-03-29T01:30:00.000Z')).toBe('2127-03-30T01:30:00.000Z')
    expect(on('2127-10-25T00:30:00.000Z')).toBe('2127-10-26T01:30:00.000Z')
    expect(on('2127-10-25T06:00:00.000Z')).toBe('2127-10-26T07:00:00.000Z')
  })

  it.each(['FREQ=DAILY;COUNT=1', 'FREQ=DAILY;UNTIL=21261125'])(
    'ends a series: %s',
    (recurrence) => {
      const last = { ...task, due_date: '2126-11-25', recurrence }
      expect(completed(last, berlin)).toEqual({ ...last, completed_at: now.toISOString() })
    },
  )

  it('ends a series with year 9999, even if that is a day later than in UTC', () => {
    const last = { ...task, due_at: '9999-12-31T04:30:00.000Z', due_timezone: 'America/New_York' }
    expect(completed(last, berlin)).toEqual({ ...last, completed_at: now.toISOString() })
  })

  it('on the first day of year 1, which is in the year before elsewhere, stays within the calendar', () => {
    const first = { ...task, due_at: '0001-01-01T00:00:00.000Z', due_timezone: 'America/New_York' }
    expect(completed(first, berlin).due_at).toBe('2126-11-27T00:03:58.000Z')
  })
})
