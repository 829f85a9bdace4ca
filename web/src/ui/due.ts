import { isOverdue } from '../../../worker/domain/due.ts'

/** A due date in words, seen from `today`. Both are `YYYY-MM-DD`. */
export type Due = { when: 'overdue' | 'today' | 'soon' | 'later'; words: string }

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayLength = 24 * 60 * 60 * 1_000

export function dueInWords(day: string, today: string): Due {
  const days = (utc(day).getTime() - utc(today).getTime()) / dayLength
  if (isOverdue(day, today))
    return { when: 'overdue', words: `Overdue: ${pastDay(day, today, -days)}` }
  if (days === 0) return { when: 'today', words: 'Today' }
  if (days === 1) return { when: 'soon', words: 'Tomorrow' }
  return { when: days < 7 ? 'soon' : 'later', words: dayInWords(day, today) }
}

const pastDay = (day: string, today: string, ago: number) =>
  ago === 1 ? 'yesterday' : dayInWords(day, today)

/** `Fri 4 Dec`, with the year unless it is this one. */
export function dayInWords(day: string, today: string): string {
  const date = utc(day)
  const words = `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`
  return day.slice(0, 4) === today.slice(0, 4) ? words : `${words} ${Number(day.slice(0, 4))}`
}

/** The calendar day in the user's zone. */
export function localDay(date: Date, plusDays = 0): string {
  const local = new Date(date.getFullYear(), date.getMonth(), date.getDate() + plusDays)
  const [year, month, day] = [local.getFullYear(), local.getMonth() + 1, local.getDate()]
  const pad = (value: number, length: number) => String(value).padStart(length, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** Computes in UTC, where every day has 24 hours. */
const utc = (day: string) => new Date(`${day}T00:00:00Z`)
