// The words of a line that were not used, with the questions that the rules ask about them.
import { type Likeness, likenessOf } from './likeness.ts'
import type { Agreed } from './pieces.ts'
import type { Token } from './tokens.ts'
import { numberNamed, wordAt } from './words.ts'

export type Rest = ReturnType<typeof restOf>

export function restOf(tokens: Token[], { due, repeat, dues, repeats }: Agreed) {
  const pieces = [...dues, ...repeats].sort((a, b) => a.start - b.start)
  const isTaken = (at: number) => pieces.some(({ start, next }) => start <= at && at < next)
  const left = tokens.map((token, at): Token => (isTaken(at) ? { ...token, kind: 'stop' } : token))
  const hasDay = due?.day !== undefined
  const hasTime = due !== null && (due.time ?? due.part ?? due.minutes) !== undefined
  const isDayAlone = hasDay && !hasTime && !repeat
  // Beside a day without a time, an unread time does not change the day.
  const harmless: Likeness[] = isDayAlone ? ['', 'figure', 'time', 'part'] : ['']

  const word = (at: number) => wordAt(left, at)
  const likeness = (at: number) => likenessOf(left, at)
  return {
    /** Tokens that were used appear as stops. */
    left,
    tokens,
    pieces,
    hasDay,
    hasTime,
    isDayAlone,
    isTimeAlone: !hasDay && !repeat,
    repeat: repeat?.rule,
    word,
    likeness,
    isDate: (at: number) => !harmless.includes(likeness(at)),
    /** `days`, `hours`, `4h`. */
    isLength: (at: number) =>
      likeness(at) === 'unit' || /^(?:hours?|hrs?|h|minutes?|mins?|\d+[hm])$/.test(word(at)),
    isCount: (at: number) => numberNamed(word(at)) !== null || /^[\d.,]+$/.test(word(at)),
    /** "the week", "my day" */
    isOwned: (at: number) => /^(?:the|my|your|his|her|our|their)$/.test(word(at - 1)),
  }
}
