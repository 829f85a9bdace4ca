// Clock time and instants, by the time zone data that the runtime has (Intl).

/** Minutes that the zone's clocks are ahead of UTC at an instant; seconds of historic local times are cut. */
export function offsetAt(zone: string, instant: number): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatter(zone).formatToParts(instant)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const clock = Date.UTC(year, month - 1, day, hour, minute, second)
  return Math.trunc((clock - Math.floor(instant / 1000) * 1000) / 60_000)
}

/** What the zone's clocks show at an instant, as `2026-12-24T18:00:00`. */
export const clockAt = (zone: string, instant: number) =>
  new Date(instant + offsetAt(zone, instant) * 60_000).toISOString().slice(0, 19)

/**
 * When the zone's clocks show `2026-12-24T18:00:00`. An hour that comes twice means its first, one that is
 * skipped means as long after the change (RFC 5545, section 3.3.5).
 */
export function instantOf(clock: string, zone: string): Date {
  const asUtc = Date.parse(`${clock}Z`)
  const before = asUtc - offsetAt(zone, asUtc - day) * 60_000
  if (offsetAt(zone, before) === offsetAt(zone, asUtc - day)) return new Date(before)
  const after = asUtc - offsetAt(zone, asUtc + day) * 60_000
  return new Date(offsetAt(zone, after) === offsetAt(zone, asUtc + day) ? after : before)
}

const day = 86_400_000

/** Building one costs more than a hundred uses; a file names few zones. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  if (formatters.size >= 50) formatters.clear()
  return formatters.set(zone, made) && made
}
