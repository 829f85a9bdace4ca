// Clauses that may follow a repeat: `until 24 Dec`, `for 5 times`, `for 3 weeks`, `after completion`.
import { limits } from '../task-fields.ts'
import type { Today } from './calendar-dates.ts'
import { readDay } from './dates.ts'
import type { Limit } from './rules.ts'
import type { Token } from './tokens.ts'
import { isWord, numberNamed, phrase, wordAt } from './words.ts'

export interface Clause extends Limit {
  next: number
  completed?: boolean
  /** The number of days in `for 3 weeks`. */
  days?: number
}

/** Null if no clause begins here. The caller must know that a repeat came before. */
export function readClause(tokens: Token[], at: number, now: Today): Clause | null {
  if (isWord(tokens, at, 'until', 'till', 'ending', 'through')) {
    const on = isWord(tokens, at + 1, 'on') ? 1 : 0
    const found = readDay(tokens, at + 1 + on, now)
    return found && { next: found.next, until: found.day }
  }
  const times = isWord(tokens, at, 'for') ? readTimes(tokens, at + 1) : null
  if (times) return times
  const after = isWord(tokens, at, 'after', 'from') && (isWord(tokens, at + 1, 'the') ? 2 : 1)
  if (after && isWord(tokens, at + after, 'completion', 'completing', 'done', 'finishing')) {
    return { next: at + after + 1, completed: true }
  }
  const when = phrase(tokens, at, 'when done') || phrase(tokens, at, 'when completed')
  return when ? { next: at + when, completed: true } : null
}

function readTimes(tokens: Token[], at: number): Clause | null {
  const count = numberNamed(wordAt(tokens, at))
  if (count === null || count < 1 || count > limits.repeats) return null
  if (isWord(tokens, at + 1, 'times', 'time')) return { next: at + 2, count }
  if (isWord(tokens, at + 1, 'days', 'day')) return { next: at + 2, days: count }
  return isWord(tokens, at + 1, 'weeks', 'week') ? { next: at + 2, days: count * 7 } : null
}
