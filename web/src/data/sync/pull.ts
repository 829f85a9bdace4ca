// Fetches what has changed on the server, page after page. Only the leading tab does.
import { mostChanges } from '../../../../worker/domain/request-limits.ts'
import type { Send } from '../contract.ts'
import type { Status } from '../status.ts'
import { type Commit, emptyCommit } from '../storage/commit.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { foreign, isPage } from './authenticity.ts'
import { isFailure } from './failure.ts'
import type { UnfoundLists } from './push.ts'
import { applyChanges, expire, orphaned } from './reconcile.ts'

interface Deps {
  store: OptimisticStore
  send: Send
  /** Writes a commit down and shows it. */
  commit: (commit: Commit) => Promise<void>
  status: Status
}

const expired = 'changes_expired'

export function createPull({ store, send, commit, status }: Deps) {
  const state = () => ({ rows: store.rows, pending: store.outbox.persisted() })

  /** It may be paused after any page. Throws the failure that calls for another try later. */
  return async function pull(unfound: UnfoundLists): Promise<void> {
    while (!status.isPullPaused.get()) {
      const { cursor } = store.progress()
      const page = await fetchPage(cursor)
      if (page === expired) {
        await commit(expire(state()))
        continue
      }
      if (!isPage(page, cursor)) throw foreign
      const { changes, next, has_more } = page
      if (changes.length > 0 || next !== cursor) await commit(applyChanges(state(), changes, next))
      status.fetched(changes.length, has_more)
      if (has_more) continue
      const lost = orphaned(state())
      if (lost) await commit({ ...emptyCommit, ...lost })
      for (const { mutation } of store.outbox.persisted()) {
        const failure = unfound.get(mutation.id)
        // The list exists, and its mutation was not made: the API cannot have meant the list.
        if (failure) throw failure
      }
      status.pulled()
      return
    }
  }

  async function fetchPage(since: number): Promise<unknown> {
    const path = `/api/v1/changes?since=${since}&limit=${mostChanges}`
    return await send({ method: 'GET', path, body: null }).catch((error: unknown) => {
      if (isFailure(error) && error.code === expired) return expired
      throw error
    })
  }
}
