// Judges the words directly before and after a date.
import { relations } from './due.ts'
import type { Piece } from './pieces.ts'
import type { Rest } from './rest.ts'
import { endsClause, isTold } from './sentences.ts'
import { every, isMultiple, ordinalNamed, weekdayNamed, wordAt } from './words.ts'

// These words change the meaning of a date beside them, whatever it is.
const contraries = /^(?:or|nor|except\w*|excl\w*|ex|minus|barring|\+\/-)$/
const negations =
  /^(?:and|&|\+|\/|plus|not?|isn't|won't|never|neither|either|but|ev|every|each|ago|least|most|max|maximum|earliest|nearly|almost|hardly|half|semi|bi|non|w\/c|wc|commencing|\S*(?:hour|dai|week|month|year|annual)ly)$/
// These words end a repeat, thin it out or make it conditional.
const bounds =
  /^(?:but|not|never|until|till|til|thru|through|ending|ends?|starting|starts?|beginning|if|unless|when|while|during|within|since|as|per|skip\w*|alternat\w*|odd|even)$/
// "And a half", "if not sooner", "at the earliest"
const others = /^(?:half|sooner|later|earli.*)$/
// A date after these words belongs to the one before them.
const links =
  /^(?:and|&|\+|\/|then|plus|if|-|–|—|~|to|from|in|on|at|@|by|for|between|within|during|the|an?|this|next|last|coming|but|not|only|until|till|til|thru|through|around|past|after|few|several|couple|other|half|rest|of|ev|every|each|following|same|alternate|odd|even)$/
const doubts = /^(?:maybe|perhaps|possibly|probably|provided|assuming|weather|unless)$/
// Beside a time these words are zones.
export const zones =
  /^(?:local|zulu|eastern|central|pacific|mountain|sgt|hkt|aedt|nzdt|nzst|utc|gmt|bst|cest|ist|jst|aest|[a-z]?e[sd]?t|[cmp][sd]?t|z)(?:[+-]\d.*)?$/
const meals = /^(?:breakfast|lunch|dinner|supper|meals?|work|school|class|bed|bedtime|training)$/
const vague = /^(?:the|mid|late|later|early|earlier|some|sometime|anytime|most|middle)$/

export function isChangedBefore(rest: Rest, { start }: Piece): boolean {
  const { word, likeness, isDate, isLength, hasDay, repeat } = rest
  const { at, stops } = beside(rest, start - 1, -1)
  const [last, earlier, begin] = [word(at), word(at - 1), wordAt(rest.tokens, start)]
  // "Reply to Ann re: friday"
  if (!last || (/[.!?:;]/.test(stops) && last !== 're')) return false
  if ([contraries, negations, relations].some((words) => words.test(last))) return true
  if (!repeat && !/^(?:by|before|due)$/.test(begin) && endsClause(rest, at)) return true
  if (isTold(rest, at) || (doubts.test(last) && !stops)) return true
  // "this time next week"
  if (last === 'time' && /^(?:this|same)$/.test(earlier)) return true
  if (repeat && (last === 'of' || isMultiple(last))) return true
  if (/^(?:next|this)$/.test(begin) && vague.test(last)) return true
  if (every.test(earlier) && !/^(?:on|by|due|at|@|for)$/.test(begin)) return true

  // "5, 6 Dec", "24 - 26 Dec", "week 48 friday"
  const isFigure = /^\d/.test(begin)
  const isNumber = /^\d+$/.test(last)
  if (isNumber && ((isFigure && (stops || rest.isTimeAlone)) || likeness(at - 1) === 'unit')) {
    return true
  }
  if (/^[-–—]$/.test(last) && (isDate(at - 1) || (isFigure && /^\d/.test(earlier)))) return true

  const like = likeness(at)
  // "the night before 24 Dec", "every two hours on friday"
  const isAnchor = /^(?:before|after|starting|beginning|from)$/.test(begin)
  const isEvery = [at, at - 1, at - 2].some((one) => every.test(word(one)))
  if (isLength(at) && (isAnchor || isEvery)) return true
  if (like === 'part' && isAnchor) return true
  if ((hasDay || repeat) && /part|occasion/.test(like)) return false
  // "Leg day every monday", but not "the day every monday"
  const isOne = rest.isCount(at - 1) || ordinalNamed(earlier) !== null || links.test(earlier)
  if (repeat && last === 'day' && earlier && !isOne) return false
  // "Plan the week tomorrow", "Leap day 29 Feb"
  const isThing = rest.isOwned(at) || earlier.endsWith("'s") || (isFigure && !rest.isCount(at - 1))
  return isDate(at) && !(hasDay && like === 'unit' && isThing)
}

