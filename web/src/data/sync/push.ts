// Sends pending mutations, one request after another. Only the leading tab does.
import { mostOperations } from '../../../../worker/domain/request-limits.ts'
import type { Send } from '../contract.ts'
import type { PendingMutation } from '../mutations/mutation.ts'
import { type Commit, emptyCommit } from '../storage/commit.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { aboutOf, foreign, isAnswerTo } from './authenticity.ts'
import { type Failure, isFailure } from './failure.ts'
import { nextRequest, partitionByRow } from './push-request.ts'
import { acknowledge, outdated } from './reconcile.ts'
import { reject } from './reject.ts'

interface Deps {
  store: OptimisticStore
  send: Send
  /** Writes a commit down and shows it. */
  commit: (commit: Commit) => Promise<void>
}

/** Failures by the id of the list that the API does not find: the next pull tells whether the list is gone. */
export type UnfoundLists = ReadonlyMap<string, Failure>

export function createPush({ store, send, commit }: Deps) {
  const { serverRows } = store.rows
  /** Smaller after a request that was too large. */
  let maxBatch = mostOperations
  const versionOf = (id: string) =>
    serverRows.tasks.get(id)?.version ?? serverRows.lists.get(id)?.version ?? 0
  const parentOf = (id: string) => serverRows.tasks.get(id)?.parent_id ?? null
  const newKey = () => crypto.randomUUID()
  const state = () => ({ rows: store.rows, pending: store.outbox.persisted() })

  /** Throws the failure that calls for another try later. */
  return async function push(): Promise<UnfoundLists> {
    const unfound = new Map<string, Failure>()
    // A request whose answer is unknown comes first, exactly as it was sent.
    if (store.progress().inFlight) await exchange(unfound)
    const stale = outdated(state())
    if (stale) await commit({ ...emptyCommit, ...stale })
    for (;;) {
      const free = store.outbox.persisted().filter(({ mutation }) => !unfound.has(mutation.id))
      const { sendable } = partitionByRow(free, store.rows)
      const inFlight = nextRequest(sendable, { versionOf, parentOf, maxBatch, newKey })
      if (!inFlight) return unfound
      // Persisted before it is sent: where the answer is lost, the same request is sent again.
      await commit({ ...emptyCommit, inFlight })
      await exchange(unfound)
    }
  }

  /** Sends the request in flight, and commits what its answer comes to. */
  async function exchange(unfound: Map<string, Failure>): Promise<void> {
    const { inFlight } = store.progress()
    if (!inFlight) return
    const { keys, idempotencyKey, method, path, body } = inFlight
    const batch = store.outbox.persisted().filter(({ key }) => keys.includes(key))
    try {
      const request = { method, path, body, ...(method === 'POST' && { idempotencyKey }) }
      const answer = await send(request)
      if (!isAnswerTo(inFlight, batch, answer)) throw foreign
      maxBatch = mostOperations
      await commit({ ...acknowledge(state(), batch, answer), inFlight: null })
    } catch (error) {
      if (!isFailure(error)) throw error
      const about = aboutOf(error, inFlight, batch)
      if (!about) throw error
      if (about === 'smaller') maxBatch = Math.max(1, Math.floor(keys.length / 2))
      const rejection =
        typeof about === 'object' ? rejectionOf(about, batch, error, unfound) : emptyCommit
      await commit({ ...rejection, inFlight: null })
      if (about === 'anew') throw error
    }
  }

  function rejectionOf(
    rejected: PendingMutation,
    batch: readonly PendingMutation[],
    failure: Failure,
    unfound: Map<string, Failure>,
  ): Commit {
    const rejection = reject(state(), rejected, batch, failure)
    if (!rejection) unfound.set(rejected.mutation.id, failure)
    return rejection ?? emptyCommit
  }
}
