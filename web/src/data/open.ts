// One person's tasks in this browser: shown at once, written down at once, sent when the network is there.

import { dayIn } from '../../../worker/domain/due.ts'
import { cell } from '../state/atom.ts'
import { late } from '../state/lazy.ts'
import { persistent } from '../state/retry.ts'
import type { Data, SyncState } from './contract.ts'
import { performingOf } from './mutations/mutate.ts'
import { newOutbox } from './mutations/outbox.ts'
import { doingBy } from './queued-actions.ts'
import { nothing, type Settled } from './storage/commit.ts'
import { beginForgetting, endForgetting } from './storage/erase.ts'
import { readingOf } from './storage/hydrate.ts'
import { type Kept, openKept } from './storage/indexed-db.ts'
import { shownOf } from './store/live-queries.ts'
import { type Changed, newWorld } from './store/optimistic-store.ts'
import { learnSearch } from './store/sorted-ids.ts'
import { asFailure } from './sync/failure.ts'
import type { Send } from './sync/push-pull.ts'
import { exchangeOf, type Progress } from './sync/sync-loop.ts'
import { type Message, tabsOf } from './tabs/channel.ts'
import { leadership } from './tabs/leader-election.ts'

interface Deps {
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

export async function openData(deps: Deps): Promise<Data> {
  const { userId, send, now = () => new Date(), locks = navigator.locks } = deps
  const isOnline = deps.isOnline ?? (() => navigator.onLine)
  let timezone = deps.timezone
  let today = dayIn(timezone, now())
  const progress: Progress = { revision: 0, cursor: 0, inflight: null }
  let isClosed = false
  /** An account with nothing in it has its cursor at 0 for ever. */
  let hasHeard = false

  const outbox = newOutbox()
  const world = newWorld()
  const calendar = () => ({ timezone, today })
  const shown = shownOf(world, calendar)
  const hands = late(reach)
  async function reach() {
    const { apply, answered, commandsOn, keepingOf, searchOf, writesOn } = await import(
      './engine.ts'
    )
    world.learn(apply)
    learnSearch(searchOf)
    shown.searchAnew()
    const writes = kept.writes(writesOn)
    return {
      answered,
      commands: commandsOn(world, { now, timezone: () => timezone }),
      keeping: keepingOf({ userId, world, outbox, calendar, writes, leads: () => leader.leads() }),
      writes,
    }
  }
  const readiness = cell<'reading' | 'snapshot' | 'ready'>('reading')
  const firstSync = cell<number | null>(null)
  const isHeld = cell(false)
  const state = cell<SyncState>({ kind: 'saved' })
  await endForgetting(userId).catch(() => {})
  const kept: Kept = await openKept(userId, () => {
    close()
    const detail = 'Another tab has signed out. Load this page again.'
    state.set({ kind: 'trouble', waiting: 0, code: 'closed', detail, retryAt: null })
  }).catch(async () => (await persistent(() => import('./storage/memory.ts'))).openUnkept())

  function show(changed: Changed) {
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
    world.setBase('task', id, undefined)
    world.setBase('list', id, undefined)
  }

  const dropAll = () => {
    for (const id of [...world.base.tasks.keys(), ...world.base.lists.keys()]) drop(id)
  }

  const reading = readingOf({
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
      there?.keeping.recover(world, outbox.all(), there.commands, perform)
    },
  })

  const { tell, close: leaveTabs } = tabsOf(userId, (message) => reading.hear(() => heard(message)))

  /** However often that takes: without it nothing that is heard could be shown. */
  const readUntilRead = () =>
    persistent(reading.read, (error) => {
      if (isClosed) throw error
      const { code, detail } = asFailure(error)
      become({ kind: 'trouble', waiting: outbox.all().length, code, detail, retryAt: null })
    })

  /** The leader's: to the disk, to this page, to the other tabs. */
  async function commit(settled: Settled) {
    const { writes } = await hands.ready()
    await writes.commit({ ...settled, revision: progress.revision + 1 })
    progress.revision += 1
    if (settled.fresh) dropAll()
    take(settled)
    tell({ kind: 'settled', revision: progress.revision, settled })
  }

