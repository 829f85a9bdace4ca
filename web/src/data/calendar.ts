// Days of the Gregorian calendar as numbers from 1970-01-01, and months as numbers from the start of year 0.

const dayLength = 86_400_000

/** @param text `YYYY-MM-DD`, of the years 1 to 9999 */
export const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / dayLength

export const textOf = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10)

/** No series goes further. */
export const lastDay = dayOf('9999-12-31')

/** 0 is Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

export function monthOf(day: number): number {
  const date = new Date(day * dayLength)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** The nth day of a month or, with a weekday, the nth such day; -1 is the last. Null where the month has none. */
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

/** Date.UTC takes the years before 100 for others. */
const firstOf = (month: number) =>
  new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / dayLength
