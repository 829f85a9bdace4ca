// One person's tasks in this browser: shown at once, written down at once, sent when the network is there.

import { dayIn } from '../../../worker/domain/due.ts'
import { atom } from '../state/atom.ts'
import { lazy } from '../state/lazy.ts'
import { retry } from '../state/retry.ts'
import type { Data, SyncState } from './contract.ts'
import { createMutate } from './mutations/mutate.ts'
import { createOutbox } from './mutations/outbox.ts'
import { queuedActions } from './queued-actions.ts'
import { type Commit, emptyCommit } from './storage/commit.ts'
import { finishErasures, markForErasure } from './storage/erase.ts'
import { createHydration } from './storage/hydrate.ts'
import { openIndexedDb, type Storage } from './storage/indexed-db.ts'
import { createLiveQueries } from './store/live-queries.ts'
import { type ChangedIds, createStore } from './store/optimistic-store.ts'
import { learnSearch } from './store/sorted-ids.ts'
import { asFailure } from './sync/failure.ts'
import type { Send } from './sync/push-pull.ts'
import { createSyncLoop, type Progress } from './sync/sync-loop.ts'
import { type Message, openChannel } from './tabs/channel.ts'
import { electLeader } from './tabs/leader-election.ts'

interface DataOptions {
  userId: string
  send: Send
  timezone: string
  /** What is to be shown first is on the screen: until then nothing else is begun. */
  shown?: Promise<void>
  now?: () => Date
  random?: () => number
  isOnline?: () => boolean
  locks?: LockManager
}

