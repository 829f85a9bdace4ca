import type { Rows } from './apply.ts'
import type { Entry } from './edits.ts'
import type { Changed, World } from './world.ts'

/** Makes the server's rows what one edit leaves them as, for those that its answer does not name. */
export function settle({ edit }: Entry, world: World): Changed {
  const { base } = world
  const touched = { tasks: new Set<string>(), lists: new Set<string>() }
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
  return touched
}
