// The vocabulary of quick add, and how the grammar looks at tokens.
import type { Token } from './tokens.ts'

const weekdayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const weekdays = new Map(
  weekdayNames.flatMap((day, index) => [
    [day, index],
    [day.slice(0, 3), index],
  ]),
)
weekdays.set('tues', 1).set('weds', 2).set('thur', 3).set('thurs', 3)

const months = new Map(
  monthNames.flatMap((month, index) => [
    [month, index + 1],
    [month.slice(0, 3), index + 1],
  ]),
)
months.set('sept', 9).set('febuary', 2)

const numbers = new Map(
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven']
    .map((word, index): [string, number] => [word, index + 1])
    .concat([
      ['twelve', 12],
      ['a', 1],
      ['an', 1],
    ]),
)

const ordinals = new Map(
  (
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth ' +
    'fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
  )
    .split(' ')
    .map((word, index): [string, number] => [word, index + 1]),
)
ordinals.set('thirtieth', 30).set('last', -1)

/** The word at an index, or '' for anything that is not a plain word. */
export function wordAt(tokens: Token[], at: number): string {
  const token = tokens[at]
  return token?.kind === 'word' ? token.value : ''
}

export function isWord(tokens: Token[], at: number, ...words: string[]): boolean {
  return words.includes(wordAt(tokens, at))
}

export function isStop(tokens: Token[], at: number, stop: string): boolean {
  return tokens[at]?.kind === 'stop' && tokens[at]?.value === stop
}

/** The number of tokens in this phrase, or 0 unless it starts at `at`. */
export function phrase(tokens: Token[], at: number, words: string): number {
  const list = words.split(' ')
  return list.every((word, index) => wordAt(tokens, at + index) === word) ? list.length : 0
}

export const every = /^(?:ev|every|each)$/

/** `twice`, `x5`, and the `times` of a number. */
export function isMultiple(word: string): boolean {
  return /^(?:twice|thrice|once|times|[x×]\d+|\d+[x×])$/.test(word)
}

/** 0 is Monday. */
export function weekdayNamed(word: string): number | null {
  return weekdays.get(word) ?? null
}

/** Short names that are also ordinary words: dates only in a place where dates stand. */
export function isDoubtfulWeekday(word: string): boolean {
  return word === 'sat' || word === 'sun' || word === 'wed'
}

/** 1 is January. */
export function monthNamed(word: string): number | null {
  return months.get(word) ?? null
}

export function numberNamed(word: string): number | null {
  return /^\d{1,4}$/.test(word) ? Number(word) : (numbers.get(word) ?? null)
}

/** `3`, `three`, `+3`, `a couple of`: the count, and the token after it. */
export function readCount(tokens: Token[], at: number): { next: number; count: number } | null {
  const couple = phrase(tokens, at, 'a couple of') || phrase(tokens, at, 'a couple')
  if (couple) return { next: at + couple, count: 2 }
  const count = numberNamed(wordAt(tokens, at).replace(/^\+/, ''))
  return count === null ? null : { next: at + 1, count }
}

/** `15th`, between 1 and 31. */
export function ordinalDigits(word: string): number | null {
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word) ?? []
  const value = Number(digits)
  return value >= 1 && value <= 31 ? value : null
}

/** `2nd`, `second`, `twenty-second`, or -1 for `last`. */
export function ordinalNamed(word: string): number | null {
  const [, tens, one] = /^(twenty|thirty)-(\w+)$/.exec(word) ?? []
  const value = ordinals.get(one ?? word) ?? null
  if (!tens || value === null) return ordinalDigits(word) ?? value
  const date = value + (tens === 'twenty' ? 20 : 30)
  return value > 0 && value < 10 && date <= 31 ? date : null
}
