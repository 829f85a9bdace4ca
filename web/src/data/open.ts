// One person's tasks in this browser: shown at once, written down at once, sent when the network is there.
import type { Answer, Data, Done, SyncState } from './contract.ts'
import type { Entry } from './edits.ts'
import { asFailure } from './failure.ts'
import { firstScreen } from './first-screen.ts'
import { type Inflight, type Kept, openKept } from './kept.ts'
import { leadership } from './leadership.ts'
import { cell } from './live.ts'
import { pacer } from './pacer.ts'
import { nothing as never, type Plan } from './plan.ts'
import { promised } from './promised.ts'
import { nothing, type Settled } from './settled.ts'
import { shownOf } from './shown.ts'
import type { Send } from './sync.ts'
import { openUnkept } from './unkept.ts'
import { dayIn } from './views.ts'
import { type Changed, newWorld } from './world.ts'

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

type Message =
  | { kind: 'edits'; entries: Entry[] }
  | { kind: 'settled'; revision: number; settled: Settled }
  | ({ kind: 'amended' } & Pick<Settled, 'put' | 'settled'>)
  | { kind: 'state'; state: SyncState }
  | { kind: 'sync' }

const unwrittenFrom = Number.MAX_SAFE_INTEGER / 2

export async function openData(deps: Deps): Promise<Data> {
  const { userId, send, now = () => new Date(), locks = navigator.locks } = deps
  const isOnline = deps.isOnline ?? (() => navigator.onLine)
  let timezone = deps.timezone
  let today = dayIn(timezone, now())
  let entries: Entry[] = []
  let revision = 0
  let cursor = 0
  let inflight: Inflight | null = null
  let isClosed = false
  /** An account with nothing in it has its cursor at 0 for ever. */
  let hasHeard = false
  /** Keys of edits that are done with: tabs hear of things in any order, and no key is given twice. */
  const over = new Set<number>()
  /** Keys of this tab's edits that are not written down yet: after all others, in their own order. */
  let unwritten = unwrittenFrom

  const world = newWorld()
  const shown = shownOf(world, () => ({ timezone, today }))
  type Hands = Awaited<ReturnType<typeof reach>>
  let hands: Hands | null = null
  let reaching: ReturnType<typeof reach> | null = null
  async function reach() {
    const { apply, answered, commandsOn } = await import('./hands.ts')
    world.learn(apply)
    return { answered, commands: commandsOn(world, { now, timezone: () => timezone }) }
  }
  /** Asked for again where it did not come. */
  async function ready() {
    reaching ??= reach()
    hands = await reaching.catch((error: unknown) => {
      reaching = null
      throw error
    })
    return hands
  }
  const readiness = cell<'reading' | 'snapshot' | 'ready'>('reading')
  const firstSync = cell<number | null>(null)
  const state = cell<SyncState>({ kind: 'saved' })
  const channel = new BroadcastChannel(`duly-data-${userId}`)
  const tell = (message: Message) => {
    if (!isClosed) channel.postMessage(message)
  }
  const kept: Kept = await openKept(userId, () => close()).catch(openUnkept)

  function show(changed: Changed) {
    shown.changed(changed, entries)
  }
  function replay(touched: Changed) {
    entries.sort((one, other) => one.key - other.key)
    show(world.replay(entries, touched))
  }

  /** What was heard while all was read again: it may be older than what was read, or newer. */
  let unheard: (() => void)[] | null = []
  const hear = (act: () => void) => {
    if (unheard) unheard.push(act)
    else act()
  }
  let lastReading = Promise.resolve()
  function read(): Promise<void> {
    lastReading = lastReading.catch(() => {}).then(readAll)
    return lastReading
  }
  async function readAll() {
    // There is nothing to read that this tab does not know.
    if (kept.isForgetful && readiness.get() === 'ready') return
    unheard ??= []
    const [all] = await Promise.all([kept.read(), ready()])
    for (const id of world.base.tasks.keys()) world.setBase('task', id, undefined)
    for (const id of world.base.lists.keys()) world.setBase('list', id, undefined)
    for (const { type, row } of all.rows) world.setBase(type, row.id, row)
    const mine = entries.filter(({ key }) => key >= unwrittenFrom)
    entries = [...all.entries.filter(({ key }) => !over.has(key)), ...mine]
    revision = all.revision
    cursor = all.cursor
    inflight = all.inflight
    // Nothing has ever been heard: what is here is not all.
    if (cursor === 0 && !hasHeard) firstSync.set(0)
    replay({ tasks: new Set(), lists: new Set() })
    shown.refresh()
    readiness.set('ready')
    const acts = unheard
    unheard = null
    for (const act of acts) act()
  }

  /** The leader's: to the disk, to this page, to the other tabs. */
  async function commit(settled: Settled) {
    const snapshot =
      readiness.get() === 'ready' ? { snapshot: firstScreen(world, shown.live.view) } : {}
    await kept.commit({ ...settled, ...snapshot, revision: revision + 1 })
    revision += 1
    take(settled)
    tell({ kind: 'settled', revision, settled })
  }

  function take(settled: Settled) {
    const { rows, gone, put, fresh } = settled
    if (settled.cursor !== undefined) cursor = settled.cursor
    if (settled.inflight !== undefined) inflight = settled.inflight
    const done = new Set(settled.settled)
    const said = new Map(entries.map((entry) => [entry.key, entry]))
    for (const entry of put) said.set(entry.key, entry)
    entries = [...said.values()].filter(({ key }) => !done.has(key) && !over.has(key))
    for (const key of done) over.add(key)
    replay({
      tasks: new Set([
        ...rows.flatMap(({ type, row }) => (type === 'task' ? [row.id] : [])),
        ...gone,
      ]),
      lists: new Set([
        ...rows.flatMap(({ type, row }) => (type === 'list' ? [row.id] : [])),
        ...gone,
      ]),
    })
    if (fresh) shown.refresh()
  }

  /** A follower's: what the leader has written down. */
  function follow(settled: Settled) {
    if (settled.fresh) {
      for (const id of [...world.base.tasks.keys()]) world.setBase('task', id, undefined)
      for (const id of [...world.base.lists.keys()]) world.setBase('list', id, undefined)
    }
    for (const { type, row } of settled.rows) world.setBase(type, row.id, row)
    for (const id of settled.gone) {
      world.setBase('task', id, undefined)
      world.setBase('list', id, undefined)
    }
    take(settled)
  }

  /** Of no use before there is something to show: it comes when the first call is due. */
  let synchronizing: ReturnType<typeof startSynchronizer> | null = null
  async function startSynchronizer() {
    const { synchronizer } = await import('./sync.ts')
    return synchronizer({
      world,
      entries: () => entries.filter(({ key }) => key < unwrittenFrom),
      send,
      commit,
      newKey: () => crypto.randomUUID(),
      onFirstSync: (count) => firstSync.set(count),
    })
  }

  const pace = pacer({
    random: deps.random ?? Math.random,
    async run() {
      if (!leader.leads() || isClosed) return
      newDay()
      const waits = () => entries.filter(({ question }) => !question).length
      if (waits() > 0) become({ kind: 'saving', waiting: waits() })
      try {
        synchronizing ??= startSynchronizer()
        const synchronize = await synchronizing
        await synchronize.push(inflight)
        await synchronize.pull(cursor)
        hasHeard = true
        firstSync.set(null)
        become({ kind: 'saved' })
      } catch (error) {
        if (isClosed) return
        // A part of the app that did not come is asked for again.
        const failure = asFailure(error)
        if (failure.status === -1) synchronizing = null
        const waiting = waits()
        const isLost = failure.status === 0 && !isOnline()
        const retryAt = failure.status === 401 ? null : pace.later(failure.retryAfterSeconds)
        const { code, detail } = failure
        if (failure.status === 0 && (isLost || code === 'network'))
          become({ kind: 'offline', waiting })
        else become({ kind: 'trouble', waiting, code, detail, retryAt })
      }
    },
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

  channel.onmessage = ({ data }: MessageEvent<Message>) => hear(() => heard(data))
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
      if (data.revision === revision + 1) {
        revision = data.revision
        follow(data.settled)
      } else if (data.revision > revision) void read()
      // Heard late: what it says of rows is known, but an edit that came with it must not come back.
      else take({ ...nothing, settled: data.settled.settled })
    }
  }

  const leader = leadership({
    name: `duly-data-${userId}`,
    locks,
    // What another leader did last may not have been heard.
    prepare: read,
    onLead: () => void pace.now(),
  })

  function perform(plan: Plan): Done {
    const { edits, inverse } = plan
    const added = edits.map((edit): Entry => ({ key: unwritten++, edit, question: null }))
    for (const entry of added) {
      entries.push(entry)
      show(world.add(entry))
    }
    if (edits.length > 0 && state.get().kind === 'saved')
      state.set({ kind: 'saving', waiting: edits.length })
    const keeping = edits.length === 0 ? Promise.resolve() : write(added)
    keeping.catch(() => {})
    return { kept: keeping, undo: () => perform(inverse()) }
  }

  async function write(added: Entry[]) {
    const keys = await kept.add(added).catch((error: unknown) => {
      const { code, detail } = asFailure(error)
      state.set({ kind: 'trouble', waiting: entries.length, code, detail, retryAt: null })
      throw error
    })
    const written = added.map((entry, at): Entry => ({ ...entry, key: keys[at] ?? entry.key }))
    hear(() => take({ ...nothing, put: written, settled: added.map(({ key }) => key) }))
    tell({ kind: 'edits', entries: written })
    pace.soon()
    if (kept.isForgetful) throw new Error('This browser keeps nothing.')
  }

  /** What is held is on no way to the server: whichever tab asks may say what becomes of it. */
  function resolve(id: string, answer: Answer): Done {
    if (!hands) return promised(ready().then(() => resolve(id, answer)))
    const waiting = entries.filter(({ edit }) => edit.id === id)
    const { put, settled, edits } = hands.answered(waiting, answer, world, now().toISOString())
    hear(() => take({ ...nothing, put, settled }))
    const amended = kept.amend({ put, settled }).then(() => {
      tell({ kind: 'amended', put, settled })
      void pace.now()
    })
    const { kept: added } = perform({ edits, inverse: () => never })
    const keeping = Promise.all([amended, added]).then(() => {})
    keeping.catch(() => {})
    return { kept: keeping, undo: () => perform(never) }
  }

  function close() {
    if (isClosed) return
    isClosed = true
    pace.stop()
    leader.leave()
    channel.close()
    kept.close()
  }

  const snapshot = await kept.snapshot()
  if (snapshot) {
    for (const task of snapshot.tasks) world.setBase('task', task.id, task)
    for (const list of snapshot.lists) world.setBase('list', list.id, list)
    replay({ tasks: new Set(), lists: new Set() })
    shown.refresh()
    readiness.set('snapshot')
  }
  const first = snapshot ? Promise.resolve(deps.shown).then(read) : read()
  first.then(leader.join).catch((error: unknown) => {
    const { code, detail } = asFailure(error)
    become({ kind: 'trouble', waiting: entries.length, code, detail, retryAt: null })
  })

  type Commands = Hands['commands']
  const doing =
    <Name extends Exclude<keyof Commands, 'create' | 'createList'>>(name: Name) =>
    (...args: Parameters<Commands[Name]>): Done => {
      const act = ({ commands }: Hands) =>
        perform((commands[name] as (...given: typeof args) => Plan)(...args))
      return hands ? act(hands) : promised(ready().then(act))
    }
  return {
    ...shown.live,
    readiness,
    firstSync,
    state,
    create(fields, place) {
      const make = ({ commands }: Hands, id?: string) => {
        const plan = commands.create(fields, place, id)
        return { id: plan.id, ...perform(plan) }
      }
      if (hands) return make(hands)
      const id = crypto.randomUUID()
      return { id, ...promised(ready().then((them) => make(them, id))) }
    },
    update: doing('update'),
    complete: doing('complete'),
    reopen: doing('reopen'),
    trash: doing('trash'),
    restore: doing('restore'),
    purge: doing('purge'),
    move: doing('move'),
    createList(fields) {
      const make = ({ commands }: Hands, id?: string) => {
        const plan = commands.createList(fields, id)
        return { id: plan.id, ...perform(plan) }
      }
      if (hands) return make(hands)
      const id = crypto.randomUUID()
      return { id, ...promised(ready().then((them) => make(them, id))) }
    },
    updateList: doing('updateList'),
    moveList: doing('moveList'),
    deleteList: doing('deleteList'),
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
    unsent: async () => entries.length,
    close,
    async forget() {
      close()
      await kept.forget()
    },
  }
}
