import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { weekdays } from '../../../../worker/domain/calendar-days.ts'
import { parseQuickAdd } from '../../../../worker/domain/quick-add/parse.ts'
import { Recurrence } from '../../../../worker/domain/recurrence/rule.ts'
import { type DueValue, draftOf, draftTrouble, dueOf, never, onDay } from './due-draft.ts'
import { newRepeat, type Repeat, repeatOf, ruleOf } from './repeat.ts'
import { repeatInWords } from './repeat-words.ts'

const here = 'Europe/Berlin'
const at = (due_at: string, due_timezone = here): DueValue => ({ ...never, due_at, due_timezone })

const number = fc.integer({ min: 1, max: 999 })
const monthDay = fc.oneof(
  fc.constant({ kind: 'same' as const }),
  fc.record({ kind: fc.constant('day' as const), day: fc.constantFrom(1, 9, 28, 31, -1) }),
  fc.record({
    kind: fc.constant('weekday' as const),
    nth: fc.constantFrom(1, 2, 3, 4, 5, -1),
    weekday: fc.constantFrom(...weekdays),
  }),
)
const end = fc.oneof(
  fc.constant(null),
  number.map((count) => ({ count })),
  fc.constantFrom('2026-11-25', '0001-01-01', '9999-12-31').map((until) => ({ until })),
)
const repeats: fc.Arbitrary<Repeat> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('day' as const, 'year' as const).map((unit) => ({ unit })),
      fc.subarray([...weekdays]).map((days) => ({ unit: 'week' as const, weekdays: days })),
      monthDay.map((on) => ({ unit: 'month' as const, on })),
    ),
    number,
    end,
  )
  .map(([kind, every, ending]) => ({ ...newRepeat, ...kind, every, end: ending }))

describe('a repeat', () => {
  it('from the form is canonical for the API, and is read back unchanged', () => {
    fc.assert(
      fc.property(repeats, (repeat) => {
        const rule = ruleOf(repeat)
        expect(Recurrence.parse(rule)).toBe(rule)
        expect(repeatOf(rule)).toEqual(repeat)
      }),
    )
  })

  it('that the form does not support is left alone', () => {
    expect(repeatOf('FREQ=HOURLY')).toBeNull()
    expect(repeatOf('FREQ=DAILY;BYSETPOS=1')).toBeNull()
    const before = { ...never, due_date: '2026-11-25', recurrence: 'FREQ=HOURLY' }
    const moved = dueOf({ ...draftOf(before, here), day: '2026-11-26' }, before, here)
    expect(moved.recurrence).toBe('FREQ=HOURLY')
  })

  it.each([
    ['FREQ=DAILY', 'Every day'],
    ['FREQ=DAILY;INTERVAL=3', 'Every 3 days'],
    ['FREQ=WEEKLY', 'Every week'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Every weekday'],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=10',
      'Every 2 weeks on Mon, Wed and Fri, 10 times',
    ],
    ['FREQ=MONTHLY', 'Every month'],
    ['FREQ=MONTHLY;BYMONTHDAY=22', 'Every month on the 22nd'],
    ['FREQ=MONTHLY;BYMONTHDAY=12', 'Every month on the 12th'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'Every month on the last day'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR', 'Every 2 months on the last Friday'],
    ['FREQ=YEARLY;UNTIL=20301204', 'Every year, until 4 Dec 2030'],
    ['FREQ=YEARLY;COUNT=1', 'Every year, once more'],
    ['FREQ=HOURLY', 'Repeats'],
  ])('%s reads “%s”', (text, words) => {
    expect(repeatInWords(text, 'due')).toBe(words)
  })

  it('says what it counts from', () => {
    expect(repeatInWords('FREQ=DAILY', 'completed')).toBe('Every day after completion')
  })
})

describe('a due date', () => {
  it('is a date, or an instant with its zone', () => {
    const day = { ...draftOf(never, here), day: '2026-11-25' }
    expect(dueOf(day, never, here)).toEqual({ ...never, due_date: '2026-11-25' })
    expect(dueOf({ ...day, time: '09:00' }, never, here)).toEqual(at('2026-11-25T08:00:00.000Z'))
  })

  it('moves forward if the clocks skip its time', () => {
    const draft = { ...draftOf(never, here), day: '2026-03-29', time: '02:30' }
    expect(dueOf(draft, never, here).due_at).toBe('2026-03-29T01:30:00.000Z')
  })

  it.each([
    ['2027-10-31', '02:30', '2027-10-31T00:30:00.000Z'],
    ['2027-03-28', '02:30', '2027-03-28T01:30:00.000Z'],
  ])('is the same in the form as in quick add: %s at %s', (day, time, instant) => {
    const draft = { ...draftOf(never, here), day, time }
    expect(dueOf(draft, never, here)).toEqual(at(instant))
    const line = parseQuickAdd(`Call Mia ${day} at ${time}`, {
      timezone: here,
      now: new Date('2026-11-25T12:00:00Z'),
    })
    expect(line).toMatchObject({ title: 'Call Mia', due_at: instant, due_timezone: here })
  })

  it('keeps seconds and zone if they were not edited', () => {
    const before = at('2026-11-25T08:00:12.345Z', 'Asia/Tokyo')
    expect(draftOf(before, here)).toMatchObject({
      day: '2026-11-25',
      time: '17:00',
      zone: 'Asia/Tokyo',
    })
    expect(dueOf(draftOf(before, here), before, here)).toEqual(before)
  })

  it('keeps its time and recurrence on another date, and drops the recurrence without one', () => {
    const before = { ...at('2026-03-28T08:00:00.000Z'), recurrence: 'FREQ=DAILY' }
    expect(onDay(before, '2026-03-29', here)).toEqual({
      ...before,
      due_at: '2026-03-29T07:00:00.000Z',
    })
    expect(onDay(before, null, here)).toEqual(never)
  })

  it('explains what is wrong', () => {
    const draft = { ...draftOf(never, here), day: '2026-11-25' }
    expect(draftTrouble(draft)).toBeUndefined()
    expect(draftTrouble({ ...draft, day: '12026-11-25' })).toMatch(/years 1 to 9999/)
    expect(
      draftTrouble({ ...draft, day: '9999-12-31', time: '23:00', zone: 'America/New_York' }),
    ).toMatch(/years 1 to 9999/)
    expect(draftTrouble({ ...draft, repeat: { ...newRepeat, every: 0 } })).toMatch(/1 to 999/)
    expect(draftTrouble({ ...draft, repeat: { ...newRepeat, end: { until: '' } } })).toMatch(/ends/)
  })
})
