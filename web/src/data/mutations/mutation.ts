// A mutation: what a person did, small enough to store, and enough to apply it again to any newer row of the server.
import { taskFieldNames } from '../../../../worker/domain/task-fields.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Conflict, Place, TaskFields } from '../contract.ts'

export type Mutation = { id: string; at: string } & (
  | { op: 'create'; fields: TaskFields; rank: string }
  /** `base` has the values of the patched fields when they were edited, so that a change made elsewhere is noticed. */
  | { op: 'update'; patch: Partial<TaskFields>; base: Partial<TaskFields> }
  /** `due` is the occurrence that was completed, so that one is not completed twice on two devices. */
  | { op: 'complete'; timezone: string; due: string | null }
  | { op: 'reopen' | 'delete' | 'restore' | 'purge' }
  | { op: 'move'; place: Place; rank: string }
  | { op: 'create-list'; fields: { name: string; color: List['color'] }; rank: string }
  | { op: 'update-list'; patch: ListPatch }
  | { op: 'move-list'; after_id: string | null; rank: string }
  | { op: 'delete-list'; tasks: 'keep' | 'trash' }
)

export interface ListPatch {
  name?: string
  color?: List['color']
  archived?: boolean
}

/** A mutation in the outbox. Its key is its place in the order of all tabs. */
export interface PendingMutation {
  key: number
  mutation: Mutation
  /** Why the mutation waits for a person's decision; null where it waits for the network. */
  conflict: Conflict | null
  /** The task as it was last known, where it no longer exists. */
  lastKnown?: Task
}

export const isTaskMutation = ({ op }: Mutation): boolean => !op.endsWith('-list')

/** Picks fields of a task, in the order of their declaration. */
export function pick(
  task: Partial<TaskFields>,
  names: readonly (keyof TaskFields)[],
): Partial<TaskFields> {
  return Object.fromEntries(
    taskFieldNames.filter((name) => names.includes(name)).map((name) => [name, task[name]]),
  )
}

export const namesOf = (patch: Partial<TaskFields>) =>
  taskFieldNames.filter((name) => patch[name] !== undefined)

/** Compares two values of a field. Labels are a set. */
export function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other
  return one.length === other.length && one.every((value) => other.includes(value))
}
