// Edits that the page was left before: a transaction that has begun ends with its page, and the disk had no time for it.

import { dueOf } from '../conflicts/rebase.ts'
import type { MutationResult } from '../contract.ts'
import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import type { taskActions } from '../mutations/task-actions.ts'
import { noMutations, type Undoable } from '../mutations/undoable.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { unloadBackupName } from './names.ts'

type Commands = ReturnType<typeof taskActions>

export function unloadBackup(userId: string) {
  const prefix = unloadBackupName(userId)
  const key = prefix + crypto.randomUUID()

  return {
    /** At once, for a page that is being left gets no other moment. */
    save(mutations: readonly Mutation[]) {
      try {
        if (mutations.length > 0) localStorage.setItem(key, JSON.stringify(mutations))
        else localStorage.removeItem(key)
      } catch {
        // A browser that keeps nothing has said so when the edit was made.
      }
    },

    /** Does what pages were left with that is not done yet, and forgets it once it is written down. */
    restore(
      world: OptimisticStore,
      entries: readonly PendingMutation[],
      { write }: Commands,
      perform: (plan: Undoable) => MutationResult,
    ): void {
      try {
        const keys = Object.keys(localStorage).filter(
          (one) => one.startsWith(prefix) && one !== key,
        )
        const all = keys.flatMap(
          (one) => JSON.parse(localStorage.getItem(one) ?? '[]') as Mutation[],
        )
        const mutations = all.filter((mutation) => !isDone(mutation, world, entries))
        const doing = mutations.map((mutation) => {
          const task = world.task(mutation.id)
          // What was typed over something else by now is asked about.
          return task && mutation.op === 'update'
            ? perform(write({ ...task, ...mutation.base }, mutation.patch)).persisted
            : perform({ mutations: [mutation], inverse: () => noMutations }).persisted
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
function isDone(
  mutation: Mutation,
  world: OptimisticStore,
  entries: readonly PendingMutation[],
): boolean {
  const { id, op, at } = mutation
  if (
    entries.some(
      (entry) => entry.mutation.id === id && entry.mutation.op === op && entry.mutation.at === at,
    )
  )
    return true
  if (op === 'create-list') return world.serverRows.lists.has(id)
  const task = world.serverRows.tasks.get(id)
  if (op === 'create') return task !== undefined
  if (op === 'complete' && task) return task.completed_at !== null || dueOf(task) !== mutation.due
  return false
}
