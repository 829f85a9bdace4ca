// The wall clock of a time zone, from the zone data of the browser. Local times are given as if they were UTC.

const day = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** What the wall clock shows at an instant; both in milliseconds. */
export function localOf(timezone: string, instant: number): number {
  return instant + offsetAt(timezone, instant)
}

/**
 * The instant at which the wall clock shows `local`, as Postgres takes it: a time that the clock skips moves forward by
 * the gap, of a time that it shows twice the second counts.
 */
export function instantOf(timezone: string, local: number): number {
  const [before, after] = [local - day, local + day].map((at) => local - offsetAt(timezone, at))
  const either = [before ?? local, after ?? local]
  const shown = either.filter((at) => localOf(timezone, at) === local)
  return Math.max(...(shown.length > 0 ? shown : either))
}

function offsetAt(timezone: string, instant: number): number {
  const parts = formatOf(timezone).formatToParts(instant)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  // `GMT`, `GMT+01:00`, and before there was standard time `GMT-04:56:02`; the minus may be U+2212.
  const [, sign, ...fields] = /([-+\u2212])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? []
  const [hours = 0, minutes = 0, seconds = 0] = fields.map((field) => Number(field ?? 0))
  return (sign === '+' ? 1000 : -1000) * ((hours * 60 + minutes) * 60 + seconds)
}

/** Making a format costs more than a hundred uses; few zones are ever in use at once. */
function formatOf(timezone: string): Intl.DateTimeFormat {
  const format = formats.get(timezone) ?? newFormat(timezone)
  if (formats.size > 50) formats.clear()
  formats.set(timezone, format)
  return format
}

/** A zone that is newer than this browser is taken for UTC, until the server has said what it makes of it. */
function newFormat(timezone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' })
  } catch {
    return newFormat('UTC')
  }
}
