// The contract of web/src/data/ (types only). UI rooms see nothing else of it.
import type { TaskFields } from '../../../worker/domain/task-fields.ts'
import type { TaskView } from '../../../worker/domain/task-views.ts'
import type { List } from '../../../worker/lists/schema.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { Atom } from '../state/atom.ts'

export type { TaskFields }

/** A task as it is shown: the server's word with what was done here on top. A new object at each change. */
export interface Row {
  task: Task
  /** Something of it has not reached the server yet. */
  isPending: boolean
  conflict: Conflict | null
}

/** What only the person can decide. Until then their edit is kept here, and what else they do goes on. */
export type Conflict =
  | { kind: 'fields'; fields: { field: keyof TaskFields; mine: unknown; theirs: unknown }[] }
  /** Edited here, put into the trash elsewhere. */
  | { kind: 'trashed' }
  /** Edited here, deleted for good elsewhere. */
  | { kind: 'deleted' }
  /** The API refuses it: why, and of which fields. */
  | {
      kind: 'rejected'
      code: string
      detail: string
      errors: { pointer: string; code: string; detail: string }[]
    }

export type View = TaskView | { kind: 'search'; text: string }

export interface Counts {
  inbox: number
  /** Due today or before. */
  today: number
  overdue: number
  lists: ReadonlyMap<string, number>
}

export type SyncState =
  | { kind: 'saved' }
  | { kind: 'saving'; waiting: number }
  | { kind: 'offline'; waiting: number }
  /** Why, and when it is tried again by itself (epoch ms), if it is. */
  | { kind: 'trouble'; waiting: number; code: string; detail: string; retryAt: number | null }

export interface MutationResult {
  /** Resolves when a crash of the browser would not lose it; rejects where this browser keeps nothing. */
  persisted: Promise<void>
  /** Edits that put things back as they were. */
  undo: () => MutationResult
}

export interface Place {
  list_id?: string | null
  parent_id?: string | null
  /** The task to come after; null: first. Absent: last. */
  after_id?: string | null
}

/** By field, those that nothing is said of stay a question. Of several edits of one field it is about the last. */
export type Resolution = 'mine' | 'theirs' | Partial<Record<keyof TaskFields, 'mine' | 'theirs'>>

export interface Data {
  /** `snapshot`: the first screen is there, the rest is being read; `ready`: all that this browser has is read. */
  readonly readiness: Atom<'reading' | 'snapshot' | 'ready'>
  /** What has come of a first synchronisation, or of another long one, from 0 on; null once it is through. */
  readonly firstSync: Atom<number | null>
  /** Nothing more is fetched for now. What is done here is sent all the same. */
  readonly isPullPaused: Atom<boolean>
  pausePull: (isPullPaused: boolean) => void
  row: (id: string) => Atom<Row | undefined>
  /** Ids in the view's order. Upcoming is what is due after today, by day; Today has the overdue first. */
  view: (view: View) => Atom<readonly string[]>
  readonly lists: Atom<readonly List[]>
  readonly archivedLists: Atom<readonly List[]>
  readonly labels: Atom<readonly { name: string; open: number }[]>
  readonly counts: Atom<Counts>
  /** Tasks with a question, oldest edit first. */
  readonly conflicts: Atom<readonly string[]>
  readonly state: Atom<SyncState>

  create: (
    fields: Partial<TaskFields> & { title: string },
    place?: Place,
  ) => MutationResult & { id: string }
  update: (ids: readonly string[], patch: Partial<TaskFields>) => MutationResult
  /**
   * What was typed over a task as it was seen then. Where it says something else by now or is gone, or where the text has
   * this trouble, the edit waits with a question.
   */
  write: (over: Task, patch: Partial<TaskFields>, trouble?: string) => MutationResult
  complete: (ids: readonly string[]) => MutationResult
  reopen: (ids: readonly string[]) => MutationResult
  trash: (ids: readonly string[]) => MutationResult
  restore: (ids: readonly string[]) => MutationResult
  /** For good; cannot be undone. */
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
  /** The zone of views and counts; it also looks whether the day is another one. */
  setTimeZone: (timezone: string) => void
  /** Asks the server now: push what waits, pull what is new. */
  sync: () => Promise<void>
  /** How many edits would be lost by forgetting. */
  unsent: () => Promise<number>
  close: () => void
  /** Closes, and removes every byte of this user's data from this browser. */
  erase: () => Promise<void>
}
