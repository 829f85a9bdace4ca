// Weekdays as dates: `friday` is the next one after today, `next friday` that of next week.

import { nextOrdinal, weekdayOf } from '../calendar-days.ts'
import { type Day, readCalendarDay, type Today } from './calendar-dates.ts'
import type { Token } from './tokens.ts'
import { isDoubtfulWeekday, isStop, isWord, ordinalDigits, weekdayNamed, wordAt } from './words.ts'

export function readWeekday(tokens: Token[], at: number, now: Today): Day | null {
  return (
    readWeekend(tokens, at, now) ??
    readWeekAfter(tokens, at, now) ??
    readInWeek(tokens, at, now) ??
    readNearby(tokens, at, now)
  )
}

/** `weekend` means its Saturday; on a Sunday it means today. */
function readWeekend(tokens: Token[], at: number, { today }: Today): Day | null {
  const over = isWord(tokens, at, 'over', 'at') ? 1 : 0
  const lead = at + over + (isWord(tokens, at + over, 'the') ? 1 : 0)
  const coming = isWord(tokens, lead, 'this', 'coming', 'next') ? wordAt(tokens, lead) : ''
  const next = lead + (coming ? 1 : 0)
  if (!isWord(tokens, next, 'weekend')) return null
  const saturday = today + ((5 - weekdayOf(today) + 7) % 7)
  const day = weekdayOf(today) === 6 ? today : saturday
  // On a Sunday the coming Saturday already belongs to the next weekend.
  const following = weekdayOf(today) === 6 ? saturday : saturday + 7
  return { next: next + 1, day: coming === 'next' ? following : day, doubtful: !coming && !over }
}

/** `next friday`, `friday of next week`, `next week on friday`, `friday this week`. */
function readInWeek(tokens: Token[], at: number, { today, firstWeekday }: Today): Day | null {
  let next = at
  let week = readWeek(tokens, at)
  if (week) {
    next += 2 + (isStop(tokens, at + 2, ',') ? 1 : 0)
    next += isWord(tokens, next, 'on') ? 1 : 0
  } else if (isWord(tokens, at, 'next')) {
    week = 'next'
    next++
  }
  const weekday = weekdayNamed(wordAt(tokens, next++))
  if (weekday === null) return null
  if (!week) {
    next += isStop(tokens, next, ',') || isWord(tokens, next, 'of') ? 1 : 0
    week = readWeek(tokens, next)
    next += 2
  }
  if (!week) return null
  const start = today - ((weekdayOf(today) - firstWeekday + 7) % 7) + (week === 'next' ? 7 : 0)
  return { next, day: start + ((weekday - firstWeekday + 7) % 7) }
}

function readWeek(tokens: Token[], at: number): string {
  return isWord(tokens, at, 'this', 'next') && isWord(tokens, at + 1, 'week')
    ? wordAt(tokens, at)
    : ''
}

/** `a week on tuesday`, `tuesday week`, `a week tomorrow`: seven days after that day. */
function readWeekAfter(tokens: Token[], at: number, { today }: Today): Day | null {
  const isLed = isWord(tokens, at, 'a') && isWord(tokens, at + 1, 'week')
  if (isLed && isWord(tokens, at + 2, 'today', 'tomorrow')) {
    return { next: at + 3, day: today + (isWord(tokens, at + 2, 'today') ? 7 : 8), firm: true }
  }
  if (isLed && !isWord(tokens, at + 2, 'on')) return null
  const place = isLed ? at + 3 : at
  const weekday = weekdayNamed(wordAt(tokens, place))
  if (weekday === null) return null
  const next = place + (isLed ? 1 : 2)
  // "Tuesday week after next", "Friday week 2"
  const isTailed = /^(?:after|before|of|\d.*)$/.test(wordAt(tokens, next))
  const isNext = isWord(tokens, place - 1, 'next', 'this')
  if (!isLed && (!isWord(tokens, place + 1, 'week') || isTailed || isNext)) return null
  return { next, day: today + ((weekday - weekdayOf(today) + 7) % 7 || 7) + 7, firm: true }
}

/** `friday`, `this friday` (which may be today), `Friday, 27 Nov`. */
function readNearby(tokens: Token[], at: number, now: Today): Day | null {
  let next = at
  while (next < at + 2 && isWord(tokens, next, 'this', 'coming')) next++
  const word = wordAt(tokens, next)
  const weekday = weekdayNamed(word)
  if (weekday === null) return null
  const ahead = (weekday - weekdayOf(now.today) + 7) % 7
  if (next > at) return { next: next + 1, day: now.today + ahead }

  const stop = isStop(tokens, next + 1, ',') || isStop(tokens, next + 1, '.') ? 1 : 0
  const dated = readCalendarDay(tokens, next + 1 + stop, now)
  if (dated && weekdayOf(dated.day) === weekday) return { ...dated, doubtful: false }
  const the = isWord(tokens, next + 1, 'the') ? 1 : 0
  const ordinal = ordinalDigits(wordAt(tokens, next + 1 + the))
  if (ordinal !== null && !dated) {
    const day = nextOrdinal(now.today, ordinal)
    // "Friday the 13th" is a film unless the next 13th is a Friday.
    const fits = day !== null && weekdayOf(day) === weekday
    return fits ? { next: next + 2 + the, day } : null
  }
  return { next: next + 1, day: now.today + (ahead || 7), doubtful: isDoubtfulWeekday(word) }
}
