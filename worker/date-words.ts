// Dates in words from other programs' files, such as "every friday at 5pm", parsed by quick add.
import { parseQuickAdd } from './domain/quick-add/parse.ts'

/** Stands in for a title: quick add would take a text that is all date for one. */
const title = 'Task'

/** Longer texts are not dates, and are slow to parse. */
const longest = 200

/** Returns undefined unless all of it is understood: half a date is worse than the original words. */
export function dateWords(
  words: string,
  { language = 'en', timezone = 'UTC' }: { language?: string; timezone?: string },
  now = new Date(),
) {
  if (language !== 'en' || words.length > longest) return undefined
  // Todoist's "every!" counts from completion.
  const plain = words.replace(/^ev(?:ery)?!\s*/i, 'every ')
  const read = parseQuickAdd(`${title} ${plain}`, { timezone, now })
  const { due_date, due_at, due_timezone, recurrence } = read
  if (read.title !== title || read.labels.length > 0 || read.list !== null || read.priority !== 0)
    return undefined
  const recurrence_from = plain === words ? read.recurrence_from : ('completed' as const)
  return { due_date, due_at, due_timezone, recurrence, recurrence_from }
}
