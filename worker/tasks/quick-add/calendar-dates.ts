// Days as a calendar writes them: `24 Dec`, `December 24th, 2026`, `12/24` (month first), `24.12.2026`.
import { dayOf, nextDate } from './days.ts'
import type { Token } from './tokens.ts'
import { isStop, isWord, monthNamed, ordinalDigits, wordAt } from './words.ts'

/** What dates are relative to. */
export interface Today {
  today: number
  /** 0 for Monday, 6 for Sunday. */
  firstWeekday: number
}

export interface Day {
  next: number
  day: number
  /** A word of more than one meaning: a date only where a date stands. */
  doubtful?: boolean
  /** `tonight` is a day and a part of it. */
  part?: 'night'
}

/** A day of the calendar: in figures, or with the name of its month. */
export function readCalendarDay(tokens: Token[], at: number, now: Today): Day | null {
  return readFigures(tokens, at, now) ?? readMonthAndDate(tokens, at, now)
}

function readFigures(tokens: Token[], at: number, { today }: Today): Day | null {
  const word = wordAt(tokens, at)
  const found = (day: number | null, doubtful = false) =>
    day === null ? null : { next: at + 1, day, doubtful }
  const iso = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(word)
  if (iso) return found(dayOf(Number(iso[1]), Number(iso[3]), Number(iso[4])))
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(word)
  if (dotted) return found(dayOf(Number(dotted[3]), Number(dotted[2]), Number(dotted[1])))
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d\d))?$/.exec(word)
  if (!slashed) return null
  const [month, date, year] = [Number(slashed[1]), Number(slashed[2]), slashed[3]]
  if (!year) return found(nextDate(today, month, date), true)
  return found(dayOf(Number(year.length === 2 ? `20${year}` : year), month, date))
}

/** `24 Dec`, `the 24th of December 2026`, `Dec. 24th, 2026`. */
function readMonthAndDate(tokens: Token[], at: number, { today }: Today): Day | null {
  let next = at + (isWord(tokens, at, 'the', 'this', 'next') ? 1 : 0)
  const first = wordAt(tokens, next)
  let date = dateNamed(first)
  let month: number | null
  if (date !== null) {
    next += isWord(tokens, next + 1, 'of') ? 2 : 1
    month = monthNamed(wordAt(tokens, next))
    next += month !== null && isStop(tokens, next + 1, '.') && abbreviated(tokens, next) ? 2 : 1
    // "5 may be enough" is about five things.
    if (isWord(tokens, next - 1, 'may') && isVerb(wordAt(tokens, next))) return null
  } else {
    month = monthNamed(first)
    next += isStop(tokens, next + 1, '.') ? 2 : 1
    next += isWord(tokens, next, 'the') ? 1 : 0
    date = dateNamed(wordAt(tokens, next))
    // "march 10 miles" is a walk.
    if (isWord(tokens, at, 'march', 'may') && isMeasure(wordAt(tokens, next + 1))) return null
    next++
  }
  if (month === null || date === null) return null

  const comma = isStop(tokens, next, ',') ? 1 : 0
  const year = /^(?:19|20|21)\d\d$/.exec(wordAt(tokens, next + comma))?.[0]
  const day = year ? dayOf(Number(year), month, date) : nextDate(today, month, date)
  return day === null ? null : { next: year ? next + comma + 1 : next, day }
}

function dateNamed(word: string): number | null {
  const figures = /^\d\d?$/.test(word) ? Number(word) : ordinalDigits(word)
  return figures !== null && figures >= 1 && figures <= 31 ? figures : null
}

function abbreviated(tokens: Token[], at: number): boolean {
  return wordAt(tokens, at).length <= 4 && !isWord(tokens, at, 'may', 'june', 'july')
}

function isVerb(word: string): boolean {
  return /^(?:be|have|not|need|come|take|also|still|get|go|want|fail|or|well|cause|help)$/.test(
    word,
  )
}

function isMeasure(word: string): boolean {
  return /^(?:miles?|km|kilomet(?:er|re)s?|steps?|hours?|minutes?|people|times|days|laps|blocks)$/.test(
    word,
  )
}
