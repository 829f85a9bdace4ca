// Everything beyond showing the boot snapshot: reading, mutating, synchronising, talking to other tabs. It has a chunk of
// its own, which is fetched once the first screen is painted.
import type { Boot } from './boot.ts'
import { resolveConflict } from './conflicts/resolve.ts'
import type { DataOptions, Resolution } from './contract.ts'
import { createMutate } from './mutations/mutate.ts'
import { taskActions } from './mutations/task-actions.ts'
import { bootSnapshot } from './storage/boot-snapshot.ts'
import { createHydration } from './storage/hydrate.ts'
import { createWrites } from './storage/indexed-db-writes.ts'
import { watchPageLifecycle } from './storage/page-lifecycle.ts'
import { unloadBackup } from './storage/unload-backup.ts'
import { createOptimisticStore } from './store/optimistic-store.ts'
import { indexWhenIdle, searchFilter } from './store/search.ts'
import { createSharedCopy } from './tabs/shared-copy.ts'

export type Engine = ReturnType<typeof createEngine>

export function createEngine(options: DataOptions, boot: Boot) {
  const { calendar, rows, queries, storage, status } = boot
  let isClosed = false

  queries.enableSearch(searchFilter)
  const writes = storage.writes(createWrites)
  const searchIndex = indexWhenIdle(rows)
  const store = createOptimisticStore({ rows, queries, onChanged })
  const read = createHydration({ storage, store, status })
  const shared = createSharedCopy({ options, boot, store, writes, read })
  const actions = taskActions(rows, calendar)
  const disk = { ...writes, isEphemeral: storage.isEphemeral, isClosed: () => isClosed }
  const { mutate, resolve, settled } = createMutate({
    store,
    disk,
    status,
    announce: shared.announce,
  })
  const backup = unloadBackup(options.userId)
  const lifecycle = watchPageLifecycle({ store, backup, saveBootSnapshot })

  function onChanged() {
    lifecycle.changed()
    searchIndex.schedule()
  }

  function saveBootSnapshot() {
    if (shared.isLeader())
      void writes.saveSnapshot(bootSnapshot(rows, calendar.get())).catch(() => {})
  }

  return {
    actions,
    mutate,
    resolve(id: string, resolution: Resolution) {
      const waiting = store.outbox.persisted().filter(({ mutation }) => mutation.id === id)
      return resolve(resolveConflict(waiting, resolution, rows, calendar.now().toISOString()))
    },
    /** Reads everything, and then follows the leading tab or leads. */
    async start() {
      const isRead = await shared.hydrate().then(
        () => true,
        () => false,
      )
      if (!isRead) return
      searchIndex.schedule()
      // A tab that cannot persist them leaves them to one that can.
      if (!storage.isEphemeral) backup.restore({ store, actions, mutate })
      await shared.join()
    },
    sync: shared.sync,
    resumePull: shared.resumePull,
    pendingCount: () => store.outbox.all().length,
    /** Resolves when all writes under way have reached the disk. */
    settled,
    /** @param isReplaced another tab has upgraded the storage: what is typed here goes to the unload backup */
    close(isReplaced = false) {
      isClosed = true
      shared.close()
      if (!isReplaced) lifecycle.close()
      searchIndex.stop()
    },
  }
}
