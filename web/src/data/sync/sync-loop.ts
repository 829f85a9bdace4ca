// The leading tab's loop: push what is pending, pull what has changed, and rest until there is a reason for the next run.
import type { Send, SyncState } from '../contract.ts'
import type { Status } from '../status.ts'
import type { Commit } from '../storage/commit.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { createBackoff } from './backoff.ts'
import { asFailure } from './failure.ts'
import { createPull } from './pull.ts'
import { createPush } from './push.ts'
import { partitionByRow } from './push-request.ts'

interface Deps {
  store: OptimisticStore
  status: Status
  send: Send
  /** Writes a commit down and shows it. */
  commit: (commit: Commit) => Promise<void>
  environment: Environment
}

interface Environment {
  isOnline: () => boolean
  random: () => number
  /** Asked before each run. */
  canRun: () => boolean
  setState: (state: SyncState) => void
}

export function createSyncLoop({ store, status, send, commit, environment }: Deps) {
  const { isOnline, random, canRun, setState } = environment
  const push = createPush({ store, send, commit })
  const pull = createPull({ store, send, commit, status })
  const hasRowless = () => partitionByRow(store.outbox.persisted(), store.rows).rowless.length > 0
  const unblocked = () => store.outbox.all().filter(({ conflict }) => !conflict).length

  async function run() {
    if (!canRun()) return
    if (unblocked() > 0) setState({ kind: 'saving', waiting: unblocked() })
    try {
      const unfound = await push()
      const hadRowless = hasRowless()
      await pull(unfound)
      // Their rows have come, so they can be pushed.
      if (hadRowless && !hasRowless()) loop.soon()
      // Mutations made meanwhile go with the next run.
      const waiting = unblocked()
      setState(waiting > 0 ? { kind: 'saving', waiting } : { kind: 'saved' })
    } catch (error) {
      const { status: httpStatus, code, detail, retryAfterSeconds } = asFailure(error)
      const waiting = unblocked()
      const isLost = code !== 'foreign' && !isOnline()
      const retryAt = httpStatus === 401 ? null : loop.later(retryAfterSeconds)
      if (httpStatus === 0 && (isLost || code === 'network')) setState({ kind: 'offline', waiting })
      else setState({ kind: 'trouble', waiting, code, detail, retryAt })
    }
  }

  const loop = createBackoff({ random, run })
  return loop
}
