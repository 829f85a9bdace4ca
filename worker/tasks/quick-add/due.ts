// One due expression: a day, a time, or both in either order (`friday at 9`, `9am on 24 Dec`, `in an hour`).
import type { Day, Today } from './calendar-dates.ts'
import { readDay } from './dates.ts'
import { nextOrdinal } from './days.ts'
import { type Part, readPart, readTime, type Time } from './times.ts'
import type { Token } from './tokens.ts'
import {
  isDoubtfulWeekday,
  isStop,
  isWord,
  monthNamed,
  numberNamed,
  ordinalDigits,
  ordinalNamed,
  phrase,
  weekdayNamed,
  wordAt,
} from './words.ts'

export interface Due {
  start: number
  next: number
  day?: number
  time?: Time
  part?: Part
  /** Minutes from now: `in an hour`. */
  minutes?: number
}

interface Surroundings {
  now: Today
  /** A repeat came before, so that "from monday" is its start. */
  repeated: boolean
  /** A repeat ends where this begins. */
  attached: boolean
}

// After these a date is part of the text: "notes from yesterday", "last friday".
const relations =
  /^(?:after|since|than|from|to|through|thru|till|until|between|except|last|past|previous|of|vs|versus)$/
// After these a weekday or a time names a thing: "the 9am meeting", "Black Friday".
const describing =
  /^(?:the|my|your|his|our|their|its|a|an|every|each|high|good|black|cyber|bowl|ash|palm|shrove|maundy)$/
// After these "sat" and "wed" are verbs.
const subjects = /^(?:i|you|he|she|it|we|they|who|just|newly)$/
// After these figures are a number or a ratio: "chapter 12/24", "psalm 23:10".
const numbered =
  /^(?:chapter|part|page|pages|version|v|step|level|room|no|nr|number|season|episode|section|unit|act|vol|volume|task|item|group|phase|round|gate|platform|line|route|apartment|apt|suite|figure|table|question|exercise|lesson|lecture|verse|psalm|psalms|genesis|romans|ratio|aspect|score|scored|won|lost|win|lose|rate|rated|rating|in|iphone|windows)$/

/** Null also where the words before say that the date belongs to the text. */
export function readDue(tokens: Token[], at: number, around: Surroundings): Due | null {
  if (isBlocked(tokens, at)) return null
  const minutes = readMinutes(tokens, at)
  if (minutes) return { start: at, ...minutes }

  const due: Due = { start: at, next: at }
  let doubtful = false
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
    if (part && (!part.today || due.day === undefined)) {
      due.part = part.part
      if (part.today) due.day = around.now.today
      due.next = part.next
    } else if (day && !isNumber(tokens, introduced)) {
      due.day = day.day
      if (day.part) due.part = day.part
      doubtful ||= day.doubtful === true && !strong
      due.next = day.next
    } else if (time && !(found ? false : isNumber(tokens, introduced))) {
      due.time = time
      doubtful ||= time.doubtful === true && !strong
      due.next = time.next
    } else {
      break
    }
  }
  if (due.next === at) return null
  const both = due.day !== undefined && (due.time || due.part)
  return doubtful && !both && !standsAtEnd(tokens, due.next) ? null : due
}

function isBlocked(tokens: Token[], at: number): boolean {
  const [previous, word] = [wordAt(tokens, at - 1), wordAt(tokens, at)]
  const weekday = weekdayNamed(word) !== null
  // "The 2nd tuesday" is another tuesday than the next.
  if (relations.test(previous) || (weekday && ordinalNamed(previous) !== null)) return true
  if (isDoubtfulWeekday(word) && subjects.test(previous)) return true
  const thing = weekday || monthNamed(word) !== null || /^(?:\d|noon|mid|weekend)/.test(word)
  return thing && describing.test(previous)
}

/** Whether nothing but marks and stops, a time or another date follows. */
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

/** Also `the 15th`, which is a day only after `on`, `by` and their like. */
function readAnyDay(tokens: Token[], at: number, strong: boolean, now: Today): Day | null {
  const day = readDay(tokens, at, now)
  if (day || !strong) return day && isDayOfRange(tokens, at, day.next, now) ? null : day
  const the = isWord(tokens, at, 'the') ? 1 : 0
  const ordinal = ordinalDigits(wordAt(tokens, at + the))
  const ends = standsAtEnd(tokens, at + the + 1)
  const found = ordinal !== null && ends ? nextOrdinal(now.today, ordinal) : null
  return found === null ? null : { next: at + the + 1, day: found }
}

/** Of "24 Dec - 26 Dec" and "monday to friday" neither is a due day. */
function isDayOfRange(tokens: Token[], at: number, next: number, now: Today): boolean {
  const to = ['to', '-', '–', '—', 'through', 'thru', 'till']
  if (isWord(tokens, next, ...to) && readDay(tokens, next + 1, now)) return true
  if (!isWord(tokens, at - 1, ...to)) return false
  return [2, 3, 4].some((back) => readDay(tokens, at - back, now)?.next === at - 1)
}

function isNumber(tokens: Token[], at: number): boolean {
  return /^\d+[/.:]/.test(wordAt(tokens, at)) && numbered.test(wordAt(tokens, at - 1))
}

/** `in an hour`, `in 90 min`, `in 2 hours and 30 minutes`, `in half an hour`. */
function readMinutes(tokens: Token[], at: number): { next: number; minutes: number } | null {
  if (!isWord(tokens, at, 'in')) {
    const stretch = readStretch(tokens, at)
    return stretch && phrase(tokens, stretch.next, 'from now')
      ? { ...stretch, next: stretch.next + 2 }
      : null
  }
  const half = phrase(tokens, at + 1, 'half an hour')
  if (half) return { next: at + 1 + half, minutes: 30 }
  const first = readStretch(tokens, at + 1)
  if (!first) return null
  const and = isWord(tokens, first.next, 'and') ? 1 : 0
  if (first.minutes % 60 === 0 && phrase(tokens, first.next, 'and a half')) {
    return { next: first.next + 3, minutes: first.minutes + 30 }
  }
  const second = first.minutes % 60 === 0 ? readStretch(tokens, first.next + and) : null
  return second && second.minutes < 60
    ? { next: second.next, minutes: first.minutes + second.minutes }
    : first
}

function readStretch(tokens: Token[], at: number): { next: number; minutes: number } | null {
  const glued = /^(\d{1,4})(h|hrs?|m|mins?)$/.exec(wordAt(tokens, at))
  const count = glued ? Number(glued[1]) : numberNamed(wordAt(tokens, at))
  const unit = glued?.[2] ?? wordAt(tokens, at + 1)
  const length = /^(?:h|hrs?|hours?)$/.test(unit) ? 60 : /^(?:m|mins?|minutes?)$/.test(unit) ? 1 : 0
  return count === null || length === 0
    ? null
    : { next: at + (glued ? 1 : 2), minutes: count * length }
}
