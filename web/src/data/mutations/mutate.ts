// What a person does: shown at once, written down in the same moment, and then the leader's.

import type { atom } from '../../state/atom.ts'
import type { Lazy } from '../../state/lazy.ts'
import type { resolveConflict } from '../conflicts/resolve.ts'
import type { MutationResult, Resolution, SyncState } from '../contract.ts'
import { promisedResult } from '../promised.ts'
import type { Commit } from '../storage/commit.ts'
import type { Writes } from '../storage/indexed-db-writes.ts'
import type { ChangedIds, OptimisticStore } from '../store/optimistic-store.ts'
import { asFailure } from '../sync/failure.ts'
import type { createSyncLoop } from '../sync/sync-loop.ts'
import type { Message } from '../tabs/channel.ts'
import type { PendingMutation } from './mutation.ts'
import type { Outbox } from './outbox.ts'
import { noMutations, type Undoable } from './undoable.ts'

interface Deps {
  world: OptimisticStore
  outbox: Outbox
  hands: Lazy<{ resolveConflict: typeof resolveConflict; writes: Writes }>
  isEphemeral: boolean
  isClosed: () => boolean
  state: ReturnType<typeof atom<SyncState>>
  show: (changed: ChangedIds) => void
  replay: () => void
  take: (said: Pick<Commit, 'replaced' | 'acknowledged'>) => void
  hear: (act: () => void) => void
  post: (message: Message) => void
  pace: ReturnType<typeof createSyncLoop>
  now: () => Date
}

export function createMutate(deps: Deps) {
  const { world, outbox, hands, state, show, replay, take, hear, post, pace, now, isClosed } = deps

  function mutate(undoable: Undoable): MutationResult {
    const { mutations, inverse } = undoable
    const undo = () => mutate(inverse())
    if (mutations.length === 0) return { persisted: Promise.resolve(), undo }
    const added = outbox.add(mutations, undoable.blocked)
    show(world.add(added))
    if (state.get().kind === 'saved') state.set({ kind: 'saving', waiting: mutations.length })
    return { persisted: tracked(write(added)), undo }
  }

  let writing: Promise<unknown> = Promise.resolve()
  function tracked(keeping: Promise<void>) {
    writing = Promise.allSettled([writing, keeping]).then(() => {})
    return keeping
  }

  async function write(added: readonly PendingMutation[]) {
    const adding = hands.ready().then(({ writes }) => writes.add(added))
    const keys = await adding.catch((error: unknown) => {
      const { code, detail } = asFailure(error)
      state.set({ kind: 'trouble', waiting: outbox.all().length, code, detail, retryAt: null })
      throw error
    })
    const written = added.map(
      (entry, at): PendingMutation => ({ ...entry, key: keys[at] ?? entry.key }),
    )
    hear(() => {
      if (!outbox.name(added, written)) replay()
    })
    post({ kind: 'mutations-added', added: written })
    pace.soon()
    if (deps.isEphemeral) throw new Error('This browser keeps nothing.')
  }

  /** What is held is on no way to the server: whichever tab asks may say what becomes of it. */
  function resolve(id: string, answer: Resolution): MutationResult {
    const there = hands.now()
    if (!there) return promisedResult(hands.eventually(isClosed).then(() => resolve(id, answer)))
    const waiting = outbox.written().filter(({ mutation }) => mutation.id === id)
    const { replaced, acknowledged, mutations } = there.resolveConflict(
      waiting,
      answer,
      world,
      now().toISOString(),
    )
    hear(() => take({ replaced, acknowledged }))
    const amended = there.writes.amend({ replaced, acknowledged }).then((written) => {
      // What the leader has written down in between is older.
      hear(() => take({ replaced: written, acknowledged }))
      post({ kind: 'mutations-resolved', replaced: written, acknowledged })
      void pace.now()
    })
    const { persisted: added } = mutate({ mutations, inverse: () => noMutations })
    const both = Promise.all([amended, added]).then(() => {})
    return { persisted: tracked(both), undo: () => mutate(noMutations) }
  }

  return {
    mutate,
    resolve,
    /** Resolves when all that was on its way to the disk has come there. */
    written: () => writing,
  }
}
