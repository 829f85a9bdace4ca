// Words of another service's file, such as "every friday at 5pm", as quick add understands them.
import { parseQuickAdd } from './domain/quick-add/parse.ts'

/** Quick add takes a text that is all date for a title; this stands in for one. */
const title = 'Task'

/** Longer ones are no date, and take long to read. */
const longest = 200

/** Undefined unless all of it is understood: half a date is worse than the words. */
export function dateWords(
  words: string,
  { language = 'en', timezone = 'UTC' }: { language?: string; timezone?: string },
  now = new Date(),
) {
  if (language !== 'en' || words.length > longest) return undefined
  // "every!" counts from completion.
  const plain = words.replace(/^ev(?:ery)?!\s*/i, 'every ')
  const read = parseQuickAdd(`${title} ${plain}`, { timezone, now })
  const { due_date, due_at, due_timezone, recurrence } = read
  if (read.title !== title || read.labels.length > 0 || read.list !== null || read.priority !== 0)
    return undefined
  const recurrence_from = plain === words ? read.recurrence_from : ('completed' as const)
  return { due_date, due_at, due_timezone, recurrence, recurrence_from }
}
