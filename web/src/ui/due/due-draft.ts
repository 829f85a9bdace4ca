// A due date in a form: wall clock and zone instead of an instant.

import { isInCalendar } from '../../../../worker/domain/calendar-days.ts'
import { limits, taskDefaults } from '../../../../worker/domain/task-fields.ts'
import { instantOf, localOf, zoneOrUtc } from '../../../../worker/domain/wall-clock.ts'
import type { TaskFields } from '../../data/contract.ts'
import { type Repeat, repeatOf, ruleOf } from './repeat.ts'

/** The fields of a task that the form edits: a date, or an instant with its zone, never both. */
export type DueValue = Pick<
  TaskFields,
  'due_date' | 'due_at' | 'due_timezone' | 'recurrence' | 'recurrence_from'
>

export const pickDue = (task: DueValue): DueValue => ({
  due_date: task.due_date,
  due_at: task.due_at,
  due_timezone: task.due_timezone,
  recurrence: task.recurrence,
  recurrence_from: task.recurrence_from,
})

export const never = pickDue(taskDefaults)

export interface DueDraft {
  /** YYYY-MM-DD; empty for none. */
  day: string
  /** HH:MM; empty for all day. */
  time: string
  zone: string
  repeat: Repeat | null
  from: DueValue['recurrence_from']
}

/** `here` is the zone for a time that is added. */
export function draftOf(value: DueValue, here: string): DueDraft {
  const { due_date, due_at, due_timezone, recurrence, recurrence_from } = value
  const zone = due_timezone ?? here
  const local = due_at === null ? '' : wallClock(zone, due_at)
  return {
    day: due_date ?? local.slice(0, 10),
    time: local.slice(11, 16),
    zone,
    repeat: recurrence === null ? null : repeatOf(recurrence),
    from: recurrence_from,
  }
}

/** Converts the draft to the API's fields; unchanged parts keep their seconds and rule from `before`. */
export function dueOf(draft: DueDraft, before: DueValue, here: string): DueValue {
  const { day, time, zone, repeat, from } = draft
  if (!day) return never
  const old = draftOf(before, here)
  const isSameTime = day === old.day && time === old.time && zone === old.zone
  const when = isSameTime
    ? { due_date: before.due_date, due_at: before.due_at, due_timezone: before.due_timezone }
    : whenOf(day, time, zone)
  const isSameRule = JSON.stringify(repeat) === JSON.stringify(old.repeat)
  const recurrence = isSameRule ? before.recurrence : repeat && ruleOf(repeat)
  return { ...when, recurrence, recurrence_from: recurrence === null ? 'due' : from }
}

/** The same on another date: time, zone and recurrence stay. */
export function onDay(value: DueValue, day: string | null, here: string): DueValue {
  return day ? dueOf({ ...draftOf(value, here), day }, value, here) : never
}

function whenOf(day: string, time: string, zone: string) {
  if (!time) return { due_date: day, due_at: null, due_timezone: null }
  const at = instantOf(zoneOrUtc(zone), Date.parse(`${day}T${time}:00Z`))
  return { due_date: null, due_at: new Date(at).toISOString(), due_timezone: zone }
}

/** Returns what is wrong with a draft. */
export function draftTrouble(draft: DueDraft): string | undefined {
  const { day, time, zone, repeat } = draft
  if (!day) return undefined
  if (!isInCalendar(day)) return 'Enter a date in the years 1 to 9999.'
  const { due_at } = whenOf(day, time, zone)
  // Near both ends of the calendar, the day in UTC may be out of range.
  if (due_at && !isInCalendar(due_at)) return 'Enter a date in the years 1 to 9999.'
  if (!repeat) return undefined
  if (!isCount(repeat.every))
    return `Enter how often it repeats as a number from 1 to ${limits.repeats}.`
  if (repeat.end && 'count' in repeat.end && !isCount(repeat.end.count))
    return `Enter how many times as a number from 1 to ${limits.repeats}.`
  if (repeat.end && 'until' in repeat.end && !isInCalendar(repeat.end.until))
    return 'Enter the date on which the repeat ends.'
  return undefined
}

const isCount = (count: number) => Number.isInteger(count) && count >= 1 && count <= limits.repeats

const wallClock = (zone: string, instant: string) =>
  new Date(localOf(zoneOrUtc(zone), Date.parse(instant))).toISOString()
