// Writes VTIMEZONE (RFC 5545, section 3.6.5) from the platform's zone data, so that a repeating task keeps its time
// across daylight saving.
import { clockAt, offsetAt } from '../domain/wall-clock.ts'

/** Describes the zone from three years before `year` to nine after it; yearly rules have no end. */
export function timezoneLines(zone: string, year: number): string[] {
  const from = Date.UTC(year - 3, 0, 1)
  const changes = changesBetween(zone, from, Date.UTC(year + 10, 0, 1))
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`]
  const firstYear = Date.UTC(year - 2, 0, 1)
  if (!changes.some(({ at }) => at < firstYear)) {
    const offset = offsetAt(zone, from)
    lines.push(...observance('STANDARD', offset, offset, clockAt(zone, from), []))
  }
  for (const group of Map.groupBy(changes, ({ before, after }) => `${before} ${after}`).values()) {
    const [first] = group
    if (!first) continue
    const kind = first.after > first.before ? 'DAYLIGHT' : 'STANDARD'
    const rule = yearlyRule(group, changes)
    const repeats = rule
      ? [`RRULE:${rule}`]
      : group.slice(1).map(({ clock }) => `RDATE:${basic(clock)}`)
    lines.push(...observance(kind, first.before, first.after, first.clock, repeats))
  }
  return [...lines, 'END:VTIMEZONE']
}

/** Converts ISO to iCalendar's basic form: 2026-12-24T18:00:00 becomes 20261224T180000. */
export const basic = (clock: string) => clock.replace(/[-:]|\.\d+/g, '')

interface Change {
  at: number
  /** Minutes from UTC. */
  before: number
  after: number
  /** The wall clock at the change, in the offset before it. */
  clock: string
}

function changesBetween(zone: string, from: number, to: number): Change[] {
  const changes: Change[] = []
  let before = offsetAt(zone, from)
  for (let low = from; low < to; low += step) {
    const after = offsetAt(zone, low + step)
    if (after === before) continue
    const at = changeWithin(zone, low, low + step, before)
    const clock = new Date(at + before * 60_000).toISOString().slice(0, 19)
    changes.push({ at, before, after, clock })
    before = after
  }
  return changes
}

/** Shorter than Ramadan, during which Morocco changes its clocks back and forth. */
const step = 14 * 86_400_000

function changeWithin(zone: string, start: number, end: number, before: number): number {
  let [low, high] = [start, end]
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000
    if (offsetAt(zone, middle) === before) low = middle
    else high = middle
  }
  return high
}

/** "Last Sunday of March at 02:00", if all of these have that in common, year after year to the end. */
function yearlyRule(group: readonly Change[], all: readonly Change[]): string | undefined {
  const clocks = group.map(({ clock }) => new Date(`${clock}Z`))
  const [first] = clocks
  const years = new Set(clocks.map((clock) => clock.getUTCFullYear()))
  const lastYear = new Date(all.at(-1)?.at ?? 0).getUTCFullYear()
  const whole = first !== undefined && years.size === clocks.length && years.has(lastYear)
  if (!whole || years.size < 5 || lastYear - first.getUTCFullYear() + 1 !== years.size) return
  const alike = (part: (clock: Date) => string | number) => new Set(clocks.map(part)).size === 1
  if (!alike((clock) => clock.getUTCMonth()) || !alike((clock) => clock.getUTCDay())) return
  if (!alike((clock) => clock.toISOString().slice(11))) return

  const week = [...Array(4).keys()].find((index) =>
    clocks.every((clock) => Math.ceil(clock.getUTCDate() / 7) === index + 1),
  )
  const last = clocks.every((clock) => clock.getUTCDate() > daysInMonth(clock) - 7)
  if (week === undefined && !last) return
  const weekday = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][first.getUTCDay()]
  return `FREQ=YEARLY;BYMONTH=${first.getUTCMonth() + 1};BYDAY=${last ? -1 : (week ?? 0) + 1}${weekday}`
}

const daysInMonth = (clock: Date) =>
  new Date(Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth() + 1, 0)).getUTCDate()

const observance = (
  kind: 'STANDARD' | 'DAYLIGHT',
  before: number,
  after: number,
  clock: string,
  repeats: string[],
) => [
  `BEGIN:${kind}`,
  `DTSTART:${basic(clock)}`,
  `TZOFFSETFROM:${offset(before)}`,
  `TZOFFSETTO:${offset(after)}`,
  ...repeats,
  `END:${kind}`,
]

function offset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const digits = [hours, rest].map((part) => String(part).padStart(2, '0')).join('')
  return `${minutes < 0 ? '-' : '+'}${digits}`
}
