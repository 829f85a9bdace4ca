// Which day it is, and where: views and counts depend on both.
import { dayIn } from '../../../worker/domain/due.ts'
import type { Calendar } from '../../../worker/domain/task-views.ts'

export type CalendarClock = ReturnType<typeof createCalendar>

export function createCalendar(now: () => Date, initialTimeZone: string) {
  let calendar: Calendar = { timezone: initialTimeZone, today: dayIn(initialTimeZone, now()) }
  return {
    now,
    get: () => calendar,
    /**
     * Reads the clock again, in this zone.
     *
     * @returns whether the zone or the day has changed
     */
    update(timezone = calendar.timezone): boolean {
      const today = dayIn(timezone, now())
      if (timezone === calendar.timezone && today === calendar.today) return false
      calendar = { timezone, today }
      return true
    },
  }
}
