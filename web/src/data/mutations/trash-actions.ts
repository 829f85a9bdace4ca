import { type ActionContext, forEach, tasksOf, timeOf } from './action-context.ts'
import { noMutations, type Undoable } from './undoable.ts'

const idsOf = (tasks: readonly { id: string }[]) => tasks.map(({ id }) => id)

export const trash = (context: ActionContext, ids: readonly string[]): Undoable =>
  forEach(
    tasksOf(context, ids).filter(({ deleted_at }) => !deleted_at),
    ({ id }) => ({ op: 'delete', id, at: timeOf(context) }),
    (before) => restore(context, idsOf(before)),
  )

export const restore = (context: ActionContext, ids: readonly string[]): Undoable =>
  forEach(
    tasksOf(context, ids).filter(({ deleted_at }) => deleted_at),
    ({ id }) => ({ op: 'restore', id, at: timeOf(context) }),
    (before) => trash(context, idsOf(before)),
  )

/** Permanent: it has no inverse. */
export const purge = (context: ActionContext, ids: readonly string[]): Undoable =>
  forEach(
    tasksOf(context, ids),
    ({ id }) => ({ op: 'purge', id, at: timeOf(context) }),
    () => noMutations,
  )
