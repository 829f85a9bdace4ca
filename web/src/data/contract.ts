// The contract of web/src/data/: types only, and the only file of it that rooms import.
import type { TaskFields } from '../../../worker/domain/task-fields.ts'
import type { TaskView } from '../../../worker/domain/task-views.ts'
import type { List } from '../../../worker/lists/schema.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { Atom } from '../state/atom.ts'

export type { TaskFields }

/** A task as it is shown: the server's row with all pending mutations applied. A new object at each change. */
export interface Row {
  task: Task
  /** Whether a mutation of it has not reached the server yet. */
  isPending: boolean
  conflict: Conflict | null
}

/** What only the person can decide. Their mutation is blocked until then; mutations of other tasks go on. */
export type Conflict =
  | { kind: 'fields'; fields: { field: keyof TaskFields; mine: unknown; theirs: unknown }[] }
  /** The task was edited here, and put into the trash elsewhere. */
  | { kind: 'trashed' }
  /** The task was edited here, and permanently deleted elsewhere. */
  | { kind: 'deleted' }
  /** The API refuses the mutation. `errors` name the fields. */
  | {
      kind: 'rejected'
      code: string
      detail: string
      errors: { pointer: string; code: string; detail: string }[]
    }

export type View = TaskView | { kind: 'search'; text: string }

export interface Counts {
  inbox: number
  /** Tasks due today or earlier. */
  today: number
  overdue: number
  lists: ReadonlyMap<string, number>
}

export type SyncState =
  | { kind: 'saved' }
  | { kind: 'saving'; waiting: number }
  | { kind: 'offline'; waiting: number }
  /** `retryAt` is when it is tried again without the person (epoch ms), if it is. */
  | { kind: 'trouble'; waiting: number; code: string; detail: string; retryAt: number | null }

/**
 * Why this tab stores nothing, although this browser has a copy of this person's data: a newer version of the app has
 * written it, another tab keeps an older version of it open, or opening it fails.
 */
export interface StorageTrouble {
  kind: 'newer' | 'blocked' | 'unreadable'
  /** How many mutations are pending in that copy; null where it cannot be known. */
  unsent: number | null
}

export interface MutationResult {
  /** Resolves when a crash of the browser cannot lose the mutation; rejects where this browser stores nothing. */
  persisted: Promise<void>
  /** Makes the mutations that put things back as they were. */
  undo: () => MutationResult
}

export interface Place {
  list_id?: string | null
  parent_id?: string | null
  /** The task to come after. Null puts it first; absent puts it last. */
  after_id?: string | null
}

/**
 * One side for the whole conflict, or a side per field; fields left out stay in conflict. Where several mutations touch a
 * field, the newest is meant.
 */
export type Resolution = 'mine' | 'theirs' | Partial<Record<keyof TaskFields, 'mine' | 'theirs'>>

export interface Data {
  /** `snapshot`: the boot snapshot is shown and the rest is being read; `ready`: everything stored here is read. */
  readonly readiness: Atom<'reading' | 'snapshot' | 'ready'>
  /** How many changes a first synchronisation, or another long one, has fetched; null when it is complete. */
  readonly firstSync: Atom<number | null>
  /** Whether fetching is paused. Mutations are sent all the same. */
  readonly isPullPaused: Atom<boolean>
  pausePull: (isPullPaused: boolean) => void
  row: (id: string) => Atom<Row | undefined>
  /** Ids in the view's order. Upcoming has what is due after today, by day; Today has overdue tasks first. */
  view: (view: View) => Atom<readonly string[]>
  readonly lists: Atom<readonly List[]>
  readonly archivedLists: Atom<readonly List[]>
  readonly labels: Atom<readonly { name: string; open: number }[]>
  readonly counts: Atom<Counts>
  /** Ids of tasks in conflict, the oldest mutation first. */
  readonly conflicts: Atom<readonly string[]>
  readonly state: Atom<SyncState>
  /** Not null where this tab works with the server alone, beside a copy that stays as it is. */
  readonly storageTrouble: StorageTrouble | null

  create: (
    fields: Partial<TaskFields> & { title: string },
    place?: Place,
  ) => MutationResult & { id: string }
  update: (ids: readonly string[], patch: Partial<TaskFields>) => MutationResult
  /**
   * Updates fields that were typed over `base`, the task as it was seen then. The mutation waits in conflict where the task
   * has changed since or is gone, and where `error` says why the API would refuse it.
   */
  write: (base: Task, patch: Partial<TaskFields>, error?: string) => MutationResult
  complete: (ids: readonly string[]) => MutationResult
  reopen: (ids: readonly string[]) => MutationResult
  trash: (ids: readonly string[]) => MutationResult
  restore: (ids: readonly string[]) => MutationResult
  /** Deletes permanently; cannot be undone. */
  purge: (ids: readonly string[]) => Pick<MutationResult, 'persisted'>
  move: (ids: readonly string[], place: Place) => MutationResult

  createList: (fields: { name: string; color?: List['color'] }) => MutationResult & { id: string }
  updateList: (
    id: string,
    patch: { name?: string; color?: List['color']; archived?: boolean },
  ) => MutationResult
  moveList: (id: string, afterId: string | null) => MutationResult
  deleteList: (id: string, tasks: 'keep' | 'trash') => MutationResult

  resolve: (id: string, answer: Resolution) => MutationResult
  /** Sets the zone of views and counts, and checks whether a new day has begun. */
  setTimeZone: (timezone: string) => void
  /** Pushes and pulls now. */
  sync: () => Promise<void>
  /** How many mutations `erase` would lose; Infinity where that cannot be known. */
  unsent: () => Promise<number>
  close: () => void
  /** Closes, and removes every byte of this person's data from this browser. */
  erase: () => Promise<void>
}

/** A request to the API, as `api.ts` sends it. */
export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  body: string | null
  /** Comes with `Prefer: return=minimal`: the rows themselves come with the next pull. */
  idempotencyKey?: string
}

/** Resolves with the body of the answer, null where it has none; rejects with a `Failure` (`sync/failure.ts`). */
export type Send = (request: Request) => Promise<unknown>

export interface DataOptions {
  userId: string
  send: Send
  timezone: string
  /** Resolves when the boot snapshot has been painted: nothing else begins before. */
  painted?: Promise<void>
  now?: () => Date
  random?: () => number
  isOnline?: () => boolean
  locks?: LockManager
}