export async function openData(deps: DataOptions): Promise<Data> {
  const { userId, send, now = () => new Date(), locks = navigator.locks } = deps
  const isOnline = deps.isOnline ?? (() => navigator.onLine)
  let timezone = deps.timezone
  let today = dayIn(timezone, now())
  const progress: Progress = { commitSequence: 0, cursor: 0, inFlight: null }
  let isClosed = false
  /** An account with nothing in it has its cursor at 0 for ever. */
  let hasHeard = false

  const outbox = createOutbox()
  const world = createStore()
  const calendar = () => ({ timezone, today })
  const shown = createLiveQueries(world, calendar)
  const hands = lazy(reach)
  async function reach() {
    const {
      applyMutation,
      resolveConflict,
      taskActions,
      watchPageLifecycle,
      searchFilter,
      createWrites,
    } = await import('./engine.ts')
    world.learn(applyMutation)
    learnSearch(searchFilter)
    shown.searchAnew()
    const writes = kept.writes(createWrites)
    return {
      resolveConflict,
      commands: taskActions(world, { now, timezone: () => timezone }),
      keeping: watchPageLifecycle({
        userId,
        world,
        outbox,
        calendar,
        writes,
        leads: () => leader.isLeader(),
      }),
      writes,
    }
  }
  const readiness = atom<'reading' | 'snapshot' | 'ready'>('reading')
  const firstSync = atom<number | null>(null)
  const isPullPaused = atom(false)
  const state = atom<SyncState>({ kind: 'saved' })
  await finishErasures(userId).catch(() => {})
  const kept: Storage = await openIndexedDb(userId, () => {
    close()
    const detail = 'Another tab has signed out. Load this page again.'
    state.set({ kind: 'trouble', waiting: 0, code: 'closed', detail, retryAt: null })
  }).catch(async () => (await retry(() => import('./storage/memory.ts'))).openMemory())

  function show(changed: ChangedIds) {
    shown.changed(changed, outbox.all())
    if (changed.tasks.size + changed.lists.size > 0) hands.now()?.keeping.changed()
  }
  /** Before all is drawn anew: what has changed is of no interest. */
  function showAll() {
    world.replay(outbox.all())
    show({ tasks: new Set(), lists: new Set() })
  }
  const replay = () => show(world.replay(outbox.all()))

  function drop(id: string) {
    world.setServerRow('task', id, undefined)
    world.setServerRow('list', id, undefined)
  }

  const dropAll = () => {
    for (const id of [...world.serverRows.tasks.keys(), ...world.serverRows.lists.keys()]) drop(id)
  }

  const reading = createHydration({
    kept,
    world,
    outbox,
    progress,
    readiness,
    ready: hands.ready,
    drop,
    onRead() {
      // Nothing has ever been heard: what is here is not all.
      if (progress.cursor === 0 && !hasHeard) firstSync.set(0)
      showAll()
      shown.refresh()
      readiness.set('ready')
    },
    onFirstRead() {
      const there = hands.now()
      there?.keeping.restore(world, outbox.all(), there.commands, mutate)
    },
  })

  const { post, close: leaveTabs } = openChannel(userId, (message) =>
    reading.whenHydrated(() => heard(message)),
  )

  /** However often that takes: without it nothing that is heard could be shown. */
  const readUntilRead = () =>
    retry(reading.read, (error) => {
      if (isClosed) throw error
      const { code, detail } = asFailure(error)
      setStatus({ kind: 'trouble', waiting: outbox.all().length, code, detail, retryAt: null })
    })

  /** The leader's: to the disk, to this page, to the other tabs. */
  async function commit(settled: Commit) {
    const { writes } = await hands.ready()
    await writes.commit({ ...settled, commitSequence: progress.commitSequence + 1 })
    progress.commitSequence += 1
    if (settled.reset) dropAll()
    take(settled)
    post({ kind: 'committed', revision: progress.commitSequence, settled })
  }

  function take(settled: Commit) {
    if (settled.cursor !== undefined) progress.cursor = settled.cursor
    if (settled.inFlight !== undefined) progress.inFlight = settled.inFlight
    outbox.take(settled)
    replay()
    if (settled.reset) shown.refresh()
  }

  /** A follower's: what the leader has written down. */
  function follow(settled: Commit) {
    if (settled.reset) dropAll()
    for (const { type, row } of settled.rows) world.setServerRow(type, row.id, row)
    for (const id of settled.deleted) drop(id)
    take(settled)
  }

  const pace = createSyncLoop({
    world,
    outbox,
    progress,
    send,
    isOnline,
    random: deps.random ?? Math.random,
    commit,
    isHeld: isPullPaused.get,
    canRun() {
      if (!leader.isLeader() || isClosed) return false
      newDay()
      return true
    },
    onFetched: (count, hasMore) => firstSync.set(hasMore ? (firstSync.get() ?? 0) + count : null),
    onHeard() {
      hasHeard = true
      firstSync.set(null)
      isPullPaused.set(false)
    },
    setStatus,
  })
  function setStatus(next: SyncState) {
    if (isClosed) return
    state.set(next)
    post({ kind: 'state', state: next })
  }

  function newDay() {
    const day = dayIn(timezone, now())
    if (day === today) return
    today = day
    shown.refresh()
  }

  function heard(data: Message) {
    if (isClosed) return
    if (data.kind === 'sync') void pace.now()
    if (data.kind === 'state' && !leader.isLeader()) {
      state.set(data.state)
      if (data.state.kind === 'saved') firstSync.set(null)
    }
    if (data.kind === 'mutations-added') take({ ...emptyCommit, replaced: data.added })
    if (data.kind === 'mutations-resolved')
      take({ ...emptyCommit, replaced: data.replaced, acknowledged: data.acknowledged })
    if (data.kind === 'mutations-added' || data.kind === 'mutations-resolved') pace.soon()
    if (data.kind === 'committed' && !leader.isLeader()) {
      if (data.revision === progress.commitSequence + 1) {
        progress.commitSequence = data.revision
        follow(data.settled)
      } else if (data.revision > progress.commitSequence) void readUntilRead().catch(() => {})
      // Heard late: what it says of rows is known, but an edit that came with it must not come back.
      else take({ ...emptyCommit, acknowledged: data.settled.acknowledged })
    }
  }

  const leader = electLeader({
    name: `duly-data-${userId}`,
    locks,
    // What another leader did last may not have been heard.
    prepare: reading.read,
    onLead: () => void pace.now(),
  })

  const { mutate, resolve, written } = createMutate({
    world,
    outbox,
    hands,
    isEphemeral: kept.isEphemeral,
    isClosed: () => isClosed,
    state,
    show,
    replay,
    take: (said) => take({ ...emptyCommit, ...said }),
    hear: reading.whenHydrated,
    post,
    pace,
    now,
  })

  function close() {
    if (isClosed) return
    isClosed = true
    pace.stop()
    leader.stepDown()
    leaveTabs()
    hands.now()?.keeping.close()
    // Who leaves lets what was done get to the disk.
    void written().then(kept.close)
  }

  const snapshot = await kept.snapshot()
  if (snapshot) {
    for (const task of snapshot.tasks) world.setServerRow('task', task.id, task)
    for (const list of snapshot.lists) world.setServerRow('list', list.id, list)
    showAll()
    shown.snapshot()
    readiness.set('snapshot')
  }
  const begin = () => readUntilRead().then(leader.join, () => {})
  if (snapshot) void Promise.resolve(deps.shown).then(begin)
  else void begin()

  return {
    ...shown.queries,
    ...queuedActions({
      commands: () => hands.now()?.commands ?? null,
      ready: async () => (await hands.eventually(() => isClosed)).commands,
      mutate,
    }),
    readiness,
    firstSync,
    isPullPaused,
    pausePull(is) {
      isPullPaused.set(is)
      if (!is) void pace.now()
    },
    state,
    resolve,
    setTimeZone(zone) {
      const day = dayIn(zone, now())
      if (zone === timezone && day === today) return
      timezone = zone
      today = day
      shown.refresh()
    },
    async sync() {
      await leader.electionSettled
      post({ kind: 'sync' })
      await pace.now()
    },
    async unsent() {
      const count = await kept.count().catch(() => 0)
      // With what is done meanwhile.
      return Math.max(outbox.all().length, count)
    },
    close,
    async erase() {
      if (!kept.isEphemeral) markForErasure(userId)
      close()
      await written()
      await kept.erase()
    },
  }
}
