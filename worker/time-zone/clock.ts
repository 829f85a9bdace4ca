// Wall clock and instants of a time zone, from the zone data of the platform (Intl) and never from its own zone.

export interface Zone {
  /** Milliseconds that the wall clock is ahead of UTC at an instant. */
  offset: (instant: number) => number
}

const day = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** @throws RangeError for a zone that does not exist */
export function zoneOf(name: string): Zone {
  const format = formats.get(name) ?? newFormat(name)
  // Making a format costs more than a hundred uses; few zones are ever in use at once.
  if (formats.size > 50) formats.clear()
  formats.set(name, format)
  return {
    offset: (instant) => {
      const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
      for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value)
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
      const whole = Math.floor(instant / 1000) * 1000
      // Date.UTC takes the years up to 99 for those of the last century.
      const shown = new Date(0)
      shown.setUTCFullYear(year, month - 1, day)
      return shown.setUTCHours(hour, minute, second) - whole
    },
  }
}

/**
 * The instant at which the wall clock shows `local`, given as if it were UTC. A time that the clock skips moves forward by
 * the gap, of a time that it shows twice the first counts (RFC 5545, section 3.3.5).
 */
export function instantOf(zone: Zone, local: number): number {
  const before = local - zone.offset(local - day)
  const after = local - zone.offset(local + day)
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
