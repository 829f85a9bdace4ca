// The English that quick add knows, and how the grammar looks at tokens.
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
months.set('sept', 9)

const numbers = new Map(
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven']
    .map((word, index): [string, number] => [word, index + 1])
    .concat([
      ['twelve', 12],
      ['a', 1],
      ['an', 1],
    ]),
)

const ordinals = new Map([
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fourth', 4],
  ['fifth', 5],
  ['last', -1],
])

/** The word at an index, '' for everything that is no plain word. */
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

/** How many tokens these words in a row are: 0 unless all of them stand at `at`. */
export function phrase(tokens: Token[], at: number, words: string): number {
  const list = words.split(' ')
  return list.every((word, index) => wordAt(tokens, at + index) === word) ? list.length : 0
}

/** 0 is Monday. */
export function weekdayNamed(word: string): number | null {
  return weekdays.get(word) ?? null
}

/** Short names that are words of their own: they are dates only where a date stands. */
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

/** `15th`, within 1 and 31. */
export function ordinalDigits(word: string): number | null {
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word) ?? []
  const value = Number(digits)
  return value >= 1 && value <= 31 ? value : null
}

/** `2nd`, `second`, or -1 for `last`. */
export function ordinalNamed(word: string): number | null {
  return ordinalDigits(word) ?? ordinals.get(word) ?? null
}
