// Time zones that both the Worker and Postgres understand; each also has names that IANA lacks.
import * as z from 'zod'

/** True for names that `Intl` knows. Offsets such as +01:00 are not zones: they have no daylight saving. */
export const isTimeZone = (name: string): boolean => spellingOf(name) !== null

/** The name in IANA's spelling, because some calendar programs do not accept `europe/berlin`; null if unknown. */
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

/** Cached, because Intl takes longer than everything else for a row of a file. */
const spellings = new Map<string, string | null>()

function find(name: string): string | null {
  // The zone of a machine without a configured zone.
  if (name.toLowerCase() === 'factory') return null
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    // `Intl` resolves aliases to their zones; here they stay aliases.
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

/** Words in names that are not simply capitalised. */
const unlike: ReadonlyMap<string, string> = new Map(
  (
    'ACT LHI NSW US GB NZ CHAT SU IN GMT GMT0 UCT UTC PRC ROC ROK CET EET MET WET EST HST MST ' +
    'EST5EDT CST6CDT MST7MDT PST8PDT of es au McMurdo DumontDUrville ComodRivadavia DeNoronha ' +
    'EasterIsland BajaNorte BajaSur'
  )
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
)

/** Zones of three letters. `Intl` knows more, some of which mean other zones in Postgres: CST, IST. */
const short = /^(UTC|GMT|UCT|EST|MST|HST|PRC|ROC|ROK|CET|MET|EET|WET)$/i

/** Postgres reads these as abbreviations without daylight saving, so their newer names are used. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['CET', 'Europe/Brussels'],
  ['MET', 'Europe/Brussels'],
  ['EET', 'Europe/Athens'],
  ['WET', 'Europe/Lisbon'],
])

/** A zone that is stored with a task, or that the database computes in. */
export const TimeZone = z
  .string()
  .max(64, { error: 'must be a time zone, as Europe/Berlin', abort: true })
  .refine(
    (name) => isTimeZone(name) && (name.length !== 3 || short.test(name)),
    'must be a time zone, as Europe/Berlin',
  )
  .overwrite((name) => renamed.get(name.toUpperCase()) ?? spellingOf(name) ?? name)
  .meta({ description: 'A time zone of the IANA database.', example: 'Europe/Berlin' })
