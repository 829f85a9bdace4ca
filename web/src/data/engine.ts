// Everything beyond showing the boot snapshot: reading, mutating, synchronising, talking to other tabs. It has a chunk of
// its own, which is fetched once the first screen is painted.
import { retry } from '../state/retry.ts'
import type { CalendarClock } from './calendar.ts'
import { resolveConflict } from './conflicts/resolve.ts'
import type { DataOptions, Resolution, SyncState } from './contract.ts'
import { createMutate } from './mutations/mutate.ts'
import { taskActions } from './mutations/task-actions.ts'
import type { Status } from './status.ts'
import { bootSnapshot } from './storage/boot-snapshot.ts'
import type { Commit } from './storage/commit.ts'
import { createHydration } from './storage/hydrate.ts'
import type { Storage } from './storage/indexed-db.ts'
import { createWrites } from './storage/indexed-db-writes.ts'
import { watchPageLifecycle } from './storage/page-lifecycle.ts'
import { unloadBackup } from './storage/unload-backup.ts'
import type { LiveQueries } from './store/live-queries.ts'
import { createOptimisticStore } from './store/optimistic-store.ts'
import type { Rows } from './store/rows.ts'
import { searchFilter } from './store/search.ts'
import { asFailure } from './sync/failure.ts'
import { createSyncLoop } from './sync/sync-loop.ts'
import { type Message, openChannel } from './tabs/channel.ts'
import { electLeader } from './tabs/leader-election.ts'
import { createReceive } from './tabs/receive.ts'

/** What shows the boot snapshot. */
export interface Boot {
  calendar: CalendarClock
  rows: Rows
  queries: LiveQueries
  storage: Storage
  status: Status
}

export type Engine = ReturnType<typeof createEngine>

export function createEngine(options: DataOptions, boot: Boot) {
  const { userId, send, random = Math.random, locks = navigator.locks } = options
  const { calendar, rows, queries, storage, status } = boot
  let isClosed = false

  queries.enableSearch(searchFilter)
  const writes = storage.writes(createWrites)
  const disk = { ...writes, isEphemeral: storage.isEphemeral }
  const backup = unloadBackup(userId)
  const actions = taskActions(rows, calendar)
  const store = createOptimisticStore({ rows, queries, onChanged: () => lifecycle.changed() })
  const lifecycle = watchPageLifecycle({
    store,
    backup,
    saveBootSnapshot() {
      if (leader.isLeader())
        void writes.saveSnapshot(bootSnapshot(rows, calendar.get())).catch(() => {})
    },
  })
  const hydrate = createHydration({ storage, store, status })
  const channel = openChannel(userId, (message) =>
    store.whenHydrated(() => {
      if (!isClosed) receive(message)
    }),
  )
  const loop = createSyncLoop({
    store,
    status,
    send,
    commit,
    environment: {
      isOnline: options.isOnline ?? (() => navigator.onLine),
      random,
      setState,
      canRun() {
        if (!leader.isLeader() || isClosed) return false
        if (calendar.update()) queries.refresh()
        return true
      },
    },
  })
  const leader = electLeader({
    name: `duly-data-${userId}`,
    locks,
    // The commits of the last leader may not have reached this tab.
    prepare: hydrate,
    onLead: () => void loop.now(),
  })
  const receive = createReceive({
    store,
    status,
    loop,
    isLeader: leader.isLeader,
    rehydrate: () => void hydrateUntilRead().catch(() => {}),
  })
  const { mutate, resolve, settled } = createMutate({ store, disk, status, announce })

  /** The leader's: to the disk, to this page, to the other tabs. */
  async function commit(change: Commit) {
    const commitSequence = store.progress().commitSequence + 1
    await writes.commit({ ...change, commitSequence })
    store.applyCommit(change, commitSequence)
    channel.post({ kind: 'committed', commitSequence, commit: change })
  }

  function setState(next: SyncState) {
    if (isClosed) return
    status.state.set(next)
    channel.post({ kind: 'state', state: next })
  }

  function announce(message: Message) {
    channel.post(message)
    if (message.kind === 'mutations-resolved') void loop.now()
    else loop.soon()
  }

  /** Tries until it succeeds: nothing that arrives could be shown before. */
  const hydrateUntilRead = () =>
    retry(hydrate, (error) => {
      if (isClosed) throw error
      const { code, detail } = asFailure(error)
      setState({ kind: 'trouble', waiting: store.outbox.all().length, code, detail, retryAt: null })
    })

  return {
    actions,
    mutate,
    resolve(id: string, resolution: Resolution) {
      const waiting = store.outbox.persisted().filter(({ mutation }) => mutation.id === id)
      return resolve(resolveConflict(waiting, resolution, rows, calendar.now().toISOString()))
    },
    /** Reads everything, and then follows the leading tab or leads. */
    async start() {
      const isRead = await hydrateUntilRead().then(
        () => true,
        () => false,
      )
      if (!isRead) return
      backup.restore({ store, actions, mutate })
      await leader.join()
    },
    async sync() {
      await leader.electionSettled
      channel.post({ kind: 'sync' })
      await loop.now()
    },
    resumePull: () => void loop.now(),
    pendingCount: () => store.outbox.all().length,
    /** Resolves when all writes under way have reached the disk. */
    settled,
    close() {
      isClosed = true
      loop.stop()
      leader.stepDown()
      channel.close()
      lifecycle.close()
    },
  }
}
