// Wall clocks and instants of a time zone, from the platform's zone data (Intl) and never from the platform's own zone.
// Wall clock times are milliseconds, as if they were UTC.

export interface Zone {
  /** Milliseconds that the wall clock is ahead of UTC at an instant. */
  offset: (instant: number) => number
}

/**
 * The instant that a skipped or repeated wall clock time means, in Temporal's words. Both move a skipped time forward
 * by the gap. For a repeated time, `compatible` is the earlier instant, as in RFC 5545, section 3.3.5; `later` is the
 * one that `at time zone` of Postgres takes.
 */
export type Disambiguation = 'compatible' | 'later'

const day = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** @throws RangeError for a zone that does not exist */
export function zoneOf(name: string): Zone {
  const format = formats.get(name) ?? newFormat(name)
  // Creating a format costs more than a hundred uses, and few zones are in use at once.
  if (formats.size > 50) formats.clear()
  formats.set(name, format)
  return { offset: (instant) => readOffset(format, instant) }
}

/** For the browser: a zone newer than its data counts as UTC until the server has answered. */
export function zoneOrUtc(name: string): Zone {
  try {
    return zoneOf(name)
  } catch {
    return { offset: () => 0 }
  }
}

/** The wall clock time at an instant. */
export const localOf = (zone: Zone, instant: number): number => instant + zone.offset(instant)

/** The instant at which the wall clock shows `local`. */
export function instantOf(
  zone: Zone,
  local: number,
  disambiguation: Disambiguation = 'compatible',
): number {
  const before = local - zone.offset(local - day)
  const after = local - zone.offset(local + day)
  const shown = [before, after].filter((at) => localOf(zone, at) === local)
  if (shown.length === 0) return before
  return disambiguation === 'later' ? Math.max(...shown) : Math.min(...shown)
}

/** The wall clock time at an instant, as `2026-12-24T18:00:00`. */
export const clockAt = (zone: string, instant: number): string =>
  new Date(localOf(inMinutes(zone), instant)).toISOString().slice(0, 19)

/** The instant at which the zone's clocks show `2026-12-24T18:00:00`. */
export const instantAt = (zone: string, clock: string): Date =>
  new Date(instantOf(inMinutes(zone), Date.parse(`${clock}Z`)))

/** Minutes that the zone's clocks are ahead of UTC at an instant, without the seconds of historic local times. */
export const offsetAt = (zone: string, instant: number): number =>
  Math.trunc(zoneOf(zone).offset(instant) / 60_000)

/** Files have offsets in minutes. */
const inMinutes = (zone: string): Zone => ({
  offset: (instant) => offsetAt(zone, instant) * 60_000,
})

function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  // `format` takes a fifth of the time of `formatToParts`. It ends in `GMT`, in `GMT+01:00`, or, before standard time,
  // in `GMT-04:56:02`; the minus may be U+2212.
  const [, sign, ...fields] =
    /([-+\u2212])(\d+):(\d+)(?::(\d+))?$/.exec(format.format(instant)) ?? []
  const [hours = 0, minutes = 0, seconds = 0] = fields.map((field) => Number(field ?? 0))
  return (sign === '+' ? 1000 : -1000) * ((hours * 60 + minutes) * 60 + seconds)
}

const newFormat = (timeZone: string) =>
  new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
