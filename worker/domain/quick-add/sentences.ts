// Clauses with a verb of their own: a date after one belongs to it, and is not a due date.
import type { Rest } from './rest.ts'

const openers = /^(?:wh(?:at|ich|ether|o|en|ere|y)|how|if|i|s?he|we|they|(?:it|you)(?='))(?:'|$)/
// Participles by their shape: "shoes ordered on friday", but not "feed" and "shed".
const participles = /[a-z]{2}[^e]ed$|^(?:bought|sent|made|held|taken)$/

// Irregular participles. A noun must precede them, because they may be the verb of the task: "Turn left".
const strongParticiples =
  /^(?:written|caught|lent|left|stolen|worn|shown|given|brought|thrown|drawn|broken|built|sold|found|lost|won|came|went|arrived)$/

// Verbs of telling and asking: a clause without a pronoun may follow.
const tellers =
  /^(?:tell|let|ask|check|warn|remind|confirm|say|explain|email|text|message|inform|announce|promise|ensure|sure|note|mention|hope)$/
const finite =
  /^(?:is|are|was|were|has|had|does|did|could|would|should|must|might|won't|can't|isn't|aren't|doesn't)$/
const modal = /^(?:will|can|may)$/
const happening =
  /^(?:comes?|leaves?|starts?|begins?|ends?|opens?|closes?|arrives?|lands?|plays?|goes|runs|returns?|shuts?|expires?|finishes|happens|works)$/
const articles = /^(?:the|an?|my|your|his|her|our|their|its)$/

// A clause at the start of a line, or after these words, is the task itself: "I need a cab", "Remember we need a cab".
const reminders = /^(?:remember|forget|sure)?$/

/** "Ask what she does on friday", "Return shoes bought on friday"; but "Get tyres changed". */
export function endsClause({ left, word }: Rest, end: number): boolean {
  let isDone = participles.test(word(end)) && !left[end]?.capital
  for (let at = end; word(at); at--) {
    const opens = openers.test(word(at)) && word(at + 1) !== 'to'
    if (opens && !reminders.test(word(at - 1))) return true
    isDone &&= !/^(?:get|have|need|be|is)$/.test(word(at))
  }
  return (
    isDone || (strongParticiples.test(word(end)) && Boolean(word(end - 2)) && !isHad(word, end))
  )
}

const isHad = (word: Rest['word'], end: number) =>
  [1, 2, 3, 4].some((back) => /^(?:get|have|need|want|be|is)$/.test(word(end - back)))

/** "Tell Rob the plumber can come", "Make sure the builders arrive", "the box that came". */
export function isTold({ word }: Rest, end: number): boolean {
  let hasVerb = false
  for (let at = end; word(at); at--) {
    const isModal = modal.test(word(at)) && at < end && Boolean(word(at - 2))
    if (tellers.test(word(at)) && hasVerb) return true
    // "Remind Ana to water plants": the verb belongs to no clause.
    if (word(at) === 'to' && !/^(?:has|had)$/.test(word(at - 1))) hasVerb = false
    const isThat = word(at) === 'that' && (word(at - 2) || tellers.test(word(at - 1)))
    if (isThat && (hasVerb || articles.test(word(at + 1)))) return true
    const isHappening = happening.test(word(at)) && !articles.test(word(at - 1))
    hasVerb ||= finite.test(word(at)) || isModal || (isHappening && Boolean(word(at - 2)))
  }
  return false
}
