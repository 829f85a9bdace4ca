import type { Task } from '../../../../worker/tasks/schema.ts'
import type { CalendarClock } from '../calendar.ts'
import type { Rows } from '../store/rows.ts'
import type { Mutation } from './mutation.ts'
import { noMutations, type Undoable } from './undoable.ts'

/** What actions read: the rows as they are shown, and the time. */
export interface ActionContext {
  rows: Rows
  calendar: CalendarClock
}

/** The time of a mutation. */
export const timeOf = ({ calendar }: ActionContext) => calendar.now().toISOString()

export const tasksOf = ({ rows }: ActionContext, ids: readonly string[]): Task[] =>
  ids.flatMap((id) => rows.task(id) ?? [])

/** Tasks in the trash can be neither completed nor reopened nor moved: the server refuses it. */
export const outsideTrash = (context: ActionContext, ids: readonly string[]): Task[] =>
  tasksOf(context, ids).filter(({ deleted_at }) => !deleted_at)

/**
 * One mutation for each task.
 *
 * @param mutationOf null where a task needs none
 * @param inverse undoes all of them, given the tasks as they were
 */
export function forEach(
  tasks: readonly Task[],
  mutationOf: (task: Task) => Mutation | null,
  inverse: (before: readonly Task[]) => Undoable,
): Undoable {
  const mutations = tasks.flatMap((task) => mutationOf(task) ?? [])
  return mutations.length === 0 ? noMutations : { mutations, inverse: () => inverse(tasks) }
}
