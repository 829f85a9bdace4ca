// What is shown: the server's word, and on top of it what was done here, in order.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Entry } from '../mutations/mutation.ts'
import type { Apply, Rows } from '../mutations/mutators.ts'

/** Ids of what looks otherwise than before. */
export interface Changed {
  tasks: ReadonlySet<string>
  lists: ReadonlySet<string>
}

type Layer = { tasks: Map<string, Task | undefined>; lists: Map<string, List | undefined> }
const emptyLayer = (): Layer => ({ tasks: new Map(), lists: new Map() })

export type World = ReturnType<typeof newWorld>

export function newWorld() {
  const base = { tasks: new Map<string, Task>(), lists: new Map<string, List>() }
  /** Rows that the outbox has changed; undefined where it removed one. */
  let overlay = emptyLayer()
  const children = new Map<string, Set<string>>()
  const ended = new Map<string, Task>()
  let apply: Apply = () => {
    throw new TypeError('no edit is shown before it is known what edits do')
  }

  const task = (id: string) => (overlay.tasks.has(id) ? overlay.tasks.get(id) : base.tasks.get(id))
  const list = (id: string) => (overlay.lists.has(id) ? overlay.lists.get(id) : base.lists.get(id))

  function* tasks(): Generator<Task> {
    for (const [id, row] of base.tasks) if (!overlay.tasks.has(id)) yield row
    for (const row of overlay.tasks.values()) if (row) yield row
  }
  function* lists(): Generator<List> {
    for (const [id, row] of base.lists) if (!overlay.lists.has(id)) yield row
    for (const row of overlay.lists.values()) if (row) yield row
  }

  /** What the server says otherwise since the page was last told: no row may change place unheard among others. */
  let untold = { tasks: new Set<string>(), lists: new Set<string>() }
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

  const shown: Rows = {
    task,
    list,
    childrenOf,
    tasksIn,
    setTask(id, row) {
      remember(row)
      overlay.tasks.set(id, row)
    },
    setList: (id, row) => void overlay.lists.set(id, row),
  }

  function changedSince(before: Layer): Changed {
    const changed = untold
    untold = { tasks: new Set(), lists: new Set() }
    compareInto(changed.tasks, before.tasks, overlay.tasks)
    compareInto(changed.lists, before.lists, overlay.lists)
    return changed
  }

  function put(entries: readonly Entry[]) {
    for (const { last } of entries) if (last && !task(last.id)) shown.setTask(last.id, last)
    for (const { edit } of entries) apply(edit, shown)
  }

  return {
    task,
    list,
    tasks,
    lists,
    childrenOf,
    base,
    /** A rank that no task is behind. */
    lastRank: () => lastRank,
    /** What edits do to rows: a part of the app that is not needed to show some. */
    learn(how: Apply) {
      apply = how
    },
    apply: ((edit, rows) => apply(edit, rows)) as Apply,
    /** A task that is not there any more, as the server had it last. */
    ended: (id: string) => ended.get(id),
    /** Ids of whatever was ever seen below a task. */
    everBelow: (id: string): Iterable<string> => children.get(id) ?? [],

    /** The server's word on a row. Told with what `add` or `replay` says next. */
    setBase(kind: 'task' | 'list', id: string, row: Task | List | undefined) {
      untold[`${kind}s`].add(id)
      if (kind === 'task') {
        remember(row as Task | undefined)
        const before = base.tasks.get(id)
        if (row) base.tasks.set(id, row as Task)
        else base.tasks.delete(id)
        if (row) ended.delete(id)
        else if (before) ended.set(id, before)
      } else if (row) base.lists.set(id, row as List)
      else base.lists.delete(id)
    },

    /** More edits on top. */
    add(entries: readonly Entry[]): Changed {
      const before = overlay
      overlay = { tasks: new Map(before.tasks), lists: new Map(before.lists) }
      put(entries)
      return changedSince(before)
    },

    /** All edits anew, on what the server says by now. */
    replay(entries: readonly Entry[]): Changed {
      const before = overlay
      overlay = emptyLayer()
      put(entries)
      return changedSince(before)
    },
  }
}

/** Adds to `changed` whatever is another row in one layer than in the other. */
function compareInto<Row>(changed: Set<string>, one: Map<string, Row>, other: Map<string, Row>) {
  for (const [id, row] of other) if (!one.has(id) || one.get(id) !== row) changed.add(id)
  for (const id of one.keys()) if (!other.has(id)) changed.add(id)
}
