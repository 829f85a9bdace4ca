// Days as in a calendar: `24 Dec`, `December 24th, 2026`, `12/24` or `24/12`, `24.12.2026`.
import { addMonths, dateOf, dayOf, nextDate } from '../calendar-days.ts'
import type { Token } from './tokens.ts'
import { isStop, isWord, monthNamed, ordinalDigits, ordinalNamed, wordAt } from './words.ts'

/** The day that dates are relative to. */
export interface Today {
  today: number
  /** 0 for Monday, 6 for Sunday. */
  firstWeekday: number
  /** Whether `5/6` means the fifth of June. */
  dayFirst: boolean
}

export interface Day {
  next: number
  day: number
  /** An ambiguous word: a date only in a place where dates stand. */
  doubtful?: boolean
  /** A date whatever follows; other dates are part of a name if a noun follows ("Sunday Times"). */
  firm?: boolean
  /** `tonight` is a day and a part of one. */
  part?: 'night'
}

/** Reads a calendar day: in figures, or with the name of its month. */
export function readCalendarDay(tokens: Token[], at: number, now: Today): Day | null {
  return readFigures(tokens, at, now) ?? readMonthAndDate(tokens, at, now)
}

function readFigures(tokens: Token[], at: number, { today, dayFirst }: Today): Day | null {
  const word = wordAt(tokens, at)
  const found = (day: number | null, doubtful = false) =>
    day === null ? null : { next: at + 1, day, doubtful, firm: true }
  const [, ...iso] = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(word) ?? []
  if (iso[0]) return found(dayOf(Number(iso[0]), Number(iso[2]), Number(iso[3])))
  const [, date, , name = '', inYear] = /^(\d{1,2})([-/])([a-z]+)\2(\d{4})$/.exec(word) ?? []
  if (inYear) return found(dayOf(Number(inYear), monthNamed(name) ?? 0, Number(date)))

  const [, first, mark, second, year] =
    /^(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}|\d\d))?$/.exec(word) ?? []
  if (!first || (mark === '.' && !year)) return null
  const [one, other] = [Number(first), Number(second)]
  const daysFirst = dayFirst || mark === '.'
  const [month, day] = daysFirst ? [other, one] : [one, other]
  // "24/7" means always, not a day.
  if (!year) return found(word === '24/7' ? null : nextDate(today, month, day), true)
  const full = Number(year.length === 2 ? `20${year}` : year)
  if (mark === '/') return found(dayOf(full, month, day) ?? dayOf(full, day, month))
  // "1.12.9" and "10.2.99" are versions.
  const ahead = full - dateOf(today).year
  const isShort = year.length === 2
  return isShort && (ahead < 0 || ahead > 10) ? null : found(dayOf(full, month, day), isShort)
}

/** `24 Dec`, `the 24th of December 2026`, `Dec. 24th, 2026`, `1st of next month`, `mid January`. */
function readMonthAndDate(tokens: Token[], at: number, { today }: Today): Day | null {
  let next = at + (isWord(tokens, at, 'the', 'this', 'next') ? 1 : 0)
  const first = wordAt(tokens, next)
  let date = first === 'mid' ? 15 : dateNamed(first)
  let month: number | null
  let firm = true
  if (date !== null) {
    // Allows a dot after the number: `15. Dec`.
    if (/^\d+$/.test(first) && isStop(tokens, next + 1, '.')) next++
    const of = isWord(tokens, next + 1, 'of')
    if (!of && !/^(?:\d|mid$)/.test(first)) return null
    next += of ? 2 : 1
    const which = isWord(tokens, next, 'this', 'next') && wordAt(tokens, next)
    if (of && which && isWord(tokens, next + 1, 'month')) {
      const { year, month } = dateOf(addMonths(today, which === 'next' ? 1 : 0) ?? today)
      const day = dayOf(year, month, date)
      return day === null ? null : { next: next + 2, day }
    }
    month = monthNamed(wordAt(tokens, next))
    next += month !== null && isStop(tokens, next + 1, '.') && abbreviated(tokens, next) ? 2 : 1
    // "5 may be enough" has a verb.
    if (isWord(tokens, next - 1, 'may') && isVerb(wordAt(tokens, next))) return null
  } else {
    month = monthNamed(first)
    next += isStop(tokens, next + 1, '.') ? 2 : 1
    next += isWord(tokens, next, 'the') ? 1 : 0
    date = dateNamed(wordAt(tokens, next))
    firm = ordinalDigits(wordAt(tokens, next)) !== null
    // "march 10 miles" is a distance.
    if (isMeasure(wordAt(tokens, next + 1))) return null
    next++
  }
  if (month === null || date === null) return null

  const comma = isStop(tokens, next, ',') ? 1 : 0
  const year = /^(?:19|20|21)\d\d$/.exec(wordAt(tokens, next + comma))?.[0]
  const day = year ? dayOf(Number(year), month, date) : nextDate(today, month, date)
  if (day === null) return null
  return { next: year ? next + comma + 1 : next, day, firm: firm || year !== undefined }
}

function dateNamed(word: string): number | null {
  const figures = /^\d\d?$/.test(word) ? Number(word) : ordinalNamed(word)
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
