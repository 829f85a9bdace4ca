// All that this browser has of a person, from its disk. What is heard meanwhile waits: it may be older than what is read,
// or newer.
import type { Data } from '../contract.ts'
import type { Outbox } from '../mutations/outbox.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import type { Progress } from '../sync/sync-loop.ts'
import type { Storage } from './indexed-db.ts'

interface Deps {
  kept: Storage
  world: OptimisticStore
  outbox: Outbox
  progress: Progress
  readiness: Data['readiness']
  /** What is read can be shown only with what edits do to it. */
  ready: () => Promise<unknown>
  drop: (id: string) => void
  /** Shows it. */
  onRead: () => void
  /** Once, and after what was heard. */
  onFirstRead: () => void
}

export function createHydration(deps: Deps) {
  const { kept, world, outbox, progress, readiness, ready, drop, onRead, onFirstRead } = deps
  let deferred: (() => void)[] | null = []
  let last = Promise.resolve()

  async function readAll() {
    const [isFirst, wasRead] = [readiness.get() === 'snapshot', readiness.get() === 'ready']
    // There is nothing to read that this tab does not know.
    if (kept.isEphemeral && wasRead) return
    deferred ??= []
    // What is there stays until something is there in its place: a person may do something to it meanwhile.
    const unseen = new Set([...world.serverRows.tasks.keys(), ...world.serverRows.lists.keys()])
    const reading = kept.read((rows) => {
      for (const { type, row } of rows) {
        unseen.delete(row.id)
        const known = isFirst && world.serverRows.tasks.get(row.id)
        // What is on the screen already is not drawn again.
        if (!known || JSON.stringify(known) !== JSON.stringify(row))
          world.setServerRow(type, row.id, row)
      }
    })
    const [{ entries, ...reached }] = await Promise.all([reading, ready()])
    for (const id of unseen) drop(id)
    outbox.read(entries)
    Object.assign(progress, reached)
    onRead()
    const acts = deferred
    deferred = null
    for (const act of acts) act()
    if (!wasRead) onFirstRead()
  }

  return {
    /** One after the other. */
    read(): Promise<void> {
      last = last.catch(() => {}).then(readAll)
      return last
    },
    /** At once, or when what is being read is there. */
    whenHydrated(act: () => void) {
      if (deferred) deferred.push(act)
      else act()
    },
  }
}
