// What is shown: the server's word, and on top of it what was done here, in order.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { PendingMutation } from '../mutations/mutation.ts'
import type { MutableRows, Mutator } from '../mutations/mutators.ts'

/** Ids of what looks otherwise than before. */
export interface ChangedIds {
  tasks: ReadonlySet<string>
  lists: ReadonlySet<string>
}

type Layer = { tasks: Map<string, Task | undefined>; lists: Map<string, List | undefined> }
const emptyLayer = (): Layer => ({ tasks: new Map(), lists: new Map() })

export type OptimisticStore = ReturnType<typeof createStore>

export function createStore() {
  const serverRows = { tasks: new Map<string, Task>(), lists: new Map<string, List>() }
  /** Rows that the outbox has changed; undefined where it removed one. */
  let optimistic = emptyLayer()
  const children = new Map<string, Set<string>>()
  const lastKnown = new Map<string, Task>()
  let apply: Mutator = () => {
    throw new TypeError('no edit is shown before it is known what edits do')
  }

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

  /** What the server says otherwise since the page was last told: no row may change place unheard among others. */
  let dirty = { tasks: new Set<string>(), lists: new Set<string>() }
  /** No task was ever seen behind it. */
  let lastRank: string | null = null

  /** Whoever was ever seen below a task is looked at; where it is now, its row tells. */
  function remember(row: Task | undefined) {
    if (row && (lastRank === null || row.rank > lastRank)) lastRank = row.rank
    if (!row?.parent_id) return
    const known = children.get(row.parent_id)
    if (known) known.add(row.id)
    else children.set(row.parent_id, new Set([row.id]))
  }

  const childrenOf = (id: string) =>
    [...(children.get(id) ?? [])].flatMap((childId) => {
      const row = task(childId)
      return row?.parent_id === id ? [row] : []
    })
  const tasksIn = (listId: string) => [...tasks()].filter(({ list_id }) => list_id === listId)

  const optimisticRows: MutableRows = {
    task,
    list,
    childrenOf,
    tasksIn,
    setTask(id, row) {
      remember(row)
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

  function put(entries: readonly PendingMutation[]) {
    for (const { lastKnown } of entries)
      if (lastKnown && !task(lastKnown.id)) optimisticRows.setTask(lastKnown.id, lastKnown)
    for (const { mutation } of entries) apply(mutation, optimisticRows)
  }

  return {
    task,
    list,
    tasks,
    lists,
    childrenOf,
    serverRows,
    /** A rank that no task is behind. */
    lastRank: () => lastRank,
    /** What edits do to rows: a part of the app that is not needed to show some. */
    learn(how: Mutator) {
      apply = how
    },
    apply: ((mutation, rows) => apply(mutation, rows)) as Mutator,
    /** A task that is not there any more, as the server had it last. */
    lastKnown: (id: string) => lastKnown.get(id),
    /** Ids of whatever was ever seen below a task. */
    childIndex: (id: string): Iterable<string> => children.get(id) ?? [],

    /** The server's word on a row. Told with what `add` or `replay` says next. */
    setServerRow(kind: 'task' | 'list', id: string, row: Task | List | undefined) {
      dirty[`${kind}s`].add(id)
      if (kind === 'task') {
        remember(row as Task | undefined)
        const before = serverRows.tasks.get(id)
        if (row) serverRows.tasks.set(id, row as Task)
        else serverRows.tasks.delete(id)
        if (row) lastKnown.delete(id)
        else if (before) lastKnown.set(id, before)
      } else if (row) serverRows.lists.set(id, row as List)
      else serverRows.lists.delete(id)
    },

    /** More edits on top. */
    add(entries: readonly PendingMutation[]): ChangedIds {
      const before = optimistic
      optimistic = { tasks: new Map(before.tasks), lists: new Map(before.lists) }
      put(entries)
      return takeChanges(before)
    },

    /** All edits anew, on what the server says by now. */
    replay(entries: readonly PendingMutation[]): ChangedIds {
      const before = optimistic
      optimistic = emptyLayer()
      put(entries)
      return takeChanges(before)
    },
  }
}

/** Adds to `changed` whatever is another row in one layer than in the other. */
function compareInto<Row>(changed: Set<string>, one: Map<string, Row>, other: Map<string, Row>) {
  for (const [id, row] of other) if (!one.has(id) || one.get(id) !== row) changed.add(id)
  for (const id of one.keys()) if (!other.has(id)) changed.add(id)
}
