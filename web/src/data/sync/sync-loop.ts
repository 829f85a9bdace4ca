// The leader's talk with the server, run after run: what waits goes out, and what is new comes in.

import { late } from '../../state/lazy.ts'
import type { SyncState } from '../contract.ts'
import type { Outbox } from '../mutations/outbox.ts'
import type { Settled } from '../storage/commit.ts'
import type { Inflight } from '../storage/stored.ts'
import type { World } from '../store/optimistic-store.ts'
import { pacer } from './backoff.ts'
import { asFailure } from './failure.ts'
import type { Send } from './push-pull.ts'

/** How far this browser is with what the server has said. */
export interface Progress {
  /** Counts what leaders have written down: who misses one reads all again. */
  revision: number
  cursor: number
  inflight: Inflight | null
}

interface Deps {
  world: World
  outbox: Outbox
  progress: Readonly<Progress>
  send: Send
  isOnline: () => boolean
  random: () => number
  /** Writes it down and shows it. */
  commit: (settled: Settled) => Promise<void>
  isHeld: () => boolean
  /** Before each run; false where there is to be none. */
  begins: () => boolean
  onFetched: (count: number, hasMore: boolean) => void
  /** Everything has been heard. */
  onHeard: () => void
  become: (state: SyncState) => void
}

export function exchangeOf(deps: Deps) {
  const { world, outbox, progress, send, isOnline, random, commit, isHeld } = deps
  const { begins, onFetched, onHeard, become } = deps
  const waits = () => outbox.all().filter(({ question }) => !question).length

  /** Of no use before there is something to show: it comes when the first call is due. */
  const synchronizing = late(start)
  async function start() {
    const { synchronizer } = await import('./push-pull.ts')
    const newKey = () => crypto.randomUUID()
    return synchronizer({ world, entries: outbox.written, send, commit, newKey, onFetched, isHeld })
  }

  async function run() {
    if (!begins()) return
    if (waits() > 0) become({ kind: 'saving', waiting: waits() })
    try {
      const { push, pull } = await synchronizing.ready()
      await push(progress.inflight)
      if (await pull(progress.cursor)) onHeard()
      // What was done meanwhile goes with the next run.
      const waiting = waits()
      become(waiting > 0 ? { kind: 'saving', waiting } : { kind: 'saved' })
    } catch (error) {
      const failure = asFailure(error)
      const waiting = waits()
      const isLost = failure.code !== 'foreign' && !isOnline()
      const retryAt = failure.status === 401 ? null : pace.later(failure.retryAfterSeconds)
      const { code, detail } = failure
      if (failure.status === 0 && (isLost || code === 'network'))
        become({ kind: 'offline', waiting })
      else become({ kind: 'trouble', waiting, code, detail, retryAt })
    }
  }

  const pace = pacer({ random, run })
  return pace
}
