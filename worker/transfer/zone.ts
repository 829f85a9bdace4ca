// Clock time and instants as files write them: as text, and with offsets in minutes.
import { instantOf as instantAt, type Zone, zoneOf } from '../time-zone/clock.ts'

/** Minutes that the zone's clocks are ahead of UTC at an instant; seconds of historic local times are cut. */
export const offsetAt = (zone: string, instant: number) =>
  Math.trunc(zoneOf(zone).offset(instant) / 60_000)

/** What the zone's clocks show at an instant, as `2026-12-24T18:00:00`. */
export const clockAt = (zone: string, instant: number) =>
  new Date(instant + offsetAt(zone, instant) * 60_000).toISOString().slice(0, 19)

/** When the zone's clocks show `2026-12-24T18:00:00`. */
export function instantOf(clock: string, zone: string): Date {
  const inMinutes: Zone = { offset: (instant) => offsetAt(zone, instant) * 60_000 }
  return new Date(instantAt(inMinutes, Date.parse(`${clock}Z`)))
}
