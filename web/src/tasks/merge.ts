import type { Task } from '../../../worker/tasks/schema.ts'
import type { Field, Patch } from './row.ts'

const names: readonly Field[] = ['title', 'due_date', 'priority', 'notes']

/**
 * Three-way merge by field of an edit, the task it was based on and the task as it is now.
 * `patch` is what is still to be written; `clashes` are its fields that somebody else changed too.
 */
export function merge(patch: Patch, seen: Task, current: Task): { patch: Patch; clashes: Field[] } {
  const open = names.filter((name) => name in patch && patch[name] !== current[name])
  return { patch: pick(patch, open), clashes: open.filter((name) => seen[name] !== current[name]) }
}

export function pick(patch: Patch, wanted: readonly Field[]): Patch {
  return Object.fromEntries(
    wanted.filter((name) => name in patch).map((name) => [name, patch[name]]),
  )
}

/** What a form's values change of the task it was opened with. */
export function difference(values: Patch, seen: Task): Patch {
  return pick(
    values,
    names.filter((name) => values[name] !== seen[name]),
  )
}
