import { describe, expect, it } from 'vitest'
import { parseQuickAdd, type QuickAddOptions } from './parse.ts'
import * as dates from './phrases/dates.ts'
import * as marks from './phrases/marks.ts'
import { monthlyRepeats } from './phrases/monthly-repeats.ts'
import { type Phrase, usual, type Wanted } from './phrases/phrase.ts'
import * as quoting from './phrases/quoting.ts'
import * as repeats from './phrases/repeats.ts'
import { repeatsWithMore } from './phrases/repeats-with-more.ts'
import * as times from './phrases/times.ts'
import * as traps from './phrases/traps.ts'
import * as weekdays from './phrases/weekdays.ts'
import { weeklyRepeats } from './phrases/weekly-repeats.ts'
import * as zones from './phrases/zones.ts'

interface Setting {
  timezone?: string
  now?: string
  weekStart?: NonNullable<QuickAddOptions['weekStart']>
}

function parse(text: string, { timezone, now, weekStart }: Setting = {}) {
  const options: QuickAddOptions = {
    timezone: timezone ?? usual.timezone,
    now: new Date(now ?? usual.now),
  }
  return parseQuickAdd(text, weekStart ? { ...options, weekStart } : options)
}

function wanted(title: string, want: Wanted, timezone: string = usual.timezone) {
  return {
    title,
    due_date: want.on ?? null,
    due_at: want.at ? new Date(want.at).toISOString() : null,
    due_timezone: want.at ? timezone : null,
    priority: want.priority ?? 0,
    labels: want.labels ?? [],
    list: want.list ?? null,
    recurrence: want.repeat ?? null,
    recurrence_from: want.from ?? 'due',
  }
}

function understands(name: string, phrases: Phrase[], setting: Setting = {}) {
  describe(name, () => {
    it.each(phrases)('%s', (text, title, want) => {
      const { spans: _, ...found } = parse(text, setting)
      expect(found).toEqual(wanted(title, want, setting.timezone))
    })
  })
}

understands('days by name and by distance', dates.relativeDays)
understands('days of the calendar', dates.calendarDays)
understands('days that do not exist stay text', dates.impossibleDays)
understands('weekdays', weekdays.weekdays)
understands('weekdays where weeks start on Sunday', weekdays.sundayWeeks, { weekStart: 'sunday' })
understands('weekdays where weeks start on Saturday', weekdays.saturdayWeeks, {
  weekStart: 'saturday',
})
const sunday = '2026-11-29T10:30:00+01:00'
understands('weekdays on a Sunday', weekdays.onSunday, { now: sunday })
understands('weekdays on a Sunday that starts the week', weekdays.onSundayOfSundayWeeks, {
  now: sunday,
  weekStart: 'sunday',
})
understands('weekdays on a Saturday that starts the week', weekdays.onSaturdayOfSaturdayWeeks, {
  now: '2026-11-28T10:30:00+01:00',
  weekStart: 'saturday',
})
understands('times alone', times.timesAlone)
understands('days with times', times.daysWithTimes)
understands('late evenings', times.lateEvening, { now: '2026-11-24T22:15:00+01:00' })
understands('plain repeats', repeats.plainRepeats)
understands('weekly repeats', weeklyRepeats)
understands('monthly and yearly repeats', monthlyRepeats)
understands('repeats with times, starts and ends', repeatsWithMore)
understands('what is no repeat', repeats.noRepeats)
understands('labels, lists and priorities', marks.marks)
understands('what is no mark', marks.noMarks)
understands('no more than twenty labels', marks.manyLabels)
understands('quotes', quoting.quotes)
understands('backslashes', quoting.escapes)
understands(
  'texts without any date as they are',
  traps.plainTexts.map((text) => [text, text, {}]),
)
understands(
  'a text of marks alone as a title',
  traps.eaten.map((text) => [text, text, {}]),
)
understands('dates beside what looks like one', traps.mixed)
for (const place of [...zones.clockChanges, ...zones.farZones]) {
  understands(place.name, place.phrases, place)
}

describe('spans', () => {
  /** The pieces that were understood, each with its kind. */
  const pieces = (text: string) =>
    parse(text).spans.map(({ start, end, kind }) => [kind, text.slice(start, end)])

  it('name each piece where it stands', () => {
    expect(pieces('Buy milk on friday at 9 #shop @"my home" !3')).toEqual([
      ['due', 'on friday at 9'],
      ['label', '#shop'],
      ['list', '@"my home"'],
      ['priority', '!3'],
    ])
  })

  it('tell a repeat from its time, its start and its end', () => {
    expect(pieces('Gym every monday at 9 starting 1 Dec until 24 Dec')).toEqual([
      ['recurrence', 'every monday'],
      ['due', 'at 9 starting 1 Dec'],
      ['recurrence', 'until 24 Dec'],
    ])
  })

  it('take brackets and dangling commas along', () => {
    expect(pieces('Call Mia, (tomorrow), #home')).toEqual([
      ['due', ', (tomorrow)'],
      ['label', ', #home'],
    ])
  })

  it('count UTF-16 units', () => {
    expect(parse('🎄🎄 tomorrow').spans).toEqual([{ start: 5, end: 13, kind: 'due' }])
  })

  it('are none where the whole text is the title', () => {
    expect(parse('tomorrow #home').spans).toEqual([])
  })
})

it('refuses a zone that does not exist', () => {
  expect(() => parse('tomorrow', { timezone: 'Mars/Olympus' })).toThrow(RangeError)
})

it('has at least 500 phrases', () => {
  const groups = [dates, weekdays, times, repeats, marks, quoting, traps]
  const rows = groups.flatMap((group) => Object.values(group).flat())
  const places = [...zones.clockChanges, ...zones.farZones].flatMap(({ phrases }) => phrases)
  expect(rows.length + places.length).toBeGreaterThanOrEqual(500)
})
