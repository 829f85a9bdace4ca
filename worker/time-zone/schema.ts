// Time zones as the Worker and Postgres both understand them: each has names of its own besides those of IANA.
import * as z from 'zod'

/** True for what `Intl` knows by name. Offsets such as +01:00 are no zones: they know no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]{1,63}$/.test(name)) return false
  const known = zones.get(name)
  if (known !== undefined) return known
  // Keeps made-up names from filling the memory.
  if (zones.size >= 1_000) zones.clear()
  const exists = intlKnows(name)
  zones.set(name, exists)
  return exists
}

/** Asking Intl takes longer than all the rest of a row of a file. */
const zones = new Map<string, boolean>()

function intlKnows(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }))
  } catch {
    return false
  }
}

/** The zones of three letters. `Intl` knows more, of which Postgres takes some for others: CST, IST. */
const short = /^(UTC|GMT|UCT|EST|MST|HST|PRC|ROC|ROK|CET|MET|EET|WET)$/i

/** Postgres takes these for abbreviations, without daylight saving: they are written by their newer names. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['CET', 'Europe/Brussels'],
  ['MET', 'Europe/Brussels'],
  ['EET', 'Europe/Athens'],
  ['WET', 'Europe/Lisbon'],
])

/** A zone that is kept with a task, or that the database is asked to reckon in. */
export const TimeZone = z
  .string()
  .max(64, { error: 'must be a time zone, as Europe/Berlin', abort: true })
  .refine(
    (name) => isTimeZone(name) && (name.length !== 3 || short.test(name)),
    'must be a time zone, as Europe/Berlin',
  )
  .overwrite((name) => renamed.get(name.toUpperCase()) ?? name)
  .meta({ description: 'A time zone of the IANA database.', example: 'Europe/Berlin' })
