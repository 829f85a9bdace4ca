// Edits that the page was left before: a transaction that has begun ends with its page, and the disk had no time for it.

import { dueOf } from '../conflicts/rebase.ts'
import type { Done } from '../contract.ts'
import type { Edit, Entry } from '../mutations/mutation.ts'
import type { commandsOn } from '../mutations/task-actions.ts'
import { nothing, type Plan } from '../mutations/undoable.ts'
import type { World } from '../store/optimistic-store.ts'
import { unwrittenName } from './names.ts'

type Commands = ReturnType<typeof commandsOn>

export function unwrittenOf(userId: string) {
  const prefix = unwrittenName(userId)
  const key = prefix + crypto.randomUUID()

  return {
    /** At once, for a page that is being left gets no other moment. */
    keep(edits: readonly Edit[]) {
      try {
        if (edits.length > 0) localStorage.setItem(key, JSON.stringify(edits))
        else localStorage.removeItem(key)
      } catch {
        // A browser that keeps nothing has said so when the edit was made.
      }
    },

    /** Does what pages were left with that is not done yet, and forgets it once it is written down. */
    recover(
      world: World,
      entries: readonly Entry[],
      { write }: Commands,
      perform: (plan: Plan) => Done,
    ): void {
      try {
        const keys = Object.keys(localStorage).filter(
          (one) => one.startsWith(prefix) && one !== key,
        )
        const all = keys.flatMap((one) => JSON.parse(localStorage.getItem(one) ?? '[]') as Edit[])
        const edits = all.filter((edit) => !isDone(edit, world, entries))
        const doing = edits.map((edit) => {
          const task = world.task(edit.id)
          // What was typed over something else by now is asked about.
          return task && edit.op === 'update'
            ? perform(write({ ...task, ...edit.seen }, edit.patch)).kept
            : perform({ edits: [edit], inverse: () => nothing }).kept
        })
        const forget = () => {
          for (const one of keys) localStorage.removeItem(one)
        }
        Promise.all(doing).then(forget, () => {})
      } catch {
        // Somebody else's words under our name, or a browser that keeps nothing.
      }
    },
  }
}

/** It may have been written down after all, and be with the server by now. */
function isDone(edit: Edit, world: World, entries: readonly Entry[]): boolean {
  const { id, op, at } = edit
  if (entries.some((entry) => entry.edit.id === id && entry.edit.op === op && entry.edit.at === at))
    return true
  if (op === 'create-list') return world.base.lists.has(id)
  const task = world.base.tasks.get(id)
  if (op === 'create') return task !== undefined
  if (op === 'complete' && task) return task.completed_at !== null || dueOf(task) !== edit.due
  return false
}
