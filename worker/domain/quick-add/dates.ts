// Days in English relative to today: `next friday`, `in two weeks`, `end of month`, `tomorrow`.

import { addMonths, dateOf, dayOf, isoDay, monthLength, weekdayOf } from '../calendar-days.ts'
import { type Day, readCalendarDay, type Today } from './calendar-dates.ts'
import type { Token } from './tokens.ts'
import { readWeekday } from './weekdays.ts'
import { isStop, isWord, ordinalDigits, phrase, readCount, wordAt } from './words.ts'

/** Reads the day that starts at this token, whatever precedes it; null if there is none. */
export function readDay(tokens: Token[], at: number, now: Today): Day | null {
  return (
    readCalendarDay(tokens, at, now) ??
    readWeekday(tokens, at, now) ??
    readPeriod(tokens, at, now) ??
    readNamedDay(tokens, at, now) ??
    readDistance(tokens, at, now)
  )
}

/** `next week`, `next month`, `end of month`: the first or last day of a period. */
function readPeriod(tokens: Token[], at: number, now: Today): Day | null {
  const { today, firstWeekday } = now
  const { year, month, date } = dateOf(today)
  const firstOfNext = today - date + 1 + monthLength(year, month)
  if (phrase(tokens, at, 'next week')) {
    return { next: at + 2, day: today + 7 - ((weekdayOf(today) - firstWeekday + 7) % 7) }
  }
  if (phrase(tokens, at, 'next month')) {
    const start = at + 2 + (isWord(tokens, at + 2, 'on') ? 1 : 0)
    const the = isWord(tokens, start, 'the') ? 1 : 0
    const ordinal = ordinalDigits(wordAt(tokens, start + the))
    const { year, month } = dateOf(firstOfNext)
    const day = ordinal && dayOf(year, month, ordinal)
    return day ? { next: start + the + 1, day } : { next: at + 2, day: firstOfNext }
  }
  const dayEnd = readDayEnd(tokens, at)
  if (dayEnd) {
    const on = isWord(tokens, dayEnd, 'on') ? 1 : 0
    const named = readWeekday(tokens, dayEnd + on, now) ?? readNamedDay(tokens, dayEnd + on, now)
    return named ?? { next: dayEnd, day: today }
  }
  const newYear = dayOf(year + 1, 1, 1)
  if (newYear === null) return null
  if (phrase(tokens, at, 'next year')) return { next: at + 2, day: newYear }
  if (isWord(tokens, at, 'eom')) return { next: at + 1, day: firstOfNext - 1 }

  const the = isWord(tokens, at, 'the') ? 1 : 0
  const of = phrase(tokens, at + the, 'end of') || phrase(tokens, at + the, 'last day of')
  if (!of) return null
  const next = at + the + of
  const which = isWord(tokens, next, 'the', 'this', 'next') ? wordAt(tokens, next) : ''
  const unit = wordAt(tokens, next + (which ? 1 : 0))
  const after = next + (which ? 2 : 1)
  if (unit === 'month') {
    const following = dateOf(firstOfNext)
    const more = which === 'next' ? monthLength(following.year, following.month) : 0
    return { next: after, day: firstOfNext - 1 + more }
  }
  const yearEnd = which === 'next' ? dayOf(year + 1, 12, 31) : newYear - 1
  return unit === 'year' && yearEnd !== null ? { next: after, day: yearEnd } : null
}

/** Returns the token after `eod` or `end of day`; "at the end of the day" is a figure of speech. */
export function readDayEnd(tokens: Token[], at: number): number {
  const length =
    phrase(tokens, at, 'eod') ||
    phrase(tokens, at, 'end of day') ||
    phrase(tokens, at, 'the end of the day')
  return length && !isWord(tokens, at - 1, 'at') ? at + length : 0
}

/** `in 3 days`, `+3 days`, `two weeks from now`, `3 days before 24 Dec`, `the day after friday`. */
function readDistance(tokens: Token[], at: number, now: Today): Day | null {
  const isAhead = isWord(tokens, at, 'in')
  const start = isAhead ? at + 1 : at
  const theDay = phrase(tokens, at, 'the day') || phrase(tokens, at, 'day')
  const [, glued, letter] = /^\+?(\d{1,4})([dw])$/.exec(wordAt(tokens, start)) ?? []
  const counted = readCount(tokens, start)
  const count = theDay ? 1 : glued ? Number(glued) : counted?.count
  const unit = theDay ? 'day' : (letter ?? wordAt(tokens, counted?.next ?? at).replace(/s$/, ''))
  let next = theDay ? at + theDay : glued ? start + 1 : (counted?.next ?? at) + 1
  if (count === undefined) return null

  let from = now.today
  let sign = 1
  if (isAhead || (!theDay && wordAt(tokens, at).startsWith('+'))) {
    // "in 3 days' time"
    const mark = isStop(tokens, next, "'") ? 1 : 0
    if (isWord(tokens, next + mark, 'time')) next += mark + 1
  } else if (!theDay && phrase(tokens, next, 'from now')) {
    next += 2
  } else {
    const isBefore = isWord(tokens, next, 'before')
    const isFrom = !theDay && isWord(tokens, next, 'from')
    if (!isBefore && !isFrom && !isWord(tokens, next, 'after')) return null
    // "A month from 5 Jan" is a duration.
    if (isFrom && !isWord(tokens, next + 1, 'today', 'tomorrow')) return null
    const anchor = readDay(tokens, next + 1, now)
    if (!anchor) return null
    from = anchor.day
    next = anchor.next
    sign = isBefore ? -1 : 1
  }
  const day = later(from, sign * count, unit)
  return day === null || isoDay(day).length > 10 ? null : { next, day }
}

const daysOf = new Map(Object.entries({ day: 1, d: 1, week: 7, w: 7, fortnight: 14 }))
const monthsOf = new Map(Object.entries({ month: 1, year: 12 }))

function later(from: number, count: number, unit: string): number | null {
  const [days, months] = [daysOf.get(unit), monthsOf.get(unit)]
  if (days) return from + count * days
  return months ? addMonths(from, count * months) : null
}

const namedDays = new Map(
  Object.entries({
    today: 0,
    tod: 0,
    tonight: 0,
    tomorrow: 1,
    tom: 1,
    tmr: 1,
    tmrw: 1,
    yesterday: -1,
  }),
)

// After these words, "tom" and "tod" are people.
const companions =
  /^(?:call|ask|tell|meet|email|text|message|see|help|pay|visit|thank|invite|remind|give|with|to|from|for|and)$/

function readNamedDay(tokens: Token[], at: number, { today }: Today): Day | null {
  const the = isWord(tokens, at, 'the') ? 1 : 0
  const after = phrase(tokens, at + the, 'day after tomorrow')
  if (after) return { next: at + the + after, day: today + 2, firm: true }
  const word = wordAt(tokens, at)
  // Accepts common misspellings of tomorrow.
  const ahead = namedDays.get(word.replace(/^(?:to|2)m+or+ow?$/, 'tomorrow'))
  if (ahead === undefined) return null
  const day: Day = { next: at + 1, day: today + ahead, firm: true }
  if (word === 'tonight') day.part = 'night'
  if (word === 'tom' || word === 'tod') {
    if (tokens[at]?.capital || companions.test(wordAt(tokens, at - 1))) return null
    day.doubtful = true
  }
  return day
}
