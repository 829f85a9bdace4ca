import type { Entry } from '../mutations/mutation.ts'
import type { Rows } from '../mutations/mutators.ts'
import type { World } from '../store/optimistic-store.ts'

/** Ids of rows that are others now. */
export interface Touched {
  tasks: Set<string>
  lists: Set<string>
}

/** Makes the server's rows what one edit leaves them as, which its answer does not tell; and adds them to `touched`. */
export function settle({ edit }: Entry, world: World, touched: Touched): void {
  const { base } = world
  const rows: Rows = {
    task: (id) => base.tasks.get(id),
    list: (id) => base.lists.get(id),
    childrenOf: (id) =>
      [...world.everBelow(id)].flatMap((childId) => {
        const row = base.tasks.get(childId)
        return row?.parent_id === id ? [row] : []
      }),
    tasksIn: (id) => [...base.tasks.values()].filter(({ list_id }) => list_id === id),
    setTask(id, row) {
      touched.tasks.add(id)
      world.setBase('task', id, row)
    },
    setList(id, row) {
      touched.lists.add(id)
      world.setBase('list', id, row)
    },
  }
  world.apply(edit, rows)
}
