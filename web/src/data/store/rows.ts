// The rows of one person: those of the server, and the optimistic layer of pending mutations over them.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { MutableRows } from '../mutations/mutators.ts'
import { createRowIndex } from './row-index.ts'

/** Ids of rows that look different from before. */
export interface ChangedIds {
  tasks: ReadonlySet<string>
  lists: ReadonlySet<string>
}

/** Undefined where a mutation removed the row. */
type Layer = { tasks: Map<string, Task | undefined>; lists: Map<string, List | undefined> }
const emptyLayer = (): Layer => ({ tasks: new Map(), lists: new Map() })

export type Rows = ReturnType<typeof createRows>

export function createRows() {
  const serverRows = { tasks: new Map<string, Task>(), lists: new Map<string, List>() }
  let optimistic = emptyLayer()
  /** Ids that `setServerRow` has changed since the last `takeChanges`. */
  let dirty = { tasks: new Set<string>(), lists: new Set<string>() }
  const index = createRowIndex()
  const lastKnown = new Map<string, Task>()

  const task = (id: string) =>
    optimistic.tasks.has(id) ? optimistic.tasks.get(id) : serverRows.tasks.get(id)
  const list = (id: string) =>
    optimistic.lists.has(id) ? optimistic.lists.get(id) : serverRows.lists.get(id)

  function* tasks(): Generator<Task> {
    for (const [id, row] of serverRows.tasks) if (!optimistic.tasks.has(id)) yield row
    for (const row of optimistic.tasks.values()) if (row) yield row
  }
  function* lists(): Generator<List> {
    for (const [id, row] of serverRows.lists) if (!optimistic.lists.has(id)) yield row
    for (const row of optimistic.lists.values()) if (row) yield row
  }

  const layer: MutableRows = {
    task,
    list,
    childrenOf: (id) =>
      [...index.everBelow(id)].flatMap((childId) => {
        const row = task(childId)
        return row?.parent_id === id ? [row] : []
      }),
    tasksIn: (listId) => [...tasks()].filter(({ list_id }) => list_id === listId),
    setTask(id, row) {
      index.add(row)
      optimistic.tasks.set(id, row)
    },
    setList: (id, row) => void optimistic.lists.set(id, row),
  }

  function takeChanges(before: Layer): ChangedIds {
    const changed = dirty
    dirty = { tasks: new Set(), lists: new Set() }
    compareInto(changed.tasks, before.tasks, optimistic.tasks)
    compareInto(changed.lists, before.lists, optimistic.lists)
    return changed
  }

  return {
    task,
    list,
    tasks,
    lists,
    childrenOf: layer.childrenOf,
    serverRows,
    lastRank: index.lastRank,
    everBelow: index.everBelow,
    /** A task that does not exist any more, as the server had it last. */
    lastKnown: (id: string) => lastKnown.get(id),
    /** Shows only after `addToLayer` or `rebuildLayer`, so that no row moves among others unnoticed. */
    setServerRow(type: 'task' | 'list', id: string, row: Task | List | undefined) {
      dirty[`${type}s`].add(id)
      if (type === 'task') {
        index.add(row as Task | undefined)
        const before = serverRows.tasks.get(id)
        if (row) serverRows.tasks.set(id, row as Task)
        else serverRows.tasks.delete(id)
        if (row) lastKnown.delete(id)
        else if (before) lastKnown.set(id, before)
      } else if (row) serverRows.lists.set(id, row as List)
      else serverRows.lists.delete(id)
    },

    /** Adds what `write` does to the optimistic layer. */
    addToLayer(write: (layer: MutableRows) => void): ChangedIds {
      const before = optimistic
      optimistic = { tasks: new Map(before.tasks), lists: new Map(before.lists) }
      write(layer)
      return takeChanges(before)
    },

    /** Replaces the optimistic layer by what `write` does on the server's rows. */
    rebuildLayer(write: (layer: MutableRows) => void): ChangedIds {
      const before = optimistic
      optimistic = emptyLayer()
      write(layer)
      return takeChanges(before)
    },
  }
}

/** Adds to `changed` the ids whose row differs between the two maps. */
function compareInto<Row>(changed: Set<string>, one: Map<string, Row>, other: Map<string, Row>) {
  for (const [id, row] of other) if (!one.has(id) || one.get(id) !== row) changed.add(id)
  for (const id of one.keys()) if (!other.has(id)) changed.add(id)
}
