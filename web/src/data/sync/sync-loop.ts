// The leader's talk with the server, run after run: what waits goes out, and what is new comes in.

import { lazy } from '../../state/lazy.ts'
import type { SyncState } from '../contract.ts'
import type { Outbox } from '../mutations/outbox.ts'
import type { Commit } from '../storage/commit.ts'
import type { InFlightRequest } from '../storage/stored.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { createBackoff } from './backoff.ts'
import { asFailure } from './failure.ts'
import type { Send } from './push-pull.ts'

/** How far this browser is with what the server has said. */
export interface Progress {
  /** Counts what leaders have written down: who misses one reads all again. */
  commitSequence: number
  cursor: number
  inFlight: InFlightRequest | null
}

interface Deps {
  world: OptimisticStore
  outbox: Outbox
  progress: Readonly<Progress>
  send: Send
  isOnline: () => boolean
  random: () => number
  /** Writes it down and shows it. */
  commit: (settled: Commit) => Promise<void>
  isHeld: () => boolean
  /** Before each run; false where there is to be none. */
  canRun: () => boolean
  onFetched: (count: number, hasMore: boolean) => void
  /** Everything has been heard. */
  onHeard: () => void
  setStatus: (state: SyncState) => void
}

export function createSyncLoop(deps: Deps) {
  const { world, outbox, progress, send, isOnline, random, commit, isHeld } = deps
  const { canRun, onFetched, onHeard, setStatus } = deps
  const waits = () => outbox.all().filter(({ conflict }) => !conflict).length

  /** Of no use before there is something to show: it comes when the first call is due. */
  const pushAndPull = lazy(start)
  async function start() {
    const { createPushPull } = await import('./push-pull.ts')
    const newKey = () => crypto.randomUUID()
    return createPushPull({
      world,
      entries: outbox.written,
      send,
      commit,
      newKey,
      onFetched,
      isHeld,
    })
  }

  async function run() {
    if (!canRun()) return
    if (waits() > 0) setStatus({ kind: 'saving', waiting: waits() })
    try {
      const { push, pull } = await pushAndPull.ready()
      await push(progress.inFlight)
      if (await pull(progress.cursor)) onHeard()
      // What was done meanwhile goes with the next run.
      const waiting = waits()
      setStatus(waiting > 0 ? { kind: 'saving', waiting } : { kind: 'saved' })
    } catch (error) {
      const failure = asFailure(error)
      const waiting = waits()
      const isLost = failure.code !== 'foreign' && !isOnline()
      const retryAt = failure.status === 401 ? null : loop.later(failure.retryAfterSeconds)
      const { code, detail } = failure
      if (failure.status === 0 && (isLost || code === 'network'))
        setStatus({ kind: 'offline', waiting })
      else setStatus({ kind: 'trouble', waiting, code, detail, retryAt })
    }
  }

  const loop = createBackoff({ random, run })
  return loop
}
