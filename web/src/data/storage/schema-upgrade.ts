// Brings an older copy to this version, in the transaction that raises its number: all of it, or nothing.
import type { IDBPTransaction } from 'idb'
import { taskDefaults } from '../../../../worker/domain/task-fields.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { migrateEntry } from './outbox-migrations.ts'
import type { DbSchema } from './stored.ts'
import { abort, ask } from './transactions.ts'

type Stores = ('buckets' | 'outbox' | 'meta')[]
export type UpgradeTransaction = IDBPTransaction<DbSchema, Stores, 'versionchange'>

/** The outbox is converted and the request in flight stays; rows, cursor and boot snapshot go, for a full pull. */
export function upgradeSchema(tx: UpgradeTransaction, from: number): void {
  tx.done.catch(() => {})
  convert(tx, from).catch(() => abort(tx))
}

async function convert(tx: UpgradeTransaction, from: number): Promise<void> {
  const [buckets, outbox, meta] = [
    tx.objectStore('buckets'),
    tx.objectStore('outbox'),
    tx.objectStore('meta'),
  ]
  const [keys, entries, inFlight, stored] = await Promise.all([
    outbox.getAllKeys(),
    outbox.getAll() as Promise<unknown[]>,
    meta.get((from === 1 ? 'inflight' : 'inFlight') as 'inFlight'),
    buckets.getAll(),
  ])
  const tasks = new Map<string, Task>()
  for (const { type, row } of stored.flat()) if (type === 'task') tasks.set(row.id, row)
  for (const [at, key] of keys.entries()) {
    const entry = migrateEntry(entries[at], from)
    // Until its row comes again an edit has a task to be shown on, and to be asked about where none comes.
    const known = entry.lastKnown ?? tasks.get(entry.mutation.id)
    const lastKnown = known && { ...taskDefaults, ...known }
    ask(outbox.put({ ...entry, ...(lastKnown && { lastKnown }) }, key))
  }
  ask(buckets.clear())
  ask(meta.clear())
  if (inFlight) ask(meta.put(inFlight, 'inFlight'))
}
