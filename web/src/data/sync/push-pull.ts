// What the leading tab does: sends what waits, one request after another, and then asks what is new.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Entry } from '../mutations/mutation.ts'
import { nothing, type Settled } from '../storage/commit.ts'
import type { Inflight, StoredRow } from '../storage/stored.ts'
import type { World } from '../store/optimistic-store.ts'
import { aboutOf, foreign, isAnswerTo, isPage } from './authenticity.ts'
import { type Failure, isFailure } from './failure.ts'
import { nextRequest } from './push-request.ts'
import { answersOn } from './reconcile.ts'

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
  world: World
  entries: () => readonly Entry[]
  send: Send
  /** Writes it down and shows it. */
  commit: (settled: Settled) => Promise<void>
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

export function synchronizer({ world, entries, send, commit, newKey, onFetched, isHeld }: Deps) {
  /** Smaller after a request that was too large. */
  let most = 100
  /** Lists that the API does not find: they wait for `/changes`, which has a tombstone if they are gone. */
  const unfound = new Map<string, Failure>()
  const versionOf = (id: string) =>
    world.base.tasks.get(id)?.version ?? world.base.lists.get(id)?.version ?? 0

  const { done, refused, rebased, bereft } = answersOn({ world, entries, versionOf })
  const parentOf = (id: string) => world.base.tasks.get(id)?.parent_id ?? null

  /** Throws the failure that calls for another try later. */
  async function push(pending: Inflight | null): Promise<void> {
    let inflight = pending
    unfound.clear()
    for (;;) {
      if (!inflight) {
        const free = entries().filter(({ edit }) => !unfound.has(edit.id))
        inflight = nextRequest(free, { versionOf, parentOf, most, newKey })
        if (!inflight) return
        // Written down before it is sent: an answer that is lost is asked for again, in the same words.
        await commit({ ...nothing, inflight })
      }
      const { keys, idempotencyKey, method, path, body } = inflight
      const carried = entries().filter(({ key }) => keys.includes(key))
      try {
        const answer = await send({
          method,
          path,
          body,
          ...(method === 'POST' && { idempotencyKey }),
        })
        if (!isAnswerTo(inflight, carried, answer)) throw foreign
        most = 100
        await commit({ ...done(carried, answer), inflight: null })
      } catch (error) {
        if (!isFailure(error)) throw error
        const about = aboutOf(error, inflight, carried)
        if (!about) throw error
        if (about === 'smaller') most = Math.max(1, Math.floor(keys.length / 2))
        const settled = typeof about === 'object' && answerOn(about, carried, error)
        await commit({ ...(settled || nothing), inflight: null })
        if (about === 'anew') throw error
      }
      inflight = null
    }
  }

  function answerOn(entry: Entry, carried: readonly Entry[], failure: Failure) {
    const settled = refused(entry, carried, failure)
    if (!settled) unfound.set(entry.edit.id, failure)
    return settled
  }

  /** Answers whether all has come: it may be held after any page. */
  async function pull(since: number): Promise<boolean> {
    let cursor = since
    while (!isHeld()) {
      const page = await send({
        method: 'GET',
        path: `/api/v1/changes?since=${cursor}&limit=500`,
        body: null,
      }).catch((error: unknown) => {
        if (isFailure(error) && error.code === expired) return expired
        throw error
      })
      if (page === expired) {
        // This copy is too old to be brought up to date; what was done here is not lost with it, nor what it was about.
        const put = entries().flatMap((entry) => {
          const last = world.base.tasks.get(entry.edit.id)
          return last ? [{ ...entry, last }] : []
        })
        await commit({ ...nothing, put, fresh: true, cursor: 0 })
        cursor = 0
        continue
      }
      if (!isPage(page, cursor)) throw foreign
      const { changes, next, has_more } = page
      if (changes.length > 0 || next !== cursor) await take(changes, next)
      cursor = next
      onFetched(changes.length, has_more)
      if (has_more) continue
      const unanswerable = bereft()
      if (unanswerable) await commit({ ...nothing, ...unanswerable })
      for (const { edit } of entries()) {
        const failure = unfound.get(edit.id)
        // It is there, and what was done to it is not: the API cannot have meant the list.
        if (failure) throw failure
      }
      return true
    }
    return false
  }

  async function take(changes: Changes['changes'], cursor: number): Promise<void> {
    const rows: StoredRow[] = []
    const gone: string[] = []
    const touched = new Map<string, Task | undefined>()
    for (const { type, id, resource } of changes) {
      if (type !== 'task' && type !== 'list') continue
      if (type === 'task') touched.set(id, world.task(id))
      world.setBase(type, id, resource ?? undefined)
      if (resource) rows.push({ type, row: resource } as StoredRow)
      else gone.push(id)
    }
    await commit({ rows, gone, cursor, ...rebased(touched) })
  }

  return { push, pull }
}
