// One due expression: a day, a time, or both in either order (`friday at 9`, `9am on 24 Dec`, `in an hour`).

import { nextOrdinal } from '../calendar-days.ts'
import type { Day, Today } from './calendar-dates.ts'
import { readDay, readDayEnd } from './dates.ts'
import { readMinutes } from './minutes.ts'
import { mayFollow, type Part, readPart, readTime, type Time } from './times.ts'
import type { Token } from './tokens.ts'
import {
  isDoubtfulWeekday,
  isStop,
  isWord,
  monthNamed,
  ordinalDigits,
  ordinalNamed,
  weekdayNamed,
  wordAt,
} from './words.ts'

export interface Due {
  start: number
  next: number
  day?: number
  time?: Time
  part?: Part
  /** Minutes from now, for `in an hour`. */
  minutes?: number
  /** Introduced by `starting` or `from`, where a repeat begins. */
  starts?: boolean
}

interface Surroundings {
  now: Today
  /** A repeat came before, so "from monday" is its start. */
  repeated: boolean
  /** A repeat ends where this begins. */
  attached: boolean
}

// After these words a date is part of the text: "notes from yesterday", "last friday".
export const relations =
  /^(?:after|since|than|from|to|through|thru|till|until|between|except|last|past|previous|of|vs|versus|about|around|approximately|roughly|circa|re|regarding|concerning|like|into|against)$/
// After these words a weekday or a time is part of a name: "the 9am meeting", "Black Friday".
const describing =
  /^(?:the|my|your|his|our|their|its|an?|nxt|ev|every|each|some|any|another|other|one|both|which\w*|following|same|previous|penultimate|alternate|given|was|high|good|black|cyber|bowl|ash|palm|shrove|maundy|easter|whit|holiday)$/
// After these words "sat" and "wed" are verbs.
const subjects = /^(?:i|you|he|she|it|we|they|who|just|newly)$/
// After these words figures are a number or a ratio: "chapter 12/24", "psalm 23:10".
const numbered =
  /^(?:chapter|part|page|pages|version|v|step|level|room|no|nr|number|season|episode|section|unit|act|vol|volume|task|item|group|phase|round|gate|platform|line|route|apartment|apt|suite|figure|table|question|exercise|lesson|lecture|verse|psalm|psalms|genesis|romans|ratio|aspect|score|scored|won|lost|win|lose|rate|rated|rating|in|at|iphone|windows|add|odds|ext|extension)$/

/** Whether the word before makes a weekday part of a name. */
export function isDescribed(tokens: Token[], at: number): boolean {
  return describing.test(wordAt(tokens, at - 1))
}

/** Null also if the words before make the date part of the text. */
export function readDue(tokens: Token[], at: number, around: Surroundings): Due | null {
  if (isBlocked(tokens, at)) return null
  const isFree = (next: number) => begins(tokens, at) || mayFollow(tokens, next)
  const minutes = readMinutes(tokens, at)
  if (minutes) return isFree(minutes.next) ? { start: at, ...minutes } : null

  const due: Due = { start: at, next: at }
  let doubtful = false
  let firm = false
  for (;;) {
    const found = due.next > at
    const comma = found && isStop(tokens, due.next, ',') ? 1 : 0
    const begin = due.next + comma
    const attached = found || around.attached
    const introduced = skipIntroduction(tokens, begin, around)
    const strong = introduced > begin

    const part = due.part ? null : readPart(tokens, begin, attached)
    const day = due.day === undefined ? readAnyDay(tokens, introduced, strong, around.now) : null
    const time = due.time ? null : readTime(tokens, introduced, attached)
    const dayEnd = due.day !== undefined && readDayEnd(tokens, introduced)
    if (dayEnd) {
      due.next = dayEnd
    } else if (part && (!part.today || due.day === undefined)) {
      due.part = part.part
      if (part.today) due.day = around.now.today
      firm ||= part.today
      due.next = part.next
    } else if (day && !isNumbered(tokens, introduced)) {
      due.day = day.day
      if (day.part) due.part = day.part
      doubtful ||= day.doubtful === true && !strong
      firm ||= day.firm === true || strong
      if (isWord(tokens, begin, 'starting', 'beginning', 'from', 'start', 'starts'))
        due.starts = true
      due.next = day.next
    } else if (
      time &&
      (due.day !== undefined || !isScore(tokens, introduced)) &&
      !(found ? false : isNumbered(tokens, introduced))
    ) {
      due.time = time
      doubtful ||= time.doubtful === true && !strong
      firm ||= due.day !== undefined || time.introduced === true || strong || around.attached
      due.next = time.next
    } else {
      break
    }
  }
  if (due.next === at) return null
  // "Get tickets for Dec 12 show" names the show.
  const isPurpose = isWord(tokens, at, 'for') || isWord(tokens, at - 1, 'for')
  if ((isPurpose || !firm) && !isFree(due.next)) return null
  const both = due.day !== undefined && (due.time || due.part)
  return doubtful && !both && !standsAtEnd(tokens, due.next) ? null : due
}

