// The due date in RFC 5545.
import { TimeZone } from '../domain/time-zone.ts'
import { clockAt, instantAt } from '../domain/wall-clock.ts'
import { basic } from './ics-timezone.ts'
import { Recurrence, type TransferTask } from './schema.ts'

export interface IcsDue {
  /** Parameters and value of DUE or DTSTART, starting with `;` or `:`. */
  start: string
  timed: boolean
  /** Set if `start` names a zone, which then needs its VTIMEZONE. */
  zone?: string
  /** Value of RRULE. */
  rule?: string | undefined
}

/**
 * A date is a DATE. A time is in UTC, which needs no zone, unless the task repeats in a zone: then its rule must follow
 * that zone's clocks.
 */
export function icsDue(task: TransferTask): IcsDue | undefined {
  const rule = Recurrence.safeParse(task.recurrence).data
  if (task.due_date !== null) {
    const start = `;VALUE=DATE:${basic(task.due_date)}`
    const day = rule && withUntil(rule, (until) => until.slice(0, 8))
    return { start, timed: false, ...(day && { rule: day }) }
  }
  if (task.due_at === null) return
  const at = Date.parse(task.due_at)
  // Old tasks may have a zone in another spelling, which few calendars know.
  const zone = rule && TimeZone.safeParse(task.due_timezone).data
  const endOf = (until: string) => {
    if (until.length > 8) return until
    const clock = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6)}T23:59:59`
    return utc(instantAt(zone ?? 'UTC', clock).getTime())
  }
  return {
    start: zone ? `;TZID=${zone}:${basic(clockAt(zone, at))}` : `:${utc(at)}`,
    timed: true,
    ...(zone && { zone }),
    ...(rule && { rule: withUntil(rule, endOf) }),
  }
}

export const utc = (instant: number | string) =>
  `${basic(new Date(instant).toISOString().slice(0, 19))}Z`

/** UNTIL must have the type of DTSTART: a date, or an instant in UTC (section 3.3.10). */
const withUntil = (rule: string, write: (until: string) => string) =>
  rule.replace(/(?<=;UNTIL=)\d{8}(T\d{6}Z?)?(?=;|$)/, (until) => write(until))
