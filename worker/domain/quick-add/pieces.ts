// Combines the days, times and repeats of a line; drops all of them if they disagree.
import type { Today } from './calendar-dates.ts'
import { type Clause, readClause } from './clauses.ts'
import { type Due, readDue } from './due.ts'
import { readRepeat } from './repeats.ts'
import { countFor, type Limit, type Repeat, type Rule } from './rules.ts'
import type { Token } from './tokens.ts'
import { weekdayNamed, wordAt } from './words.ts'

export interface Piece {
  start: number
  next: number
}

interface Found {
  dues: Due[]
  repeats: (Repeat & Piece)[]
  clauses: (Clause & Piece)[]
}

export interface Agreed {
  due: Due | null
  repeat: Repeat | null
  limit: Limit
  completed: boolean
  dues: Piece[]
  /** The repeat, and its parts. */
  repeats: Piece[]
}

/** Reads everything that looks like a day, a time or a repeat. */
export function readPieces(tokens: Token[], now: Today): Found {
  const found: Found = { dues: [], repeats: [], clauses: [] }
  let attachedAt = -1
  for (let at = 0; at < tokens.length; ) {
    const repeated = found.repeats.length > 0
    const again = readRepeat(tokens, at, now)
    const clause = repeated && !again ? readClause(tokens, at, now) : null
    const due =
      again || clause ? null : readDue(tokens, at, { now, repeated, attached: attachedAt === at })
    if (again) found.repeats.push({ ...again, start: at })
    if (clause) found.clauses.push({ ...clause, start: at })
    if (due) found.dues.push(due)
    const piece = again ?? clause ?? due
    attachedAt = piece ? piece.next : -1
    at = piece ? piece.next : at + 1
  }
  return found
}

/** Null for two days, two times or two repeats, because it is unclear which is meant. */
export function agree(tokens: Token[], { dues, repeats, clauses }: Found): Agreed | null {
  const days = dues.filter((due) => due.day !== undefined)
  const [day] = days
  const [repeat] = repeats
  // Beside a day, a time without an introduction is text: "Read the paper of 9:30 tomorrow".
  const times = dues.filter((due) => due.day === undefined && (!day || due.time?.introduced))
  const [time] = times
  if (days.length > 1 || times.length > 1 || repeats.length > 1) return null
  if (!day && !time && !repeat) return null
  if (time && day?.time) return null
  if (time?.minutes !== undefined && (day || repeat)) return null

  const taken = [day, time].filter((due) => due !== undefined)
  const ends = [...repeats, ...clauses]
  if (day && repeat && !day.starts) {
    const isBeside = areTogether(tokens, day, repeat, [...taken, ...ends])
    if (!isBeside || !canBeginOn(tokens, day, repeat.rule)) return null
  }
  const limits = clauses.filter((clause) => !clause.completed)
  const { count, until, days: length } = limits[0] ?? {}
  const counted = length && repeat ? countFor(repeat.rule, length) : count
  if (limits.length > 1 || counted === null) return null
  return {
    due: taken.length > 0 ? Object.assign({ start: 0, next: 0 }, ...taken) : null,
    repeat: repeat ?? null,
    limit: { ...(counted && { count: counted }), ...(until !== undefined && { until }) },
    completed: repeat?.completed === true || limits.length < clauses.length,
    dues: taken,
    repeats: ends,
  }
}

/** Whether only stops, marks and other pieces lie between two. */
function areTogether(tokens: Token[], one: Piece, other: Piece, pieces: Piece[]): boolean {
  const [first, last] = one.start < other.start ? [one, other] : [other, one]
  for (let at = first.next; at < last.start; at++) {
    const isTaken = pieces.some(({ start, next }) => start <= at && at < next)
    if (!isTaken && /word|literal/.test(tokens[at]?.kind ?? '')) return false
  }
  return true
}

/** Without "starting": "every week friday" starts on Friday, "every monday 15 Dec" contradicts itself. */
function canBeginOn(tokens: Token[], { start, next }: Piece, rule: Rule): boolean {
  const words = Array.from({ length: next - start }, (_, index) => wordAt(tokens, start + index))
  if (words.some((word) => /^(?:tod|tom|tmr|tonight)/.test(word))) return true
  const isPlain = !(rule.weekdays || rule.monthDay || rule.yearDay)
  const isWeekday = words.some((word) => weekdayNamed(word) !== null)
  if (isWeekday) return isPlain && rule.freq === 'WEEKLY'
  return isPlain && rule.freq !== 'DAILY' && words.some((word) => /\d/.test(word))
}