function isBlocked(tokens: Token[], at: number): boolean {
  const [previous, word] = [wordAt(tokens, at - 1), wordAt(tokens, at)]
  const weekday = weekdayNamed(word) !== null
  // "The 2nd tuesday" is not the next Tuesday.
  if (relations.test(previous)) return true
  // "Jan 5/6" means two days.
  if (monthNamed(previous) !== null && /^\d+\//.test(word)) return true
  if ((weekday || word === 'day') && ordinalNamed(previous) !== null) return true
  if (isDoubtfulWeekday(word) && subjects.test(previous)) return true
  // "The Day After Tomorrow" is a film.
  if (word === 'the' && tokens[at]?.capital && !begins(tokens, at)) return true
  const thing = weekday || monthNamed(word) !== null || /^(?:\d|noon|mid|weekend|day$)/.test(word)
  return thing && isDescribed(tokens, at)
}

/** Whether a text or a sentence starts here. */
export function begins(tokens: Token[], at: number): boolean {
  return tokens[at - 1]?.kind !== 'word' && tokens[at - 1]?.kind !== 'literal'
}

/** Whether only marks, stops, a time or another date follow. */
export function standsAtEnd(tokens: Token[], at: number): boolean {
  const token = tokens[at]
  if (!token || token.kind === 'stop') return true
  if (token.kind !== 'word') return token.kind !== 'literal'
  return /^(?:at|@|on|until|till|for|starting|every|daily|weekly|-|–|—)$/.test(token.value)
}

/** `by`, `due on`, `starting`: words that belong to the date. */
function skipIntroduction(tokens: Token[], at: number, around: Surroundings): number {
  let next = at
  while (
    next < at + 3 &&
    (isWord(tokens, next, 'on', 'by', 'due', 'before', 'for', 'starting', 'beginning') ||
      isStarting(tokens, next, around))
  ) {
    next += isWord(tokens, next, 'due') && isStop(tokens, next + 1, ':') ? 2 : 1
  }
  return next
}

function isStarting(tokens: Token[], at: number, { repeated }: Surroundings): boolean {
  return repeated && isWord(tokens, at, 'from', 'start', 'starts')
}

/** Reads days including `15th`, and `the 15th` after `on`, `by` and the like. */
function readAnyDay(tokens: Token[], at: number, strong: boolean, now: Today): Day | null {
  const day = readDay(tokens, at, now)
  if (day) return isDayOfRange(tokens, at, day.next, now) ? null : day
  const the = isWord(tokens, at, 'the') ? 1 : 0
  const isOwned = wordAt(tokens, at - 1).endsWith("'s")
  if (!strong && (the > 0 || isOwned || begins(tokens, at) || isNumbered(tokens, at))) return null
  const ordinal = ordinalDigits(wordAt(tokens, at + the))
  const ends = standsAtEnd(tokens, at + the + 1)
  const found = ordinal !== null && ends ? nextOrdinal(now.today, ordinal) : null
  return found === null ? null : { next: at + the + 1, day: found }
}

/** In "24 Dec - 26 Dec" and "monday to friday" neither is a due day. */
function isDayOfRange(tokens: Token[], at: number, next: number, now: Today): boolean {
  const to = ['to', '-', '–', '—', 'through', 'thru', 'till']
  if (isWord(tokens, next, ...to) && readDay(tokens, next + 1, now)) return true
  if (!isWord(tokens, at - 1, ...to)) return false
  return [2, 3, 4].some((back) => readDay(tokens, at - back, now)?.next === at - 1)
}

// Words at the start of a line whose bare figures are a score, a ratio or a number: "Beat Ana 21:15".
const counting =
  /^(?:beat|beaten|defeat|lost|won|drew|dial|split|mix|blend|dilute|divide|crop|scale|print|resize|install|upgrade|update|extension|read)$/

/** Whether a time with only a colon is such figures. */
function isScore(tokens: Token[], at: number): boolean {
  if (!/^\d+:\d+$/.test(wordAt(tokens, at)) || isWord(tokens, at + 1, 'am', 'pm')) return false
  return tokens.slice(0, at).some(({ value }, one) => begins(tokens, one) && counting.test(value))
}

/** Whether figures count something: "chapter 12/24". */
export function isNumbered(tokens: Token[], at: number): boolean {
  return /^\d+(?:[/.:]|\w\w$)/.test(wordAt(tokens, at)) && numbered.test(wordAt(tokens, at - 1))
}
