// Times of day in English: `at 9`, `9am`, `9.30 pm`, `17:00`, `noon`, and parts of a day (`in the evening`).
import type { Token } from './tokens.ts'
import { isStop, isWord, numberNamed, wordAt } from './words.ts'

export type Part = 'morning' | 'afternoon' | 'evening' | 'night'

export interface Time {
  next: number
  /** Minute of the day. */
  minute: number
  /** 1 to 11 o'clock without am or pm: in the evening it means the later one. */
  ambiguous?: boolean
  /** `at 3` and `at 4.30`, but not `03` and `4:30`: in the afternoon, unless a morning is mentioned. */
  early?: boolean
  /** `noon` and `midnight` are also ordinary words. */
  doubtful?: boolean
  /** Introduced by `at`. */
  introduced?: boolean
}

/** The minute at which a part of the day begins, for due times. */
export const partStart: Record<Part, number> = {
  morning: 9 * 60,
  afternoon: 15 * 60,
  evening: 18 * 60,
  night: 20 * 60,
}

const rangeWords = ['to', '-', '–', '—', 'till', 'until', 'through']

/** `attached`: a date or a repeat comes directly before, so "at 9" is a time whatever follows. */
export function readTime(tokens: Token[], at: number, attached: boolean): Time | null {
  const introduced = isWord(tokens, at, 'at', '@')
  const start = at + (introduced ? 1 : 0)
  const time =
    readSpoken(tokens, start) ??
    readClock(tokens, start) ??
    (introduced ? readBareHour(tokens, start, attached) : null) ??
    (attached ? readDotted(tokens, start) : null)
  if (!time || isOfRange(tokens, start, time.next)) return null
  const next = time.next + (isWord(tokens, time.next, 'sharp') ? 1 : 0)
  return { ...time, next, introduced, doubtful: time.doubtful === true && !introduced }
}

/** `morning`, `in the evening`, `at night`, `this afternoon`; alone only after a day. */
export function readPart(
  tokens: Token[],
  at: number,
  attached: boolean,
): { next: number; part: Part; today: boolean } | null {
  const today = isWord(tokens, at, 'this')
  const lead = today ? 1 : isWord(tokens, at, 'in') && isWord(tokens, at + 1, 'the') ? 2 : 0
  const atNight = isWord(tokens, at, 'at') && isWord(tokens, at + 1, 'night') ? 1 : 0
  const word = wordAt(tokens, at + lead + atNight)
  if (!isPart(word) || (today && word === 'night')) return null
  return attached || today || lead === 2
    ? { next: at + lead + atNight + 1, part: word, today }
    : null
}

function isPart(word: string): word is Part {
  return Object.hasOwn(partStart, word)
}

/** `half past three`, `quarter to ten`, `a quarter past 9`. */
function readSpoken(tokens: Token[], at: number): Time | null {
  const start = at + (isWord(tokens, at, 'a') ? 1 : 0)
  const [share, side] = [wordAt(tokens, start), wordAt(tokens, start + 1)]
  const ahead = { half: 30, quarter: 15 }[share]
  const hour = numberNamed(wordAt(tokens, start + 2))
  const isSide = side === 'past' || (side === 'to' && share === 'quarter')
  if (!ahead || !isSide || !hour || hour > 12) return null
  const next = start + 3
  if (/^(?:am|pm|a\.m|p\.m|[-\d].*)$/.test(wordAt(tokens, next))) return null
  const minute = (hour % 12) * 60 + (side === 'past' ? ahead : -ahead)
  if (minute < 60) return { next, minute: minute + 720 }
  return { next, ...bareHour(`${hour}`, minute) }
}

/** `sat 20.00`: beside a day, and only if it cannot be a date, such as 20.11. */
function readDotted(tokens: Token[], at: number): Time | null {
  const [, hours, minutes] = /^(\d\d?)\.(\d\d)$/.exec(wordAt(tokens, at)) ?? []
  const canBeMonth = Number(minutes) >= 1 && Number(minutes) <= 12
  if (!hours || canBeMonth || tokens[at + 1]?.kind === 'word') return null
  const minute = minuteOf(hours, minutes)
  return minute === null ? null : { next: at + 1, ...bareHour(hours, minute) }
}

