import { v7 as uuidv7 } from 'uuid'
import { taskDefaults } from '../../../../worker/domain/task-fields.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { rebase } from '../conflicts/rebase.ts'
import type { Place, TaskFields } from '../contract.ts'
import { type ActionContext, forEach, tasksOf, timeOf } from './action-context.ts'
import { isSame, type Mutation, namesOf, pick } from './mutation.ts'
import { endRank, rankAfter } from './ranks.ts'
import { purge } from './trash-actions.ts'
import { combine, noMutations, type Undoable } from './undoable.ts'

export function create(
  context: ActionContext,
  fields: Partial<TaskFields> & { title: string },
  place: Place = {},
  id = uuidv7(),
): Undoable & { id: string } {
  const { rows } = context
  const { after_id, ...where } = place
  const whole: TaskFields = { ...taskDefaults, ...fields, ...where }
  const rank = after_id === undefined ? endRank(rows) : rankAfter(rows, after_id, id)
  const at = timeOf(context)
  const mutations: Mutation[] = [{ op: 'create', id, at, fields: whole, rank }]
  if (after_id !== undefined) mutations.push({ op: 'move', id, at, place: { after_id }, rank })
  return { id, mutations, inverse: () => undoCreate(context, id) }
}

function undoCreate(context: ActionContext, id: string): Undoable {
  const task = context.rows.task(id)
  if (!task) return noMutations
  const fields = { ...taskDefaults, ...pick(task, namesOf(task)), title: task.title }
  return { ...purge(context, [id]), inverse: () => create(context, fields, {}, id) }
}

export function update(
  context: ActionContext,
  ids: readonly string[],
  patch: Partial<TaskFields>,
): Undoable {
  const names = namesOf(patch)
  return forEach(
    tasksOf(context, ids),
    (task) => {
      const changed = names.filter((name) => !isSame(task[name], patch[name]))
      if (changed.length === 0) return null
      const values = { ...task, ...patch }
      return {
        op: 'update',
        id: task.id,
        at: timeOf(context),
        patch: pick(values, changed),
        base: pick(task, changed),
      }
    },
    (before) => combine(before.map((task) => update(context, [task.id], pick(task, names)))),
  )
}

/**
 * An update of fields that a person typed over `base`. It becomes a conflict where the task has changed since.
 *
 * @param error why the API would refuse it: the update waits as a rejected one
 */
export function write(
  context: ActionContext,
  base: Task,
  patch: Partial<TaskFields>,
  error?: string,
): Undoable {
  const { id } = base
  const names = namesOf(patch)
  const before = context.rows.task(id)
  const typed: Mutation = {
    op: 'update',
    id,
    at: timeOf(context),
    patch,
    base: pick(base, names),
  }
  const [pending] = rebase([{ key: 0, mutation: typed, conflict: null }], before, base)
  if (!pending) return noMutations
  const { key: _, mutation, ...blocked } = pending
  if (error && before && !before.deleted_at)
    blocked.conflict = { kind: 'rejected', code: 'invalid', detail: error, errors: [] }
  return {
    mutations: [mutation],
    blocked,
    inverse: () => (before ? update(context, [id], pick(before, names)) : noMutations),
  }
}
