// Resolves a parsed due expression to a day or an instant, in the user's zone.

import { dayLength } from '../calendar-days.ts'
import { instantOf, type Zone } from '../wall-clock.ts'
import type { Today } from './calendar-dates.ts'
import type { Due } from './due.ts'
import { firstDay, type Repeat } from './rules.ts'
import { partStart } from './times.ts'

interface Moment {
  day: number
  /** Milliseconds, if a time of day was given. */
  instant: number | null
}

interface Clock {
  now: number
  zone: Zone
  today: Today
}

/** The day on the wall calendar at an instant. */
export const dayIn = (zone: Zone, instant: number): number =>
  Math.floor((instant + zone.offset(instant)) / dayLength)

/**
 * Resolves to the next fitting moment. A time alone is today if it is still to come, else tomorrow. A repeat starts on
 * the first day that fits it, from the given day on; without a day, from today on if its time is still to come.
 */
export function resolve(due: Due, repeat: Repeat | null, { now, zone, today }: Clock): Moment {
  if (due.minutes !== undefined) {
    const instant = Math.floor(now / 60_000 + due.minutes) * 60_000
    return { day: today.today, instant }
  }
  const part = due.part ?? repeat?.part
  const late = part !== undefined && part !== 'morning'
  let minute = due.time?.minute ?? (part && partStart[part])
  const { ambiguous, early, minute: named = 0 } = due.time ?? {}
  const isSmallHour = part === 'night' && ambiguous && named < 300
  const isAfternoon = ambiguous && !isSmallHour && (late || (early && part !== 'morning'))
  if (isAfternoon) minute = named + 720
  const midnight = minute === 0 || (minute === 720 && part === 'night')
  // "Tonight at 12" and "today at midnight" mean the coming midnight; a repeat names its own day.
  if (midnight) minute = !repeat && (late || due.day === today.today) ? 24 * 60 : 0
  // "Tonight at 2" is after that midnight.
  if (isSmallHour && !repeat) minute = named + 24 * 60

  const at = minute
  const toCome = (day: number) => at === undefined || instantOn(zone, day, at) > now
  const from = due.day ?? today.today
  let day = from
  if (repeat) day = firstDay(repeat.rule, from, due.day === undefined ? toCome : () => true)
  else if (due.day === undefined && !toCome(day)) day++
  // Tonight has already begun, so no time is set.
  const begun = !due.time && !repeat && !toCome(day) && from === today.today
  return { day, instant: at === undefined || begun ? null : instantOn(zone, day, at) }
}

const instantOn = (zone: Zone, day: number, minute: number) =>
  instantOf(zone, day * dayLength + minute * 60_000)
