// Clauses with a verb of their own: a date behind one belongs to it, and is no due date.
import type { Rest } from './rest.ts'

const openers = /^(?:wh(?:at|ich|ether|o|en|ere|y)|how|if|i|s?he|we|they|(?:it|you)(?='))(?:'|$)/
// What is done already, by its shape: "shoes ordered on friday", but not "feed" and "shed".
const participles = /[a-z]{2}[^e]ed$|^(?:bought|sent|made|held|taken)$/

// What begins a line, and what follows these, is a task: "I need a cab", "Remember we need a cab".
const reminders = /^(?:remember|forget|sure)?$/

/** "Ask what she does on friday", "Return shoes bought on friday"; but "Get tyres changed". */
export function endsClause({ left, word }: Rest, end: number): boolean {
  let isDone = participles.test(word(end)) && !left[end]?.capital
  for (let at = end; word(at); at--) {
    const opens = openers.test(word(at)) && word(at + 1) !== 'to'
    if (opens && !reminders.test(word(at - 1))) return true
    isDone &&= !/^(?:get|have|need|be|is)$/.test(word(at))
  }
  return isDone
}
