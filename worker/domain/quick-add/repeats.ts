// Repeats in English: `every 2 weeks on mon and thu`, `every last friday of the month`, `daily`.

import { dateOf } from '../calendar-days.ts'
import { limits } from '../task-fields.ts'
import { readCalendarDay, type Today } from './calendar-dates.ts'
import { begins, standsAtEnd } from './due.ts'
import { everyDay, type Repeat, type Rule } from './rules.ts'
import { mayFollow, readPart, readTime } from './times.ts'
import type { Token } from './tokens.ts'
import { isPlural, readWeekdays, weekly } from './weekday-lists.ts'
import {
  isDoubtfulWeekday,
  isStop,
  isWord,
  numberNamed,
  ordinalDigits,
  ordinalNamed,
  phrase,
  weekdayNamed,
  wordAt,
} from './words.ts'

const units: Record<string, Rule['freq']> = {
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  year: 'YEARLY',
}

const adverbs = new Map<string, Rule>([
  ['daily', everyDay],
  ['everyday', everyDay],
  ['weekly', { freq: 'WEEKLY', interval: 1 }],
  ['fortnightly', { freq: 'WEEKLY', interval: 2 }],
  ['biweekly', { freq: 'WEEKLY', interval: 2 }],
  ['monthly', { freq: 'MONTHLY', interval: 1 }],
  ['quarterly', { freq: 'MONTHLY', interval: 3 }],
  ['yearly', { freq: 'YEARLY', interval: 1 }],
  ['annually', { freq: 'YEARLY', interval: 1 }],
  ['weekdays', { freq: 'WEEKLY', interval: 1, weekdays: [0, 1, 2, 3, 4] }],
])

/** Null also for a repeat that no rule of ours can express, which stays text. */
export function readRepeat(tokens: Token[], at: number, now: Today): Repeat | null {
  const adverb = adverbs.get(wordAt(tokens, at))
  if (adverb) {
    const found = readDetail(tokens, at + 1, adverb, now)
    if (!found || found.next > at + 1) return found
    // "weekly report" is a kind of report.
    const ends = standsAtEnd(tokens, at + 1) || readTime(tokens, at + 1, true)
    return ends ? found : null
  }
  const ofEvery = readOfEveryMonth(tokens, at)
  if (ofEvery) return ofEvery
  const on = isWord(tokens, at, 'on') ? 1 : 0
  if (isPlural(wordAt(tokens, at + on))) {
    const days = readWeekdays(tokens, at + on, 1)
    // "Happy Mondays" is a name, "mondays and fridays" at the end of a line is a repeat.
    const isSure = on || (days?.rule.weekdays?.[1] && standsAtEnd(tokens, days.next))
    return isSure ? days : null
  }
  if (on) {
    const days = adverbs.get(wordAt(tokens, at + 1))?.weekdays
    return days ? weekly(at + 2, days) : null
  }
  if (!isWord(tokens, at, 'ev', 'every', 'each')) return null

  const bang = tokens[at]?.end === tokens[at + 1]?.start && isStop(tokens, at + 1, '!')
  const found = readEvery(tokens, at + (bang ? 2 : 1), now)
  if (!found) return null
  const part = found.part ? null : readPart(tokens, found.next, true)
  const whole = part && !part.today ? { ...found, next: part.next, part: part.part } : found
  // "Count every day counts" is not a repeat.
  if (!begins(tokens, at) && !mayFollow(tokens, whole.next)) return null
  return bang ? { ...whole, completed: true } : whole
}

/** Reads what follows `every`. */
function readEvery(tokens: Token[], at: number, now: Today): Repeat | null {
  const other = isWord(tokens, at, 'other')
  const counted = other ? 2 : numberNamed(wordAt(tokens, at))
  const ordinal = ordinalNamed(wordAt(tokens, at))

  const plain = readUnit(tokens, at, 1, now) ?? readWeekdays(tokens, at, 1)
  if (plain) return plain
  const yearDay = readCalendarDay(tokens, at, now)
  if (yearDay && /[a-z]/.test(wordAt(tokens, yearDay.next - 1) + wordAt(tokens, at))) {
    return { next: yearDay.next, rule: yearlyOn(yearDay.day, 1) }
  }
  if (counted !== null && counted >= 1 && counted <= limits.repeats) {
    const unit = readUnit(tokens, at + 1, counted, now)
    if (unit) return unit
    if (other) return readWeekdays(tokens, at + 1, 2)
    // `every 27`
    const isDate = /^\d/.test(wordAt(tokens, at)) && counted <= 31 && standsAtEnd(tokens, at + 1)
    const rule: Rule = { freq: 'MONTHLY', interval: 1, monthDay: counted }
    return isDate ? { next: at + 1, rule } : null
  }
  if (ordinal === null) return null
  // "Every first workday" is one per month, which no rule of ours can express.
  const interval = ordinal > 1 && readUnit(tokens, at + 1, ordinal, now)
  if (interval) return interval
  const inMonth = readInMonth(tokens, at, 1)
  if (!inMonth) return null
  const next = skipOfMonth(tokens, inMonth.next)
  const isFirst = ordinal === 1 && isWord(tokens, at + 1, 'day')
  return isFirst && next === inMonth.next ? null : { ...inMonth, next }
}

