// Times relative to now: `in 90 min`, `+2 hours`, `an hour and a half from now`.
import type { Token } from './tokens.ts'
import { isWord, phrase, readCount, wordAt } from './words.ts'

export function readMinutes(tokens: Token[], at: number): { next: number; minutes: number } | null {
  const ahead = isWord(tokens, at, 'in') ? 1 : 0
  const found = readLength(tokens, at + ahead)
  if (!found || ahead || wordAt(tokens, at).startsWith('+')) return found
  const from = phrase(tokens, found.next, 'from now')
  return from ? { ...found, next: found.next + from } : null
}

/** `an hour`, `2 hours and 30 minutes`, `half an hour`. */
function readLength(tokens: Token[], at: number): { next: number; minutes: number } | null {
  const half = phrase(tokens, at, 'half an hour')
  if (half) return { next: at + half, minutes: 30 }
  const first = readStretch(tokens, at)
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
  // `2h`, `+15min`, `1.5`
  const [, figures, glued] = /^\+?(\d{1,4}(?:\.\d\d?)?)([a-z]*)$/.exec(wordAt(tokens, at)) ?? []
  const counted = figures ? { next: at + 1, count: Number(figures) } : readCount(tokens, at)
  if (!counted) return null
  const unit = glued || wordAt(tokens, counted.next)
  const length = /^(?:h|hrs?|hours?)$/.test(unit) ? 60 : /^(?:m|mins?|minutes?)$/.test(unit) ? 1 : 0
  const minutes = counted.count * length
  // "In 0.33 hours" is not a whole number of minutes.
  return length && Number.isInteger(minutes)
    ? { next: counted.next + (glued ? 0 : 1), minutes }
    : null
}
