// The day on which a task is due, in the user's time zone.

interface Due {
  /** YYYY-MM-DD */
  due_date: string | null
  due_at: string | null
}

/** The day on which a task is due in the user's zone; null if it has no due date. */
export function dueDay(task: Due, timezone: string): string | null {
  if (task.due_at === null) return task.due_date
  const known = days.get(task)
  if (known?.timezone === timezone) return known.day
  const day = dayIn(timezone, new Date(task.due_at))
  days.set(task, { timezone, day })
  return day
}

/**
 * Whether a due day is overdue: from the next day on. The time of day does not matter.
 *
 * @param day YYYY-MM-DD, as is `today`; null if there is no due date
 */
export const isOverdue = (day: string | null, today: string): boolean => day !== null && day < today

/**
 * Caches days, because computing one takes a microsecond or two and views need those of all tasks. Rows never change in
 * place.
 */
const days = new WeakMap<object, { timezone: string; day: string }>()

const formats = new Map<string, Intl.DateTimeFormat>()

/** YYYY-MM-DD in this zone. */
export function dayIn(timezone: string, at: Date): string {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' })
    formats.set(timezone, format)
  }
  return format.format(at)
}
