import { dueDay } from '../../../worker/domain/due.ts'
import { priorities } from '../../../worker/domain/task-fields.ts'
import type { TaskFields } from '../data/contract.ts'
import { repeatInWords } from '../ui/due/repeat-words.ts'
import { dueInWords } from '../ui/due.ts'
import { timeIn } from '../ui/due-mark.tsx'
import type { Range } from './ranges.ts'

/** Something that quick add understood. */
export interface Chip {
  key: string
  words: string
  /** The words that it came from; empty if it comes from the page. */
  ranges: readonly Range[]
}

interface Clock {
  timezone: string
  today: string
}

type Due = Partial<Pick<TaskFields, 'due_date' | 'due_at'>>

/** `tomorrow at 09:00`, in the user's zone. */
function inWords({ due_date = null, due_at = null }: Due, { timezone, today }: Clock): string {
  const day = dueDay({ due_date, due_at }, timezone) ?? today
  const { words } = dueInWords(day, today)
  const said = /^(Today|Tomorrow|Overdue)/.test(words) ? lowerFirst(words) : words
  return due_at ? `${said} at ${timeIn(timezone, due_at)}` : said
}

export function dueChip(due: Due, clock: Clock, ranges: readonly Range[]): Chip {
  const words = inWords(due, clock)
  const isLate = words.startsWith('overdue')
  return { key: 'due', words: isLate ? upperFirst(words) : `Due ${words}`, ranges }
}

/** Includes the first date if no other chip shows it. */
export function repeatChip(
  { recurrence, recurrence_from, ...due }: Due & Partial<TaskFields>,
  clock: Clock | null,
  ranges: readonly Range[],
): Chip {
  const words = repeatInWords(recurrence ?? '', recurrence_from ?? 'due')
  return { key: 'repeat', words: clock ? `${words}, from ${inWords(due, clock)}` : words, ranges }
}

export const priorityChip = (value: number, ranges: readonly Range[]): Chip => ({
  key: 'priority',
  words: `${priorities[value]} priority`,
  ranges,
})

export const labelChip = (name: string, ranges: readonly Range[]): Chip => ({
  key: `label:${name}`,
  words: `#${name}`,
  ranges,
})

export const listChip = (known: string | null, name: string, ranges: readonly Range[]): Chip => ({
  key: 'list',
  words: known === null ? `New list: ${name}` : `In ${known}`,
  ranges,
})

export const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)
const upperFirst = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
