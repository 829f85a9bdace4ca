// A repeat as data: its RRULE text and the days that fit it.

import { dateOf, monthLength, nextDate, weekdayOf, weekdays } from '../calendar-days.ts'
import { limits } from '../task-fields.ts'
import type { Part } from './times.ts'

export interface Rule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  interval: number
  /** 0 is Monday, in week order. */
  weekdays?: number[]
  /** With one weekday: its number in the month; -1 is the last. */
  nth?: number
  /** 1 to 31, -1 is the last day. */
  monthDay?: number
  /** The date of a yearly repeat; RRULE takes it from the due date. */
  yearDay?: { month: number; date: number }
}

/** A parsed repeat, up to the token `next`. */
export interface Repeat {
  next: number
  rule: Rule
  /** `every! 3 days` counts from completion. */
  completed?: boolean
  part?: Part
}

export interface Limit {
  count?: number
  /** A day. */
  until?: number
}

/** Converts `for 3 weeks` into a count of fitting days; null if that is not a whole number. */
export function countFor({ freq, interval, weekdays = [], ...more }: Rule, days: number) {
  const isPlain = interval === 1 && !more.nth && !more.monthDay && weekdays.length <= 1
  const count = freq === 'DAILY' ? days : freq === 'WEEKLY' ? days / 7 : 0
  return isPlain && Number.isInteger(count) && count > 0 && count <= limits.repeats ? count : null
}

export const everyDay: Rule = { freq: 'DAILY', interval: 1 }

// 29 February can be eight years away.
const longestSearch = 366 * 9

/** Canonical order: FREQ;INTERVAL;BYDAY;BYMONTHDAY;COUNT;UNTIL. */
export function ruleText(rule: Rule, limit: Limit): string {
  const parts = [`FREQ=${rule.freq}`]
  if (rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`)
  if (rule.weekdays) {
    parts.push(`BYDAY=${rule.weekdays.map((day) => `${rule.nth ?? ''}${weekdays[day]}`)}`)
  }
  if (rule.monthDay) parts.push(`BYMONTHDAY=${rule.monthDay}`)
  if (limit.count) parts.push(`COUNT=${limit.count}`)
  if (limit.until !== undefined) {
    const { year, month, date } = dateOf(limit.until)
    parts.push(`UNTIL=${year}${`${month}`.padStart(2, '0')}${`${date}`.padStart(2, '0')}`)
  }
  return parts.join(';')
}

/** The first day from `start` on that fits the rule and the condition. */
export function firstDay(rule: Rule, start: number, suits: (day: number) => boolean): number {
  const { yearDay } = rule
  for (let day = start; day < start + longestSearch; day++) {
    if (yearDay) day = nextDate(day, yearDay.month, yearDay.date) ?? day
    if (fits(rule, day) && suits(day)) return day
  }
  return start
}

function fits(rule: Rule, day: number): boolean {
  const { year, month, date } = dateOf(day)
  const length = monthLength(year, month)
  if (rule.weekdays && !rule.weekdays.includes(weekdayOf(day))) return false
  if (rule.nth === -1 && date <= length - 7) return false
  if (rule.nth !== undefined && rule.nth > 0 && Math.ceil(date / 7) !== rule.nth) return false
  if (rule.monthDay && date !== (rule.monthDay < 0 ? length : rule.monthDay)) return false
  return !rule.yearDay || (rule.yearDay.month === month && rule.yearDay.date === date)
}
