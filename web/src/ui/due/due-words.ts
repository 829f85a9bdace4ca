import { dueDay } from '../../../../worker/domain/due.ts'
import { dueInWords } from '../due.ts'
import { timeIn } from '../due-mark.tsx'
import type { DueValue } from './due-draft.ts'
import { repeatInWords } from './repeat-words.ts'

/** `Tomorrow 09:00 (17:00 in Asia/Tokyo), every week`; null without a due date. */
export function dueWords(value: DueValue, today: string, timeZone: string): string | null {
  const { due_at, due_timezone, recurrence, recurrence_from } = value
  const day = dueDay(value, timeZone)
  if (!day) return null
  const repeat = recurrence && repeatInWords(recurrence, recurrence_from)
  return [
    dueInWords(day, today).words,
    due_at && ` ${timeIn(timeZone, due_at)}`,
    due_at &&
      due_timezone &&
      due_timezone !== timeZone &&
      ` (${timeIn(due_timezone, due_at)} in ${due_timezone.replaceAll('_', ' ')})`,
    repeat && `, ${repeat[0]?.toLowerCase()}${repeat.slice(1)}`,
  ]
    .filter(Boolean)
    .join('')
}
