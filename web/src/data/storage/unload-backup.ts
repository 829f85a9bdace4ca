// On pagehide, copies mutations to localStorage whose IndexedDB transaction may be aborted with the page.
import { dueOf } from '../conflicts/rebase.ts'
import type { MutationResult } from '../contract.ts'
import type { Mutation } from '../mutations/mutation.ts'
import type { TaskActions } from '../mutations/task-actions.ts'
import { noMutations, type Undoable } from '../mutations/undoable.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { localKeys } from './erase.ts'
import { unloadBackupName } from './names.ts'
import { migrateMutation } from './outbox-migrations.ts'
import { schemaVersion } from './schema-version.ts'

export type UnloadBackup = ReturnType<typeof unloadBackup>

interface RestoreOptions {
  store: OptimisticStore
  actions: TaskActions
  mutate: (undoable: Undoable) => MutationResult
}

export function unloadBackup(userId: string) {
  const prefix = unloadBackupName(userId)
  const key = `${prefix}v${schemaVersion}-${crypto.randomUUID()}`
  /** Version 1 did not put its number into the key. */
  const versionOf = (name: string) => Number(/^v(\d+)-/.exec(name.slice(prefix.length))?.[1] ?? 1)

  return {
    /** Synchronous: a page that is being left gets no other moment. */
    save(mutations: readonly Mutation[]) {
      try {
        if (mutations.length > 0) localStorage.setItem(key, JSON.stringify(mutations))
        else localStorage.removeItem(key)
      } catch {
        // A browser without localStorage has reported that when the mutation was made.
      }
    },

    /**
     * Makes the mutations of pages that were left, unless they were persisted after all; then removes the backup. Backups
     * of a newer version of the app are left to that.
     */
    restore({ store, actions, mutate }: RestoreOptions): void {
      try {
        const keys = localKeys(prefix).filter(
          (one) => one !== key && versionOf(one) <= schemaVersion,
        )
        const results = keys
          .flatMap(read)
          .filter((mutation) => !isDone(mutation, store))
          .map((mutation) => {
            const task = store.rows.task(mutation.id)
            // The task may have another text by now: `write` turns that into a conflict.
            return task && mutation.op === 'update'
              ? mutate(actions.write({ ...task, ...mutation.base }, mutation.patch)).persisted
              : mutate({ mutations: [mutation], inverse: () => noMutations }).persisted
          })
        const remove = () => {
          for (const one of keys) localStorage.removeItem(one)
        }
        Promise.all(results).then(remove, () => {})
      } catch {
        // Either localStorage cannot be read, or another program uses our prefix.
      }
    },
  }

  function read(name: string): Mutation[] {
    const stored = JSON.parse(localStorage.getItem(name) ?? '[]') as unknown[]
    return stored.map((mutation) => migrateMutation(mutation, versionOf(name)))
  }
}

/** Whether the mutation was persisted after all, and may have reached the server. */
function isDone(mutation: Mutation, { rows, outbox }: OptimisticStore): boolean {
  const { id, op, at } = mutation
  const isPending = outbox
    .all()
    .some((one) => one.mutation.id === id && one.mutation.op === op && one.mutation.at === at)
  if (isPending) return true
  if (op === 'create-list') return rows.serverRows.lists.has(id)
  const task = rows.serverRows.tasks.get(id)
  if (op === 'create') return task !== undefined
  if (op === 'complete' && task) return task.completed_at !== null || dueOf(task) !== mutation.due
  return false
}
