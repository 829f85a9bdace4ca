// What the leading tab does: sends what waits, one request after another, and then asks what is new.
import { mostChanges, mostOperations } from '../../../../worker/domain/request-limits.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { PendingMutation } from '../mutations/mutation.ts'
import { type Commit, emptyCommit } from '../storage/commit.ts'
import type { InFlightRequest, StoredRow } from '../storage/stored.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { aboutOf, foreign, isAnswerTo, isPage } from './authenticity.ts'
import { type Failure, isFailure } from './failure.ts'
import { nextRequest } from './push-request.ts'
import { createReconcile } from './reconcile.ts'

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  body: string | null
  /** Comes with `Prefer: return=minimal`: the rows themselves come with what is new. */
  idempotencyKey?: string
}
/** Resolves with the body of the answer, null where it has none; rejects with a `Failure`. */
export type Send = (request: Request) => Promise<unknown>

interface Deps {
  world: OptimisticStore
  entries: () => readonly PendingMutation[]
  send: Send
  /** Writes it down and shows it. */
  commit: (settled: Commit) => Promise<void>
  newKey: () => string
  onFetched: (count: number, hasMore: boolean) => void
  isHeld: () => boolean
}

export interface Changes {
  changes: { type: 'task' | 'list'; id: string; resource: Task | List | null }[]
  next: number
  has_more: boolean
}

const expired = 'changes_expired'

export function createPushPull({ world, entries, send, commit, newKey, onFetched, isHeld }: Deps) {
  /** Smaller after a request that was too large. */
  let maxBatch = mostOperations
  /** Lists that the API does not find: they wait for `/changes`, which has a tombstone if they are gone. */
  const unfound = new Map<string, Failure>()
  const versionOf = (id: string) =>
    world.serverRows.tasks.get(id)?.version ?? world.serverRows.lists.get(id)?.version ?? 0

  const { acknowledge, reject, rebased, orphaned } = createReconcile({ world, entries, versionOf })
  const parentOf = (id: string) => world.serverRows.tasks.get(id)?.parent_id ?? null

  /** Throws the failure that calls for another try later. */
  async function push(pending: InFlightRequest | null): Promise<void> {
    let inFlight = pending
    unfound.clear()
    for (;;) {
      if (!inFlight) {
        const free = entries().filter(({ mutation }) => !unfound.has(mutation.id))
        inFlight = nextRequest(free, { versionOf, parentOf, most: maxBatch, newKey })
        if (!inFlight) return
        // Written down before it is sent: an answer that is lost is asked for again, in the same words.
        await commit({ ...emptyCommit, inFlight })
      }
      const { keys, idempotencyKey, method, path, body } = inFlight
      const batch = entries().filter(({ key }) => keys.includes(key))
      try {
        const answer = await send({
          method,
          path,
          body,
          ...(method === 'POST' && { idempotencyKey }),
        })
        if (!isAnswerTo(inFlight, batch, answer)) throw foreign
        maxBatch = mostOperations
        await commit({ ...acknowledge(batch, answer), inFlight: null })
      } catch (error) {
        if (!isFailure(error)) throw error
        const about = aboutOf(error, inFlight, batch)
        if (!about) throw error
        if (about === 'smaller') maxBatch = Math.max(1, Math.floor(keys.length / 2))
        const settled = typeof about === 'object' && answerOn(about, batch, error)
        await commit({ ...(settled || emptyCommit), inFlight: null })
        if (about === 'anew') throw error
      }
      inFlight = null
    }
  }

  function answerOn(entry: PendingMutation, batch: readonly PendingMutation[], failure: Failure) {
    const settled = reject(entry, batch, failure)
    if (!settled) unfound.set(entry.mutation.id, failure)
    return settled
  }

  /** Answers whether all has come: it may be held after any page. */
  async function pull(since: number): Promise<boolean> {
    let cursor = since
    while (!isHeld()) {
      const page = await send({
        method: 'GET',
        path: `/api/v1/changes?since=${cursor}&limit=${mostChanges}`,
        body: null,
      }).catch((error: unknown) => {
        if (isFailure(error) && error.code === expired) return expired
        throw error
      })
      if (page === expired) {
        // This copy is too old to be brought up to date; what was done here is not lost with it, nor what it was about.
        const replaced = entries().flatMap((entry) => {
          const lastKnown = world.serverRows.tasks.get(entry.mutation.id)
          return lastKnown ? [{ ...entry, lastKnown }] : []
        })
        await commit({ ...emptyCommit, replaced, reset: true, cursor: 0 })
        cursor = 0
        continue
      }
      if (!isPage(page, cursor)) throw foreign
      const { changes, next, has_more } = page
      if (changes.length > 0 || next !== cursor) await take(changes, next)
      cursor = next
      onFetched(changes.length, has_more)
      if (has_more) continue
      const unanswerable = orphaned()
      if (unanswerable) await commit({ ...emptyCommit, ...unanswerable })
      for (const { mutation } of entries()) {
        const failure = unfound.get(mutation.id)
        // It is there, and what was done to it is not: the API cannot have meant the list.
        if (failure) throw failure
      }
      return true
    }
    return false
  }

  async function take(changes: Changes['changes'], cursor: number): Promise<void> {
    const rows: StoredRow[] = []
    const deleted: string[] = []
    const touched = new Map<string, Task | undefined>()
    for (const { type, id, resource } of changes) {
      if (type !== 'task' && type !== 'list') continue
      if (type === 'task') touched.set(id, world.task(id))
      world.setServerRow(type, id, resource ?? undefined)
      if (resource) rows.push({ type, row: resource } as StoredRow)
      else deleted.push(id)
    }
    await commit({ rows, deleted, cursor, ...rebased(touched) })
  }

  return { push, pull }
}