  function take(settled: Settled) {
    if (settled.cursor !== undefined) progress.cursor = settled.cursor
    if (settled.inflight !== undefined) progress.inflight = settled.inflight
    outbox.take(settled)
    replay()
    if (settled.fresh) shown.refresh()
  }

  /** A follower's: what the leader has written down. */
  function follow(settled: Settled) {
    if (settled.fresh) dropAll()
    for (const { type, row } of settled.rows) world.setBase(type, row.id, row)
    for (const id of settled.gone) drop(id)
    take(settled)
  }

  const pace = exchangeOf({
    world,
    outbox,
    progress,
    send,
    isOnline,
    random: deps.random ?? Math.random,
    commit,
    isHeld: isHeld.get,
    begins() {
      if (!leader.leads() || isClosed) return false
      newDay()
      return true
    },
    onFetched: (count, hasMore) => firstSync.set(hasMore ? (firstSync.get() ?? 0) + count : null),
    onHeard() {
      hasHeard = true
      firstSync.set(null)
      isHeld.set(false)
    },
    become,
  })
  function become(next: SyncState) {
    if (isClosed) return
    state.set(next)
    tell({ kind: 'state', state: next })
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
    if (data.kind === 'state' && !leader.leads()) {
      state.set(data.state)
      if (data.state.kind === 'saved') firstSync.set(null)
    }
    if (data.kind === 'edits') take({ ...nothing, put: data.entries })
    if (data.kind === 'amended') take({ ...nothing, put: data.put, settled: data.settled })
    if (data.kind === 'edits' || data.kind === 'amended') pace.soon()
    if (data.kind === 'settled' && !leader.leads()) {
      if (data.revision === progress.revision + 1) {
        progress.revision = data.revision
        follow(data.settled)
      } else if (data.revision > progress.revision) void readUntilRead().catch(() => {})
      // Heard late: what it says of rows is known, but an edit that came with it must not come back.
      else take({ ...nothing, settled: data.settled.settled })
    }
  }

  const leader = leadership({
    name: `duly-data-${userId}`,
    locks,
    // What another leader did last may not have been heard.
    prepare: reading.read,
    onLead: () => void pace.now(),
  })

  const { perform, resolve, written } = performingOf({
    world,
    outbox,
    hands,
    isForgetful: kept.isForgetful,
    isClosed: () => isClosed,
    state,
    show,
    replay,
    take: (said) => take({ ...nothing, ...said }),
    hear: reading.hear,
    tell,
    pace,
    now,
  })

  function close() {
    if (isClosed) return
    isClosed = true
    pace.stop()
    leader.leave()
    leaveTabs()
    hands.now()?.keeping.close()
    // Who leaves lets what was done get to the disk.
    void written().then(kept.close)
  }

  const snapshot = await kept.snapshot()
  if (snapshot) {
    for (const task of snapshot.tasks) world.setBase('task', task.id, task)
    for (const list of snapshot.lists) world.setBase('list', list.id, list)
    showAll()
    shown.snapshot()
    readiness.set('snapshot')
  }
  const begin = () => readUntilRead().then(leader.join, () => {})
  if (snapshot) void Promise.resolve(deps.shown).then(begin)
  else void begin()

  return {
    ...shown.live,
    ...doingBy({
      commands: () => hands.now()?.commands ?? null,
      ready: async () => (await hands.eventually(() => isClosed)).commands,
      perform,
    }),
    readiness,
    firstSync,
    isHeld,
    hold(is) {
      isHeld.set(is)
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
      await leader.decided
      tell({ kind: 'sync' })
      await pace.now()
    },
    async unsent() {
      const count = await kept.count().catch(() => 0)
      // With what is done meanwhile.
      return Math.max(outbox.all().length, count)
    },
    close,
    async forget() {
      if (!kept.isForgetful) beginForgetting(userId)
      close()
      await written()
      await kept.forget()
    },
  }
}
