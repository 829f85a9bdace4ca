// The recurrence rules that Duly supports, a subset of RFC 5545, section 3.3.10. migrations/functions/recurrence.sql
// reads them. Equivalent rules are converted to this subset.
import * as z from 'zod'
import { weekdayNamed } from '../calendar-days.ts'
import { limits } from '../task-fields.ts'
import { isTimeZone } from '../time-zone.ts'
import { zoneOf } from '../wall-clock.ts'
import {
  everyOf,
  isDay,
  type Parts,
  readParts,
  shiftOf,
  textOf,
  wrongWeekStart,
} from './rule-parts.ts'

/** Canonical, except for what depends on the due date: `settleRecurrence` and `ruleOfDue` do the rest. */
export const Recurrence = z
  .string()
  .max(limits.ruleLength, {
    error: `must have at most ${limits.ruleLength} characters`,
    abort: true,
  })
  .check((payload) => {
    const parts = readParts(payload.value)
    if (typeof parts !== 'string') payload.value = textOf(parts)
    else payload.issues.push({ code: 'custom', message: parts, input: payload.value })
  })
  .meta({
    description:
      'How a task repeats, by calendar days, as in RFC 5545: `FREQ=DAILY`; `WEEKLY`, also with ' +
      '`BYDAY=MO,FR`; `MONTHLY`, also with `BYMONTHDAY=15` (-1 is the last day) or `BYDAY=2MO` ' +
      '(-1MO is the last Monday); `YEARLY`. All may have `INTERVAL`, and `COUNT` (of occurrences ' +
      'left, this one included) or `UNTIL=YYYYMMDD` (inclusive). Months without the day are ' +
      'skipped. Parts may come in any order, and in other words that mean the same days: the ' +
      'answer has the words of this list, in the order of the example. `BYMONTH`, an `UNTIL` with ' +
      'a time, and `WKST` with `INTERVAL` and `BYDAY` are compared with the due day, which must ' +
      'be in the same body.',
    example: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=10',
  })

/** When a task is due; for a patch, only the fields that it has. */
export interface Due {
  due_date?: string | null | undefined
  due_at?: string | null | undefined
  due_timezone?: string | null | undefined
}

type Reading = { rule: string; wrong?: never } | { rule?: never; wrong: string }

/** Returns the canonical form of a rule for a task with this due date, if both name the same dates. */
export function ruleOfDue(text: string, due: Due): Reading {
  const { data, error } = Recurrence.safeParse(text)
  if (data === undefined) return { wrong: error.issues[0]?.message ?? 'must be a rule' }
  const parts = readParts(data)
  const isSettled = !/;(BYMONTH|WKST)=|;UNTIL=\d+T/.test(data)
  if (isSettled || typeof parts === 'string') return { rule: data }
  const at = clockOf(due)
  if (!at) return { wrong: `must come with the due day in the same body where ${open(parts)}` }
  return normalized(parts, at)
}

/** For `check` of an object with a recurrence: replaces it with its canonical form. */
export function settleRecurrence({
  value,
  issues,
}: z.core.ParsePayload<Due & { recurrence?: string | null | undefined }>): void {
  if (!value.recurrence || issues.some(({ path }) => path?.[0] === 'recurrence')) return
  const { rule, wrong } = ruleOfDue(value.recurrence, value)
  if (rule !== undefined) value.recurrence = rule
  else issues.push({ code: 'custom', path: ['recurrence'], message: wrong, input: value })
}

const open = (parts: Parts) =>
  parts.has('BYMONTH')
    ? 'it has BYMONTH'
    : parts.has('WKST')
      ? 'it has INTERVAL, BYDAY and WKST'
      : 'UNTIL has a time'

interface Clock {
  day: string
  /** Null for all day, which has no zone either. */
  time: string | null
  /** The local time at an instant, as 20261224T180000. */
  shown: (instant: number) => string
}

function clockOf({ due_date, due_at, due_timezone }: Due): Clock | undefined {
  const inUtc = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\..*/g, '')
  if (due_date) return { day: due_date, time: null, shown: inUtc }
  // Invalid fields get here too; other checks report them.
  if (!due_at || !due_timezone || !isTimeZone(due_timezone)) return
  if (Number.isNaN(Date.parse(due_at))) return
  const zone = zoneOf(due_timezone)
  const shown = (instant: number) => inUtc(instant + zone.offset(instant))
  const clock = shown(Date.parse(due_at))
  return { day: clock.replace(/^(\d+)(..)(..)T.*/, '$1-$2-$3'), time: clock.slice(-6), shown }
}

function normalized(given: Parts, due: Clock): Reading {
  const parts = new Map(given)
  const { day } = due
  if (given.has('BYMONTH')) {
    const [, month, monthDay] = day.split('-').map(Number)
    const wanted = Number(given.get('BYMONTHDAY') ?? monthDay)
    if (Number(given.get('BYMONTH')) !== month || wanted !== monthDay) {
      return { wrong: 'must have the month and day of the due day as BYMONTH and BYMONTHDAY' }
    }
    parts.delete('BYMONTH')
    parts.delete('BYMONTHDAY')
  }
  const [start, byDay] = [given.get('WKST'), given.get('BYDAY')]
  if (start && byDay && everyOf(given) > 1) {
    const dueWeekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
    const shift = shiftOf(weekdayNamed(byDay.slice(0, 2)), start)
    if (shiftOf(dueWeekday, start) !== shift) return { wrong: wrongWeekStart }
    parts.delete('WKST')
  }
  const until = given.get('UNTIL') ?? ''
  if (until.includes('T')) {
    const last = lastDay(until, due)
    if (!isDay(last)) return { wrong: 'must have an UNTIL within the years 1 to 9999' }
    parts.set('UNTIL', last)
  }
  return { rule: textOf(parts) }
}

/** The last day whose occurrence is not after `until`, which is an instant or a local time (section 3.3.10). */
function lastDay(until: string, { time, shown }: Clock): string {
  const iso = until.replace(/(....)(..)(..)T(..)(..)(..)Z?/, '$1-$2-$3T$4:$5:$6Z')
  const clock = until.endsWith('Z') ? shown(Date.parse(iso)) : until
  const [day = '', end = ''] = clock.split('T')
  if (time === null || end >= time) return day
  const noon = Date.parse(day.replace(/^(\d+)(..)(..)$/, '$1-$2-$3T12:00:00Z'))
  return new Date(noon - 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
}
