// Time zones as the Worker and Postgres both understand them: each has names of its own besides those of IANA.
import * as z from 'zod'

/** Postgres takes these for abbreviations, without daylight saving: they are written by their newer names. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['CET', 'Europe/Brussels'],
  ['MET', 'Europe/Brussels'],
  ['EET', 'Europe/Athens'],
  ['WET', 'Europe/Lisbon'],
])

/** The zones of three letters. `Intl` knows more, of which Postgres takes some for others: CST, IST. */
const short = /^(UTC|GMT|UCT|EST|MST|HST|PRC|ROC|ROK|CET|MET|EET|WET)$/i

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false
  if (/^...$/.test(name) && !short.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const TimeZone = z
  .string()
  .max(64, { error: 'must be a time zone, as Europe/Berlin', abort: true })
  .refine(isTimeZone, 'must be a time zone, as Europe/Berlin')
  .overwrite((name) => renamed.get(name.toUpperCase()) ?? name)
  .meta({ description: 'A time zone of the IANA database.', example: 'Europe/Berlin' })
