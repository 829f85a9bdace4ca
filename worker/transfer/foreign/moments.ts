// Days and instants as other programs write them.
import * as z from 'zod'
import { Day } from '../../domain/fields.ts'
import { clockAt, instantAt } from '../../domain/wall-clock.ts'
import { finding, type ParsedDue } from '../reading.ts'
import { Instant } from '../schema.ts'
import type { Extras } from './draft.ts'
import { zoneNamed } from './zone-names.ts'

/** An instant, or what a clock shows somewhere. */
export interface Moment {
  day: string
  /** HH:MM:SS, with milliseconds where there are some. */
  time: string | undefined
  /** `Z` or an offset. */
  offset: string | undefined
}

const form =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:(?:T| )(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)? ?(Z|[+-]\d\d:?\d\d)?)?$/i

/** Basic and extended ISO 8601, a blank for the T, any number of decimals. Undefined for what does not exist. */
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

/** In UTC. A clock without an offset is one of `zone`. Undefined outside of the years 1 to 9999. */
export function instantIn({ day, time = '00:00:00', offset }: Moment, zone: string) {
  const clock = `${day}T${time}`
  const text = offset ? `${clock}${offset}` : instantAt(zone, clock).toISOString()
  return Instant.safeParse(text).data
}

/** The instant that a text names; of a clock without an offset, that of `zone`. */
export function instantFrom(text: string | null | undefined, zone = 'UTC'): string | null {
  const moment = momentOf(text ?? '')
  return (moment && instantIn(moment, zone)) ?? null
}

/**
 * The day that a program means that knows days only, but writes each as a midnight: of the zone that it names or, in UTC,
 * of the person's own.
 */
export function dayOfMidnight({ day, time }: Moment, named: string, own = named): string {
  if (named !== 'UTC' || !time || time === '00:00:00') return day
  const at = instantIn({ day, time, offset: undefined }, 'UTC')
  return at ? clockAt(own, Date.parse(at)).slice(0, 10) : day
}

/** Due at an instant: all day where the clock of the zone shows midnight and `midnightIsDay`. */
export function dueAt(
  at: string,
  zone: string | undefined,
  { midnightIsDay = false } = {},
): ParsedDue {
  const clock = clockAt(zone ?? 'UTC', Date.parse(at))
  if (midnightIsDay && clock.endsWith('T00:00:00')) return { due_date: clock.slice(0, 10) }
  return { due_at: at, ...(zone && { due_timezone: zone }) }
}

/** The IANA zone of a name, or the person's own, which `extras` then tells. */
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
