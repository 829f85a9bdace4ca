// The server's rows as an answer will leave them. Reads fall through to the rows that are there, which stay as they are.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { MutableRows } from '../mutations/mutators.ts'
import type { StoredRow } from '../storage/stored.ts'
import type { Rows } from '../store/rows.ts'

export function draftOf({ serverRows, everBelow }: Pick<Rows, 'serverRows' | 'everBelow'>) {
  const tasks = new Map<string, Task | undefined>()
  const lists = new Map<string, List | undefined>()
  const task = (id: string) => (tasks.has(id) ? tasks.get(id) : serverRows.tasks.get(id))
  const list = (id: string) => (lists.has(id) ? lists.get(id) : serverRows.lists.get(id))

  function* all(): Generator<Task> {
    for (const [id, row] of serverRows.tasks) if (!tasks.has(id)) yield row
    for (const row of tasks.values()) if (row) yield row
  }

  const rows: MutableRows = {
    task,
    list,
    childrenOf(id) {
      const ids = new Set([...everBelow(id), ...tasks.keys()])
      return [...ids].flatMap((childId) => {
        const row = task(childId)
        return row?.parent_id === id ? [row] : []
      })
    },
    tasksIn: (listId) => [...all()].filter(({ list_id }) => list_id === listId),
    setTask: (id, row) => void tasks.set(id, row),
    setList: (id, row) => void lists.set(id, row),
  }

  return {
    ...rows,
    /** The difference from the rows that are there, as a commit has it. */
    changes(): { rows: StoredRow[]; deleted: string[] } {
      const changed: StoredRow[] = []
      const deleted: string[] = []
      for (const [id, row] of tasks)
        if (row) changed.push({ type: 'task', row })
        else deleted.push(id)
      for (const [id, row] of lists)
        if (row) changed.push({ type: 'list', row })
        else deleted.push(id)
      return { rows: changed, deleted }
    },
  }
}
