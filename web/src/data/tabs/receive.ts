// What a tab does with the messages of the others.
import type { Status } from '../status.ts'
import { emptyCommit } from '../storage/commit.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import type { createBackoff } from '../sync/backoff.ts'
import type { Message } from './channel.ts'

interface Deps {
  store: OptimisticStore
  status: Status
  loop: ReturnType<typeof createBackoff>
  isLeader: () => boolean
  /** Reads everything from the storage again. */
  rehydrate: () => void
}

export function createReceive({ store, status, loop, isLeader, rehydrate }: Deps) {
  function follow({ commit, commitSequence }: Extract<Message, { kind: 'committed' }>) {
    const known = store.progress().commitSequence
    if (commitSequence === known + 1) store.applyCommit(commit, commitSequence)
    else if (commitSequence > known) rehydrate()
    // Its rows are known already; its mutations must not come back.
    else store.updateOutbox({ ...emptyCommit, acknowledged: commit.acknowledged })
  }

  return (message: Message) => {
    switch (message.kind) {
      case 'sync':
        void loop.now()
        return
      case 'state':
        if (isLeader()) return
        status.state.set(message.state)
        if (message.state.kind === 'saved') status.firstSync.set(null)
        return
      case 'mutations-added':
        store.updateOutbox({ replaced: message.added, acknowledged: [] })
        loop.soon()
        return
      case 'mutations-resolved':
        store.updateOutbox(message)
        loop.soon()
        return
      case 'committed':
        // A leader heard late from the one before: its rows are known, but its mutations must not come back.
        if (isLeader())
          store.updateOutbox({ replaced: [], acknowledged: message.commit.acknowledged })
        else follow(message)
    }
  }
}
