// Time zones as the Worker and Postgres both understand them: each has names of its own besides those of IANA.
import * as z from 'zod'

/** True for what `Intl` knows by name. Offsets such as +01:00 are no zones: they know no summer time. */
export const isTimeZone = (name: string): boolean => spellingOf(name) !== null

/** A name as the IANA database spells it, since some readers of calendars tell `europe/berlin` from it; null for none. */
function spellingOf(name: string): string | null {
  if (!/^[A-Za-z][\w+/-]{1,63}$/.test(name)) return null
  const known = spellings.get(name)
  if (known !== undefined) return known
  // Keeps made-up names from filling the memory.
  if (spellings.size >= 1_000) spellings.clear()
  const spelling = find(name)
  spellings.set(name, spelling)
  return spelling
}

/** Asking Intl takes longer than all the rest of a row of a file. */
const spellings = new Map<string, string | null>()

function find(name: string): string | null {
  // The zone of a machine whose zone nobody has set.
  if (name.toLowerCase() === 'factory') return null
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    // Aliases are resolved to the zone that they mean; they stay aliases.
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : spelled(name)
  } catch {
    return null
  }
}

const spelled = (name: string) =>
  name
    .toLowerCase()
    .replace(
      /[a-z][a-z\d]*/g,
      (word) => unlike.get(word) ?? word.replace(/^./, (letter) => letter.toUpperCase()),
    )

/** All words of names that do not simply begin with a capital letter. */
const unlike: ReadonlyMap<string, string> = new Map(
  (
    'ACT LHI NSW US GB NZ CHAT SU IN GMT GMT0 UCT UTC PRC ROC ROK CET EET MET WET EST HST MST ' +
    'EST5EDT CST6CDT MST7MDT PST8PDT of es au McMurdo DumontDUrville ComodRivadavia DeNoronha ' +
    'EasterIsland BajaNorte BajaSur'
  )
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
)

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
  .overwrite((name) => renamed.get(name.toUpperCase()) ?? spellingOf(name) ?? name)
  .meta({ description: 'A time zone of the IANA database.', example: 'Europe/Berlin' })
