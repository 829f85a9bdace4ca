// One copy for all tabs of a browser: the leading tab talks to the server and publishes its commits, the others follow.

import { retry } from '../../state/retry.ts'
import type { Boot } from '../boot.ts'
import type { DataOptions, SyncState } from '../contract.ts'
import type { Commit } from '../storage/commit.ts'
import type { Writes } from '../storage/indexed-db-writes.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { asFailure } from '../sync/failure.ts'
import { createSyncLoop } from '../sync/sync-loop.ts'
import { type Message, openChannel } from './channel.ts'
import { electLeader } from './leader-election.ts'
import { createReceive } from './receive.ts'

interface Deps {
  options: DataOptions
  boot: Pick<Boot, 'calendar' | 'queries' | 'storage' | 'status'>
  store: OptimisticStore
  writes: Writes
  /** Reads everything from the storage. Rejects if that fails. */
  read: () => Promise<void>
}

export function createSharedCopy({ options, boot, store, writes, read }: Deps) {
  const { send, random = Math.random, locks = navigator.locks } = options
  const { calendar, queries, storage, status } = boot
  let isClosed = false

  const channel = openChannel(storage.channelName, (message) =>
    store.whenHydrated(() => {
      if (!isClosed) receive(message)
    }),
  )
  const isOnline = options.isOnline ?? (() => navigator.onLine)
  const environment = { isOnline, random, canRun, setState }
  const loop = createSyncLoop({ store, status, send, commit, environment })
  const leader = electLeader({
    name: storage.lockName,
    locks,
    // The commits of the last leader may not have reached this tab.
    prepare: read,
    onLead: () => void loop.now(),
  })
  const { isLeader } = leader
  const rehydrate = () => void hydrate().catch(() => {})
  const receive = createReceive({ store, status, loop, isLeader, rehydrate })

  function canRun() {
    if (!isLeader() || isClosed) return false
    if (calendar.update()) queries.refresh()
    return true
  }

  /** The leader's: to the disk, to this page, to the other tabs. */
  async function commit(change: Commit) {
    const commitSequence = store.progress().commitSequence + 1
    await writes.commit({ ...change, commitSequence })
    store.applyCommit(change, commitSequence)
    channel.post({ kind: 'committed', commitSequence, commit: change })
  }

  function report(error: unknown) {
    if (isClosed) throw error
    const { code, detail } = asFailure(error)
    const waiting = store.outbox.all().length
    setState({ kind: 'trouble', waiting, code, detail, retryAt: null })
  }

  /** Tries until it succeeds: nothing that arrives could be shown before. */
  const hydrate = () => retry(read, report)

  function setState(next: SyncState) {
    if (isClosed) return
    status.state.set(next)
    channel.post({ kind: 'state', state: next })
  }

  return {
    isLeader,
    hydrate,
    /** Follows the leading tab, and leads when there is none. A tab that cannot read lets another one lead, and tries again. */
    join: () => retry(leader.join, report).catch(() => {}),
    /** Has the leading tab push what this tab has persisted. */
    announce(message: Message) {
      channel.post(message)
      if (message.kind === 'mutations-resolved') void loop.now()
      else loop.soon()
    },
    async sync() {
      await leader.electionSettled
      channel.post({ kind: 'sync' })
      await loop.now()
    },
    resumePull: () => void loop.now(),
    close() {
      isClosed = true
      loop.stop()
      leader.stepDown()
      channel.close()
    },
  }
}
