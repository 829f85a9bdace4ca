// Edits that the page was left before: a transaction that has begun ends with its page, and the disk had no time for it.
import type { Edit, Entry } from './edits.ts'
import { unwrittenName } from './kept.ts'
import { dueOf } from './rebase.ts'
import type { World } from './world.ts'

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

    /** Of all pages that were left, those that are not done yet; `forget` once they are written down. */
    left(world: World, entries: readonly Entry[]): { edits: Edit[]; forget: () => void } {
      try {
        const keys = Object.keys(localStorage).filter(
          (one) => one.startsWith(prefix) && one !== key,
        )
        const all = keys.flatMap((one) => JSON.parse(localStorage.getItem(one) ?? '[]') as Edit[])
        const edits = all.filter((edit) => !isDone(edit, world, entries))
        const forget = () => {
          for (const one of keys) localStorage.removeItem(one)
        }
        return { edits, forget }
      } catch {
        return { edits: [], forget: () => {} }
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
