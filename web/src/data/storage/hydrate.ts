// Reads everything that this browser stores into memory.
import type { Status } from '../status.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import type { Storage } from './indexed-db.ts'

interface Deps {
  storage: Storage
  store: OptimisticStore
  status: Status
}

/** @returns a function that reads all; calls run one after the other */
export function createHydration({ storage, store, status }: Deps): () => Promise<void> {
  const { rows } = store
  let last = Promise.resolve()

  async function readAll() {
    const readiness = status.readiness.get()
    // A memory store has nothing that this tab does not know.
    if (storage.isEphemeral && readiness === 'ready') return
    store.beginHydration()
    // Rows stay until their successors are there: a person may act on them meanwhile.
    const missing = new Set([...rows.serverRows.tasks.keys(), ...rows.serverRows.lists.keys()])
    const stored = await storage.read((chunk) => {
      for (const { type, row } of chunk) {
        missing.delete(row.id)
        const shown = readiness === 'snapshot' && rows.serverRows.tasks.get(row.id)
        // A row that the boot snapshot shows already is not drawn again.
        if (!shown || JSON.stringify(shown) !== JSON.stringify(row))
          rows.setServerRow(type, row.id, row)
      }
    })
    store.endHydration(stored, missing)
    status.hydrated(stored.cursor)
    store.runDeferred()
  }

  return () => {
    last = last.catch(() => {}).then(readAll)
    return last
  }
}
