// Wall clock and instants of one IANA zone, from the zone data of the platform and never from its own zone.

export interface Zone {
  /** Milliseconds that the wall clock is ahead of UTC at an instant. */
  offset: (instant: number) => number
}

const dayLength = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Throws a RangeError for a zone that does not exist. */
export function zoneOf(timezone: string): Zone {
  const format = formats.get(timezone) ?? newFormat(timezone)
  // Making a format costs more than all the rest of a parse; few zones are ever in use at once.
  if (formats.size > 50) formats.clear()
  formats.set(timezone, format)
  return {
    offset: (instant) => {
      const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
      for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value)
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
      const whole = Math.floor(instant / 1000) * 1000
      return Date.UTC(year, month - 1, day, hour, minute, second) - whole
    },
  }
}

/** The day on the wall calendar at an instant. */
export function dayIn(zone: Zone, instant: number): number {
  return Math.floor((instant + zone.offset(instant)) / dayLength)
}

/**
 * The instant at which the wall clock shows a minute of a day. A time that the clock skips moves
 * forward by the gap, of a time that it shows twice the first counts.
 */
export function instantOf(zone: Zone, day: number, minute: number): number {
  const local = day * dayLength + minute * 60_000
  const before = local - zone.offset(local - dayLength)
  const after = local - zone.offset(local + dayLength)
  const shown = [before, after].filter((at) => at + zone.offset(at) === local)
  return shown.length > 0 ? Math.min(...shown) : before
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
}
