// Adapts a task from a file that Duly cannot store as it is. The report lists every change, and nothing is lost.

import { limits } from '../domain/task-fields.ts'
import { TimeZone } from '../domain/time-zone.ts'
import { finding, type ImportRow, warn } from './reading.ts'
import type { ImportTask } from './schema.ts'

/** Returns the canonical rule for a task with this due date, or what is wrong with it. */
export type RuleOf = (
  rule: string,
  due: Pick<ImportTask, 'due_date' | 'due_at' | 'due_timezone'>,
) => { rule: string; wrong?: never } | { rule?: never; wrong: string }

interface Rules {
  ruleOf: RuleOf
  /** The caller's zone, for instants without one. */
  timezone?: string | undefined
}

/** Adapts the task, and adds a warning to the row. */
export function makeStorable(row: ImportRow, { ruleOf, timezone = 'UTC' }: Rules): void {
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
  const { rule, wrong } =
    task.due_date || task.due_at
      ? ruleOf(task.recurrence, task)
      : { wrong: 'must not be without due_date or due_at' }
  if (rule !== undefined) task.recurrence = rule
  else warn(row, finding('/recurrence', 'recurrence_unsupported', `${wrong}; ${dropRule(task)}`))
}

/** Keeps the rule in the notes, if there is room. */
function dropRule(task: ImportTask): string {
  const rule = task.recurrence
  task.recurrence = null
  const notes = [task.notes, `Repeats: ${rule}`].filter(Boolean).join('\n\n')
  if ([...notes].length > limits.notesLength)
    return `the task does not repeat, as it did by ${rule}`
  task.notes = notes
  return 'it stands in the notes now'
}
