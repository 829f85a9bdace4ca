import type { Task } from '../../../../worker/tasks/schema.ts'
import { dueOf } from '../conflicts/rebase.ts'
import { type ActionContext, forEach, outsideTrash, timeOf } from './action-context.ts'
import { update } from './field-actions.ts'
import { pick } from './mutation.ts'
import { combine, noMutations, type Undoable } from './undoable.ts'

export const complete = (context: ActionContext, ids: readonly string[]): Undoable =>
  forEach(
    outsideTrash(context, ids).filter(({ completed_at }) => !completed_at),
    (task) => ({
      op: 'complete',
      id: task.id,
      at: timeOf(context),
      timezone: context.calendar.get().timezone,
      due: dueOf(task),
    }),
    (before) => combine(before.map((task) => undoComplete(context, task))),
  )

/** A repeating task was not completed but moved on: it goes back to its day. */
function undoComplete(context: ActionContext, before: Task): Undoable {
  const task = context.rows.task(before.id)
  if (!task) return noMutations
  if (task.completed_at) return reopen(context, [task.id])
  const dueFields = ['due_date', 'due_at', 'due_timezone', 'recurrence'] as const
  return update(context, [task.id], pick(before, dueFields))
}

export const reopen = (context: ActionContext, ids: readonly string[]): Undoable =>
  forEach(
    outsideTrash(context, ids).filter(({ completed_at }) => completed_at),
    ({ id }) => ({ op: 'reopen', id, at: timeOf(context) }),
    (before) =>
      complete(
        context,
        before.map(({ id }) => id),
      ),
  )
