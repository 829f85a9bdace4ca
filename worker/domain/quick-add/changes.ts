// A date is used only if every word that affects it was understood.
import { isDescribed } from './due.ts'
import { isChangedAfter, isChangedBefore, zones } from './neighbours.ts'
import type { Agreed, Piece } from './pieces.ts'
import { type Rest, restOf } from './rest.ts'
import type { Token } from './tokens.ts'
import { every, isMultiple, weekdayNamed, wordAt } from './words.ts'

/** Whether words that were not understood could change the date. */
export function isChanged(tokens: Token[], agreed: Agreed): boolean {
  const rest = restOf(tokens, agreed)
  return (
    tokens.some((_, at) => isChangedFromAfar(rest, at)) ||
    runsOf(rest).some((run) => isChangedBefore(rest, run) || isChangedAfter(rest, run))
  )
}

function isChangedFromAfar(rest: Rest, at: number): boolean {
  const { word, likeness, isLength, isTimeAlone, repeat, pieces } = rest
  const like = likeness(at)
  // "every couple of hours"
  const isRepeat = (ahead: number) => isLength(at + ahead) || /date|part/.test(likeness(at + ahead))
  if (every.test(word(at)) && (isTimeAlone || [1, 2, 3].some(isRepeat))) return true
  // "6pm SGT on thursday", "half past 25 tomorrow"
  if (like === 'time' && zones.test(word(at + 1))) return true
  const isShare = /^(?:half|quarter)$/.test(word(at))
  if (
    isShare &&
    /^(?:past|to|one|two|three|four|five|six|seven|eight|nine|ten)\b/.test(word(at + 1))
  )
    return true
  // "the week before the party on friday"
  if (isLength(at) && distances.test(word(at + 1))) return true
  // "Call Bob monday Mia tuesday" has two days, "write the monday report on tuesday" has one.
  const isWeekday = like === 'date' && weekdayNamed(word(at)) !== null
  if (isWeekday && !isDescribed(rest.left, at) && isOnWeekday(rest)) return true
  if (isTimeAlone && /date|unit|figure|time/.test(like)) {
    // "Plan the day at 8am"
    const isOf = [at - 2, at + 1].some((one) => /^(?:of|on|in|at|by)$/.test(word(one)))
    if (like !== 'unit' || isOf || !rest.isOwned(at)) return true
  }
  const isLater = repeat && at > (pieces[0]?.start ?? 0)
  return isLater ? isMultiple(word(at)) || /date|unit|occasion|time/.test(like) : false
}

const distances =
  /^(?:before|after|prior|ahead|from|since|until|early|earlier|late|later|sooner|hence)$/

const isOnWeekday = ({ tokens, pieces, repeat }: Rest) =>
  !repeat && pieces.some(({ start }) => weekdayNamed(wordAt(tokens, start)) !== null)

/** Joins pieces with nothing but stops and marks between them. */
function runsOf({ tokens, pieces }: Rest): Piece[] {
  const runs: Piece[] = []
  for (const { start, next } of pieces) {
    const last = runs.at(-1)
    const gap = last ? tokens.slice(last.next, start) : []
    if (last && gap.every(({ kind }) => kind !== 'word' && kind !== 'literal')) last.next = next
    else runs.push({ start, next })
  }
  return runs
}
