import type { PendingMutation } from '../mutations/mutation.ts'
import type { MutableRows } from '../mutations/mutators.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'

/** Ids of rows that are others now. */
export interface Touched {
  tasks: Set<string>
  lists: Set<string>
}

/** Makes the server's rows what one edit leaves them as, which its answer does not tell; and adds them to `touched`. */
export function applyToServerRows(
  { mutation }: PendingMutation,
  world: OptimisticStore,
  touched: Touched,
): void {
  const { serverRows: base } = world
  const rows: MutableRows = {
    task: (id) => base.tasks.get(id),
    list: (id) => base.lists.get(id),
    childrenOf: (id) =>
      [...world.childIndex(id)].flatMap((childId) => {
        const row = base.tasks.get(childId)
        return row?.parent_id === id ? [row] : []
      }),
    tasksIn: (id) => [...base.tasks.values()].filter(({ list_id }) => list_id === id),
    setTask(id, row) {
      touched.tasks.add(id)
      world.setServerRow('task', id, row)
    },
    setList(id, row) {
      touched.lists.add(id)
      world.setServerRow('list', id, row)
    },
  }
  world.apply(mutation, rows)
}