/** Reads a time that needs no `at`. */
function readClock(tokens: Token[], at: number): Time | null {
  const word = wordAt(tokens, at)
  if (word === 'noon' || word === 'midday') return { next: at + 1, minute: 720, doubtful: true }
  if (word === 'midnight') return { next: at + 1, minute: 0, doubtful: true }
  const [, hours, minutes, glued] = /^(\d{1,2})(?:[:.](\d\d))?(am|pm|a\.m|p\.m)?$/.exec(word) ?? []
  if (hours === undefined) return null
  const apart = glued ? '' : wordAt(tokens, at + 1)
  const half = (glued || (/^(?:am|pm|a\.m|p\.m)$/.test(apart) ? apart : '')).charAt(0)
  if (half) {
    const minute = minuteOf(hours, minutes, half)
    const next = at + (glued ? 1 : 2)
    // The dot of "p.m." within a text.
    const dot = (glued || apart).includes('.') && isStop(tokens, next, '.') ? 1 : 0
    return minute === null ? null : { next: next + dot, minute }
  }
  if (isWord(tokens, at + 1, "o'clock") && !minutes) {
    const minute = minuteOf(hours, minutes)
    return minute === null ? null : { next: at + 2, ...bareHour(hours, minute) }
  }
  const minute = word.includes(':') ? minuteOf(hours, minutes) : null
  return minute === null ? null : { next: at + 1, minute, ambiguous: isAmbiguous(minute) }
}

/** `at 9` and `at 9.30`, but not "at 10 Downing Street". */
function readBareHour(tokens: Token[], at: number, attached: boolean): Time | null {
  const [, hours, minutes] = /^(\d{1,2})(?:\.(\d\d))?$/.exec(wordAt(tokens, at)) ?? []
  const minute = hours === undefined ? null : minuteOf(hours, minutes)
  if (minute === null || isAddress(tokens, at) || isOfBareRange(tokens, at)) return null
  const free = mayFollow(tokens, at + 1) || at === 1
  return attached || free ? { next: at + 1, ...bareHour(hours, minute) } : null
}

const followers =
  /^(?:with|about|for|from|in|at|@|on|of|by|to|and|or|but|as|not|the|an?|my|your|his|her|our|their|after|before|except|excluding|unless|between|today|tod|tonight|tom|tomorrow|tmrw?|sharp|please|ev|every|each|daily|weekly|monthly|next|last|this|until|till|through|starting|ending|because|so|if|when|while|via|near|over|re|mon|tues?|weds?|thur?s?|fri|sat|sun|[a-z]+day|\W.*|\d.*)$/

/** Whether a date may end here: a following noun makes it part of a name, such as "Sunday Times". */
export function mayFollow(tokens: Token[], at: number): boolean {
  return tokens[at]?.kind !== 'word' || followers.test(wordAt(tokens, at))
}

function isAddress(tokens: Token[], at: number): boolean {
  return [1, 2, 3].some((ahead) =>
    /^(?:street|st|road|rd|avenue|ave|lane|drive|square|boulevard|blvd|broadway|way|court|place)$/.test(
      wordAt(tokens, at + ahead),
    ),
  )
}

/** In "9am - 11am" neither is a due time. */
function isOfRange(tokens: Token[], start: number, next: number): boolean {
  if (isWord(tokens, next, ...rangeWords) && readClock(tokens, next + 1)) return true
  return isWord(tokens, start - 1, ...rangeWords, 'and', '&') && hasFigures(tokens, start - 2)
}

/** `9`, `9:30`, or `9 am`. */
function hasFigures(tokens: Token[], at: number): boolean {
  return /^\d/.test(wordAt(tokens, isWord(tokens, at, 'am', 'pm', 'a.m', 'p.m') ? at - 1 : at))
}

/** "at 10 - 11", "at 10 to 11". */
function isOfBareRange(tokens: Token[], at: number): boolean {
  return isWord(tokens, at + 1, 'to', '-', '–', '—') && /^\d/.test(wordAt(tokens, at + 2))
}

function minuteOf(hours: string, minutes = '0', half = ''): number | null {
  const [hour, minute] = [Number(hours), Number(minutes)]
  if (minute > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return null
  const noon = half === 'p' ? 12 : 0
  return ((half ? hour % 12 : hour) + noon) * 60 + minute
}

const bareHour = (hours = '', minute: number) => ({
  minute,
  ambiguous: isAmbiguous(minute),
  early: /^[1-6]$/.test(hours),
})

function isAmbiguous(minute: number): boolean {
  return minute >= 60 && minute < 720
}
