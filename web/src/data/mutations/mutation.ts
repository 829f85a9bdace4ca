// What a person did, as it waits for the server: small, and enough to do it again on whatever the server says by then.
import { taskFieldNames } from '../../../../worker/domain/task-fields.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Conflict, Place, TaskFields } from '../contract.ts'

export type Mutation = { id: string; at: string } & (
  | { op: 'create'; fields: TaskFields; rank: string }
  /** `seen` is what the patched fields said when they were edited: by it a change made elsewhere is noticed. */
  | { op: 'update'; patch: Partial<TaskFields>; base: Partial<TaskFields> }
  /** `due` is the day that was completed: a repeat that has gone on elsewhere is not completed twice. */
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

/** An edit in the outbox. Its key is its place in the order of all tabs. */
export interface PendingMutation {
  key: number
  mutation: Mutation
  /** Why it waits for the person and not for the network. */
  conflict: Conflict | null
  /** The task as it was last known, where it is gone by now. */
  lastKnown?: Task
}

export const isTaskMutation = ({ op }: Mutation): boolean => !op.endsWith('-list')

/** These fields of a task, in the order of the contract. */
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

/** Labels are a set; everything else is plain. */
export function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other
  return one.length === other.length && one.every((value) => other.includes(value))
}
