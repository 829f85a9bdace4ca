// Days of the Gregorian calendar as whole numbers (0 is 1970-01-01), independent of time zones; months as numbers from
// the start of year 0.

interface CalendarDate {
  year: number
  month: number
  date: number
}

/** Milliseconds. */
export const dayLength = 86_400_000

/** The day of a calendar date, or null if the date does not exist. */
export function dayOf(year: number, month: number, date: number): number | null {
  if (year < 1900 || year > 9999) return null
  const day = Date.UTC(year, month - 1, date) / dayLength
  const found = dateOf(day)
  return found.month === month && found.date === date ? day : null
}

export function dateOf(day: number): CalendarDate {
  const at = new Date(day * dayLength)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() }
}

/** As RFC 5545 names them, in the order of `weekdayOf`. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]

/** The number of a weekday by its name; -1 where it is none. */
export const weekdayNamed = (name: string): number => (weekdays as readonly string[]).indexOf(name)

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

export function isoDay(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10)
}

/** @param text `YYYY-MM-DD`, in the years 1 to 9999 */
export const parseDay = (text: string): number => Date.parse(`${text}T00:00:00Z`) / dayLength

/** The first and the last date of a task: Postgres has no year 0, and ISO 8601 none of five digits. */
export const [firstDate, lastDate] = ['0001-01-01', '9999-12-31'] as const
export const firstDay = parseDay(firstDate)
/** The last possible day of a series. */
export const lastDay = parseDay(lastDate)

/** Whether a date or an instant in the form of ISO 8601 is within these years. */
export const isInCalendar = (text: string): boolean => /^(?!0000)\d{4}-/.test(text)

export function monthOf(day: number): number {
  const date = new Date(day * dayLength)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** The nth day of a month or, with a weekday, the nth such weekday; -1 is the last. Null if the month has none. */
export function dayInMonth(month: number, nth: number, weekday: number | null): number | null {
  const first = firstOf(month)
  const last = firstOf(month + 1) - 1
  if (nth === -1) return last - (weekday === null ? 0 : (weekdayOf(last) - weekday + 7) % 7)
  const day =
    weekday === null
      ? first + nth - 1
      : first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7
  return day <= last ? day : null
}

/** Date.UTC misreads years before 100. */
const firstOf = (month: number) =>
  new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / dayLength

export function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The same date some months later; one month after 31 January is the last day of February. */
export function addMonths(day: number, months: number): number | null {
  const { year, month, date } = dateOf(day)
  const total = year * 12 + (month - 1) + months
  const [toYear, toMonth] = [Math.floor(total / 12), (total % 12) + 1]
  return dayOf(toYear, toMonth, Math.min(date, monthLength(toYear, toMonth)))
}

/** The first such date from `from` on: 29 February can be years away. */
export function nextDate(from: number, month: number, date: number): number | null {
  const { year } = dateOf(from)
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = dayOf(year + ahead, month, date)
    if (day !== null && day >= from) return day
  }
  return null
}

/** The next 15th, today included. */
export function nextOrdinal(today: number, date: number): number | null {
  const { year, month } = dateOf(today)
  for (let ahead = 0; ahead < 3; ahead++) {
    const total = month - 1 + ahead
    const day = dayOf(year + Math.floor(total / 12), (total % 12) + 1, date)
    if (day !== null && day >= today) return day
  }
  return null
}
