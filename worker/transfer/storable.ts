// What becomes of a task of a file that Duly cannot keep as it is: it is told, and nothing is lost.
import type * as z from 'zod'
import { maxLength } from '../fields/schema.ts'
import { TimeZone } from '../time-zone/schema.ts'
import { finding, type ImportRow, warn } from './reading.ts'
import type { ImportTask } from './schema.ts'

interface Rules {
  /** Which rules tasks can follow, and how they are written. */
  recurrence: z.ZodType<string>
  /** The caller's zone, for instants that come without one. */
  timezone?: string | undefined
}

/** Changes the task, and says so in the row's warnings. */
export function makeStorable(row: ImportRow, { recurrence, timezone = 'UTC' }: Rules): void {
  const { task } = row
  if (!task) return
  if (task.due_at && !task.due_timezone) {
    task.due_timezone = timezone
    const taken = `is taken to be ${timezone}: none was given`
    warn(row, finding('/due_timezone', 'timezone_assumed', taken))
  } else if (task.due_timezone) {
    const { data } = TimeZone.safeParse(task.due_timezone)
    if (!data)
      warn(row, finding('/due_timezone', 'timezone_unknown', 'is UTC now: it has two meanings'))
    task.due_timezone = data ?? 'UTC'
  }
  if (!task.recurrence) return
  const { success, data, error } = recurrence.safeParse(task.recurrence)
  const why = error?.issues[0]?.message ?? 'must not be without due_date or due_at'
  if (success && (task.due_date || task.due_at)) task.recurrence = data
  else warn(row, finding('/recurrence', 'recurrence_unsupported', `${why}; ${dropRule(task)}`))
}

/** The notes keep it for people, where they have room. */
function dropRule(task: ImportTask): string {
  const rule = task.recurrence
  task.recurrence = null
  const notes = [task.notes, `Repeats: ${rule}`].filter(Boolean).join('\n\n')
  if ([...notes].length > maxLength.notes) return `the task does not repeat, as it did by ${rule}`
  task.notes = notes
  return 'it stands in the notes now'
}
