import type { Place } from '../contract.ts'
import { type ActionContext, outsideTrash, timeOf } from './action-context.ts'
import type { Mutation } from './mutation.ts'
import { endRank, idBefore, rankAfter } from './ranks.ts'
import { combine, noMutations, type Undoable } from './undoable.ts'

/** Several tasks keep their order among themselves. */
export function move(context: ActionContext, ids: readonly string[], place: Place): Undoable {
  const { rows } = context
  const mutations: Mutation[] = []
  const before = outsideTrash(context, ids).map((task) => ({
    task,
    after_id: idBefore(rows, task),
  }))
  let after = place.after_id
  let rank: string | undefined
  for (const { task } of before) {
    const moved: Place = after === undefined ? place : { ...place, after_id: after }
    rank = after === undefined ? endRank(rows, rank) : rankAfter(rows, after, task.id, rank)
    mutations.push({ op: 'move', id: task.id, at: timeOf(context), place: moved, rank })
    if (after !== undefined) after = task.id
  }
  const inverse = () =>
    combine(
      before.map(({ task: { id, list_id, parent_id }, after_id }) => {
        const back = parent_id ? { parent_id, after_id } : { list_id, parent_id, after_id }
        return move(context, [id], back)
      }),
    )
  return mutations.length === 0 ? noMutations : { mutations, inverse }
}