/** `day`, `weeks on mon`, `month on the 15th`, `weekday`, `morning`. */
function readUnit(tokens: Token[], at: number, interval: number, now: Today): Repeat | null {
  const word = wordAt(tokens, at)
  if (interval === 1) {
    if (word === 'weekday' || word === 'workday' || word === 'wd')
      return weekly(at + 1, [0, 1, 2, 3, 4])
    if (phrase(tokens, at, 'business day')) return weekly(at + 2, [0, 1, 2, 3, 4])
    if (/^(?:morning|afternoon|evening|night)$/.test(word)) {
      const part = readPart(tokens, at, true)
      return part && { next: part.next, rule: everyDay, part: part.part }
    }
  }
  const singular = word.replace(/s$/, '')
  if (singular === 'weekend') return weekly(at + 1, [5, 6], interval)
  if (singular === 'fortnight' || singular === 'quarter') {
    const freq = singular === 'fortnight' ? 'WEEKLY' : 'MONTHLY'
    const factor = singular === 'fortnight' ? 2 : 3
    return interval * factor > limits.repeats
      ? null
      : { next: at + 1, rule: { freq, interval: interval * factor } }
  }
  const freq = Object.hasOwn(units, singular) ? units[singular] : undefined
  return freq ? readDetail(tokens, at + 1, { freq, interval }, now) : null
}

/** `on mon and thu` of a week, `on the 15th` of a month, `on dec 24` of a year. */
function readDetail(tokens: Token[], at: number, rule: Rule, now: Today): Repeat | null {
  const on = isWord(tokens, at, 'on') ? 1 : 0
  if (rule.freq === 'WEEKLY' && !rule.weekdays && (on || !isDoubtfulWeekday(wordAt(tokens, at)))) {
    const days = readWeekdays(tokens, at + on, rule.interval)
    if (days) return days
  }
  const the = isWord(tokens, at + on, 'the') ? 1 : 0
  if (rule.freq === 'MONTHLY' && (on + the > 0 || ordinalDigits(wordAt(tokens, at)))) {
    const inMonth = readInMonth(tokens, at + on, rule.interval)
    if (inMonth) return { ...inMonth, next: skipOfMonth(tokens, inMonth.next) }
    // Rules cannot have two days of a month: no repeat is better than a wrong one.
    if (ordinalNamed(wordAt(tokens, at + on + the)) !== null) return null
  }
  if (rule.freq === 'YEARLY') {
    const day = readCalendarDay(tokens, at + on, now)
    if (day) return { next: day.next, rule: yearlyOn(day.day, rule.interval) }
  }
  return { next: at, rule }
}

/** `the 15th`, `day 15`, `the last day`, `the 2nd tuesday`; not one of several ("the 1st and 15th"). */
function readInMonth(tokens: Token[], at: number, interval: number): Repeat | null {
  const rule = { freq: 'MONTHLY', interval } as const
  const the = isWord(tokens, at, 'the') ? 1 : 0
  const numbered = isWord(tokens, at, 'day') ? numberNamed(wordAt(tokens, at + 1)) : null
  if (numbered !== null && numbered >= 1 && numbered <= 31) {
    return { next: at + 2, rule: { ...rule, monthDay: numbered } }
  }
  const ordinal = ordinalNamed(wordAt(tokens, at + the))
  const weekday = weekdayNamed(wordAt(tokens, at + the + 1))
  const next = at + the + 1
  if (ordinal === null) return null
  if (weekday !== null) {
    return ordinal > 5
      ? null
      : { next: next + 1, rule: { ...rule, weekdays: [weekday], nth: ordinal } }
  }
  const day = isWord(tokens, next, 'day') ? 1 : 0
  const figures = ordinalDigits(wordAt(tokens, at + the)) !== null
  if (day === 0 && !figures && !isWord(tokens, next, 'of')) return null
  const several =
    isWord(tokens, next, 'and', '&') && ordinalNamed(wordAt(tokens, next + 1)) !== null
  return several ? null : { next: next + day, rule: { ...rule, monthDay: ordinal } }
}

/** `on the 15th of every month`, `at the end of each month`. */
function readOfEveryMonth(tokens: Token[], at: number): Repeat | null {
  const lead = isWord(tokens, at, 'on', 'at') ? 1 : 0
  const the = isWord(tokens, at + lead, 'the') ? 1 : 0
  const found = isWord(tokens, at + lead + the, 'end')
    ? { next: at + lead + the + 1, rule: { freq: 'MONTHLY', interval: 1, monthDay: -1 } as const }
    : readInMonth(tokens, at + lead, 1)
  if (!found || !isWord(tokens, found.next, 'of', 'in')) return null
  const every =
    isWord(tokens, found.next + 1, 'every', 'each') && isWord(tokens, found.next + 2, 'month')
  return every ? { ...found, next: found.next + 3 } : null
}

function skipOfMonth(tokens: Token[], at: number): number {
  if (!isWord(tokens, at, 'of', 'in')) return at
  const next = at + (isWord(tokens, at + 1, 'the', 'every', 'each') ? 2 : 1)
  return isWord(tokens, next, 'month') ? next + 1 : at
}

function yearlyOn(day: number, interval: number): Rule {
  const { month, date } = dateOf(day)
  return { freq: 'YEARLY', interval, yearDay: { month, date } }
}
