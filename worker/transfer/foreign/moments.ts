// Dates and instants as other programs write them.
import * as z from 'zod'
import { Day } from '../../domain/fields.ts'
import { clockAt, instantAt } from '../../domain/wall-clock.ts'
import { finding, type ParsedDue } from '../reading.ts'
import { Instant } from '../schema.ts'
import type { Extras } from './draft.ts'
import { zoneNamed } from './zone-names.ts'

/** An instant, or a local time. */
export interface Moment {
  day: string
  /** HH:MM:SS, with milliseconds if present. */
  time: string | undefined
  /** `Z` or an offset. */
  offset: string | undefined
}

const form =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:(?:T| )(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)? ?(Z|[+-]\d\d:?\d\d)?)?$/i

/**
 * Parses basic and extended ISO 8601, with a space for the T and any number of decimals. Undefined for what does not
 * exist.
 */
export function momentOf(text: string): Moment | undefined {
  const [match, year, month, date, hours, minutes, seconds = '00', decimals = '', zone] =
    form.exec(text.trim()) ?? []
  if (!match) return
  const day = `${year}-${month}-${date}`
  if (!Day.safeParse(day).success) return
  if (hours === undefined) return { day, time: undefined, offset: undefined }
  const milliseconds = decimals.slice(0, 3).padEnd(3, '0')
  const time = `${hours}:${minutes}:${seconds}${Number(milliseconds) ? `.${milliseconds}` : ''}`
  if (!LocalTime.safeParse(`${day}T${time}`).success) return
  const offset = zone?.toUpperCase().replace(/^(...)(\d\d)$/, '$1:$2')
  return { day, time, offset }
}

const LocalTime = z.iso.datetime({ local: true })

/** Converts to UTC. A local time is in `zone`. Undefined outside of the years 1 to 9999. */
export function instantIn({ day, time = '00:00:00', offset }: Moment, zone: string) {
  const clock = `${day}T${time}`
  const text = offset ? `${clock}${offset}` : instantAt(zone, clock).toISOString()
  return Instant.safeParse(text).data
}

/** Returns the instant of a text; a local time is in `zone`. */
export function instantFrom(text: string | null | undefined, zone = 'UTC'): string | null {
  const moment = momentOf(text ?? '')
  return (moment && instantIn(moment, zone)) ?? null
}

/**
 * Returns the date of a program that has dates only but writes each as midnight: in the zone it names or, in UTC, in
 * the user's own.
 */
export function dayOfMidnight({ day, time }: Moment, named: string, own = named): string {
  if (named !== 'UTC' || !time || time === '00:00:00') return day
  const at = instantIn({ day, time, offset: undefined }, 'UTC')
  return at ? clockAt(own, Date.parse(at)).slice(0, 10) : day
}

/** Due at an instant; all day if it is midnight in the zone and `midnightIsDay`. */
export function dueAt(
  at: string,
  zone: string | undefined,
  { midnightIsDay = false } = {},
): ParsedDue {
  const clock = clockAt(zone ?? 'UTC', Date.parse(at))
  if (midnightIsDay && clock.endsWith('T00:00:00')) return { due_date: clock.slice(0, 10) }
  return { due_at: at, ...(zone && { due_timezone: zone }) }
}

/** The IANA zone of a name, or the user's own, with a warning in `extras`. */
export function zoneOrOwn(
  name: string | undefined,
  own: string | undefined,
  { warnings }: Pick<Extras, 'warnings'>,
): string | undefined {
  if (!name) return own
  const zone = zoneNamed(name)
  if (!zone && !warnings.some(({ code }) => code === 'timezone_unknown')) {
    const detail = 'is no zone of the IANA database; yours is taken'
    warnings.push(finding('/due_timezone', 'timezone_unknown', detail))
  }
  return zone ?? own
}

/** A moment for people: `2026-12-24 18:00`. */
export const shownAt = (at: string, zone = 'UTC') =>
  clockAt(zone, Date.parse(at)).slice(0, 16).replace('T', ' ')