export function isChangedAfter(rest: Rest, { start, next }: Piece): boolean {
  const { word, hasDay, hasTime, isDayAlone, repeat, tokens } = rest
  const { at, stops } = beside(rest, next, 1)
  const [first, second] = [word(at), word(at + 1)]
  if (!first) return false
  // "Give or take a day"
  const contrary = /^(?:give|plus)$/.test(first) ? second : first
  if (contraries.test(contrary) || (repeat && bounds.test(first))) return true
  // "every month on payday"
  if (first === 'on' && /^[MY]/.test(repeat?.freq ?? '')) return true
  if ((doubts.test(first) && !stops) || (hasDay && first === 'if')) return true
  // "friday 20.00 back": a time or a price.
  if (hasDay && /^\d\d?\.\d\d$/.test(first)) return true
  if (isElsewhere(rest, { start, next }, at)) return true
  if (/[.!?:]/.test(stops)) return false
  // "9am New York time"
  const isZone = zones.test(first) || [1, 2, 3].some((ahead) => word(at + ahead) === 'time')
  if (/^off?$/.test(first) || (hasTime && isZone)) return true
  if (/^(?:is|was|are|isn't|wasn't)$/.test(first) && hasDay && !stops) return true
  if (/^(?:next|last|following|coming|ago)$/.test(first) && second !== 'to') return true

  // "friday after next", but "tomorrow after lunch" and "tomorrow until 5pm"
  const words = tokens.slice(start, next).map(({ value }) => value)
  const isRelative = words.some(
    (one) => weekdayNamed(one) !== null || /^(?:next|this|week|weekend|month|year)$/.test(one),
  )
  const isTime = isDayAlone && (rest.likeness(at + 1) === 'time' || /^\d/.test(second))
  const isAround = /^(?:after|before|since)$/.test(first) && !meals.test(second)
  const isUntil = /^(?:until|till|til|thru|through)$/.test(first)
  if (!isTime && (isUntil || (isAround && (repeat || isRelative)))) return true
  const isLength = !repeat && /^(?:days?|weeks?|months?|years?|hours?)$/.test(words.at(-1) ?? '')
  // "Rent a car tomorrow for 3 days"
  return (first !== 'for' || repeat !== undefined) && leadsToDate(rest, at, isLength)
}

/** "2pm London", "6pm (New York)": after a time, names alone may be a place whose clock is meant. */
function isElsewhere({ tokens, left, hasTime, word }: Rest, { start, next }: Piece, at: number) {
  const isTime = /^(?:\d.*m?|m|noon|midnight)$/.test(tokens[next - 1]?.value ?? '')
  if (
    !hasTime ||
    !isTime ||
    !/\d|noon|night/.test(wordAt(tokens, next - 1) + wordAt(tokens, next - 2))
  )
    return false
  if (!tokens.slice(0, start).some(({ kind }) => kind === 'word')) return false
  let end = at
  while (word(end) && left[end]?.capital) end++
  return end > at && !word(end)
}

/** Whether a date follows, or a number that counts nothing: "9am and 5", "24 Dec 27". */
function leadsToDate({ word, isDate, isCount, isDayAlone }: Rest, from: number, isLength: boolean) {
  const isTime = isDayAlone && /^(?:at|@|from|between|by|around|~)$/.test(word(from))
  let counted = false
  for (let at = from; at < from + 5; at++) {
    const isMore = isLength && /^(?:hours?|minutes?|mins?)$/.test(word(at))
    const isOther =
      isDate(at) || weekdayNamed(word(at)) !== null || every.test(word(at)) || others.test(word(at))
    if (isOther || (counted && (isMore || isMultiple(word(at))))) {
      return true
    }
    counted = isCount(at)
    if (counted && !isTime && !/^(?!(?:and|or)$)[a-z]/.test(word(at + 1))) return true
    // "the one after next"
    if (at > from && !word(at)) return /^(?:next|last|other|same|following)$/.test(word(at - 1))
    if (!counted && !links.test(word(at))) return false
  }
  return false
}

/** Finds the nearest word in a direction, and the stops before it. */
function beside({ left }: Rest, from: number, step: 1 | -1) {
  let [at, stops] = [from, '']
  for (; left[at] && !/word|literal/.test(left[at]?.kind ?? ''); at += step) {
    if (left[at]?.kind === 'stop') stops += left[at]?.value
  }
  return { at, stops }
}
