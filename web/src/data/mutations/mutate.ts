// Makes mutations: shown at once, persisted in the same moment, and then announced to the leading tab.
import type { MutationResult } from '../contract.ts'
import type { Status } from '../status.ts'
import type { Commit } from '../storage/commit.ts'
import type { Writes } from '../storage/indexed-db-writes.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { asFailure } from '../sync/failure.ts'
import type { Message } from '../tabs/channel.ts'
import type { PendingMutation } from './mutation.ts'
import { noMutations, type Undoable } from './undoable.ts'

interface Deps {
  store: OptimisticStore
  disk: Writes & { isEphemeral: boolean; isClosed: () => boolean }
  status: Status
  /** Posts to the other tabs, and has the leading one push. */
  announce: (message: Message) => void
}

/** What a resolution of a conflict comes to. */
export type Resolved = Pick<Commit, 'replaced' | 'acknowledged'> & Pick<Undoable, 'mutations'>

export function createMutate({ store, disk, status, announce }: Deps) {
  function mutate(undoable: Undoable): MutationResult {
    const { mutations, inverse, blocked } = undoable
    const undo = () => mutate(inverse())
    if (mutations.length === 0) return { persisted: Promise.resolve(), undo }
    const added = store.add(mutations, blocked)
    if (status.state.get().kind === 'saved')
      status.state.set({ kind: 'saving', waiting: mutations.length })
    return { persisted: tracked(persist(added)), undo }
  }

  let writing: Promise<unknown> = Promise.resolve()
  function tracked(write: Promise<void>) {
    writing = Promise.allSettled([writing, write]).then(() => {})
    return write
  }

  async function persist(added: readonly PendingMutation[]) {
    const keys = await disk.add(added).catch((error: unknown) => {
      const { code, detail } = asFailure(error)
      const waiting = store.outbox.all().length
      // The state says already why it is closed.
      if (!disk.isClosed())
        status.state.set({ kind: 'trouble', waiting, code, detail, retryAt: null })
      throw error
    })
    const persisted = added.map(
      (one, at): PendingMutation => ({ ...one, key: keys[at] ?? one.key }),
    )
    store.whenHydrated(() => store.persisted(added, persisted))
    announce({ kind: 'mutations-added', added: persisted })
    if (disk.isEphemeral) throw new Error('This browser keeps nothing.')
  }

  return {
    mutate,
    /** Any tab may resolve a conflict: a blocked mutation is never on its way to the server. */
    resolve({ replaced, acknowledged, mutations }: Resolved): MutationResult {
      store.whenHydrated(() => store.updateOutbox({ replaced, acknowledged }))
      const amended = disk.amend({ replaced, acknowledged }).then((written) => {
        // The leader may have committed in between, so what is on the disk is newer than `replaced`.
        store.whenHydrated(() => store.updateOutbox({ replaced: written, acknowledged }))
        announce({ kind: 'mutations-resolved', replaced: written, acknowledged })
      })
      const { persisted: added } = mutate({ mutations, inverse: () => noMutations })
      const both = Promise.all([amended, added]).then(() => {})
      return { persisted: tracked(both), undo: () => mutate(noMutations) }
    },
    /** Resolves when all writes under way have reached the disk. */
    settled: () => writing,
  }
}
