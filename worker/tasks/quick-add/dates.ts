// Days in English, relative to today: `next friday`, `in two weeks`, `end of month`, `tomorrow`.
import { type Day, readCalendarDay, type Today } from './calendar-dates.ts'
import { addMonths, calendar, dayOf, isoDay, monthLength, weekdayOf } from './days.ts'
import type { Token } from './tokens.ts'
import { readWeekday } from './weekdays.ts'
import { isWord, numberNamed, ordinalDigits, phrase, wordAt } from './words.ts'

/** The day that is named from this token on, whatever stands before it; null where none is. */
export function readDay(tokens: Token[], at: number, now: Today): Day | null {
  return (
    readCalendarDay(tokens, at, now) ??
    readWeekday(tokens, at, now) ??
    readPeriod(tokens, at, now) ??
    readDistance(tokens, at, now) ??
    readNamedDay(tokens, at, now)
  )
}

/** `next week`, `next month`, `end of month`: the first or the last day of a stretch of time. */
function readPeriod(tokens: Token[], at: number, { today, firstWeekday }: Today): Day | null {
  const { year, month, date } = calendar(today)
  const firstOfNext = today - date + 1 + monthLength(year, month)
  if (phrase(tokens, at, 'next week')) {
    return { next: at + 2, day: today + 7 - ((weekdayOf(today) - firstWeekday + 7) % 7) }
  }
  if (phrase(tokens, at, 'next month')) {
    const start = at + 2 + (isWord(tokens, at + 2, 'on') ? 1 : 0)
    const the = isWord(tokens, start, 'the') ? 1 : 0
    const ordinal = ordinalDigits(wordAt(tokens, start + the))
    const { year, month } = calendar(firstOfNext)
    const day = ordinal && dayOf(year, month, ordinal)
    return day ? { next: start + the + 1, day } : { next: at + 2, day: firstOfNext }
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
    const following = calendar(firstOfNext)
    const more = which === 'next' ? monthLength(following.year, following.month) : 0
    return { next: after, day: firstOfNext - 1 + more }
  }
  const yearEnd = which === 'next' ? dayOf(year + 1, 12, 31) : newYear - 1
  return unit === 'year' && yearEnd !== null ? { next: after, day: yearEnd } : null
}

/** `in 3 days`, `two weeks from now`, `in a month`. */
function readDistance(tokens: Token[], at: number, { today }: Today): Day | null {
  const ahead = isWord(tokens, at, 'in') ? 1 : 0
  const short = /^(\d{1,4})([dw])$/.exec(wordAt(tokens, at + ahead))
  const count = short ? Number(short[1]) : numberNamed(wordAt(tokens, at + ahead))
  const unit = short?.[2] ?? wordAt(tokens, at + ahead + 1).replace(/s$/, '')
  let next = at + ahead + (short ? 1 : 2)
  if (count === null) return null
  if (!ahead) {
    const from =
      isWord(tokens, next, 'from') && isWord(tokens, next + 1, 'now', 'today', 'tomorrow')
    if (!from) return null
    next += 2
  }
  const start = today + (!ahead && isWord(tokens, next - 1, 'tomorrow') ? 1 : 0)
  const day =
    unit === 'day' || unit === 'd'
      ? start + count
      : unit === 'week' || unit === 'w'
        ? start + count * 7
        : unit === 'month'
          ? addMonths(start, count)
          : unit === 'year'
            ? addMonths(start, count * 12)
            : null
  return day === null || isoDay(day).length > 10 ? null : { next, day }
}

function readNamedDay(tokens: Token[], at: number, { today }: Today): Day | null {
  const the = isWord(tokens, at, 'the') ? 1 : 0
  const after = phrase(tokens, at + the, 'day after tomorrow')
  if (after) return { next: at + the + after, day: today + 2 }
  switch (wordAt(tokens, at)) {
    case 'today':
      return { next: at + 1, day: today }
    case 'tonight':
      return { next: at + 1, day: today, part: 'night' }
    case 'tomorrow':
    case 'tmr':
    case 'tmrw':
      return { next: at + 1, day: today + 1 }
    case 'yesterday':
      return { next: at + 1, day: today - 1 }
    default:
      return null
  }
}
