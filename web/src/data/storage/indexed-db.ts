// What this browser keeps of one person: the server's rows in buckets, the outbox, and how far both are.
import { type IDBPDatabase, openDB } from 'idb'
import type { PendingMutation } from '../mutations/mutation.ts'
import { eraseData } from './erase.ts'
import type { createWrites, Writes } from './indexed-db-writes.ts'
import { databaseName } from './names.ts'
import type { BootSnapshot, BucketIndex, DbSchema, InFlightRequest, StoredRow } from './stored.ts'

/** Buckets that are read in one go: some ten ms. */
const atOnce = 4

export type Storage = Awaited<ReturnType<typeof openIndexedDb>>

export async function openIndexedDb(userId: string, onClosed: () => void) {
  const db: IDBPDatabase<DbSchema> = await openDB<DbSchema>(databaseName(userId), 1, {
    upgrade(fresh) {
      fresh.createObjectStore('buckets')
      fresh.createObjectStore('outbox', { autoIncrement: true })
      fresh.createObjectStore('meta')
    },
    // Another tab forgets this person: everything here is in its way.
    blocking() {
      db.close()
      onClosed()
    },
    terminated: onClosed,
  })
  const rows: BucketIndex = { buckets: new Map(), bucketOf: new Map(), newest: 0 }

  return {
    /** Whether all of it goes with the tab. */
    isEphemeral: false,
    async snapshot(): Promise<BootSnapshot | null> {
      return ((await db.get('meta', 'snapshot')) as BootSnapshot | undefined) ?? null
    },

    /**
     * Everything, as one moment had it.
     * @param onChunk gets the rows, so many at a time that the page still answers in between
     */
    async read(onChunk: (rows: readonly StoredRow[]) => void) {
      const tx = db.transaction(['buckets', 'outbox', 'meta'])
      const bucketStore = tx.objectStore('buckets')
      const others = Promise.all([
        tx.objectStore('outbox').getAllKeys(),
        tx.objectStore('outbox').getAll(),
        tx.objectStore('meta').get('cursor'),
        tx.objectStore('meta').get('inflight'),
        tx.objectStore('meta').get('revision'),
      ])
      const numbers = await bucketStore.getAllKeys()
      rows.buckets.clear()
      rows.bucketOf.clear()
      rows.newest = 0
      for (let at = 0; at < numbers.length; at += atOnce) {
        const some = numbers.slice(at, at + atOnce)
        const stored = await bucketStore.getAll(IDBKeyRange.bound(some[0], some.at(-1)))
        stored.forEach((found, which) => {
          const number = some[which] ?? 0
          rows.buckets.set(number, new Map(found.map((one) => [one.row.id, one])))
          for (const { row } of found) rows.bucketOf.set(row.id, number)
          rows.newest = Math.max(rows.newest, number)
          onChunk(found)
        })
      }
      const [keys, entries, cursor, inFlight, commitSequence] = await others
      return {
        entries: entries.map((entry, at): PendingMutation => ({ ...entry, key: keys[at] ?? 0 })),
        cursor: (cursor as number | undefined) ?? 0,
        inFlight: (inFlight as InFlightRequest | undefined) ?? null,
        commitSequence: (commitSequence as number | undefined) ?? 0,
      }
    },

    writes: (on: typeof createWrites): Writes => on({ db, rows }),

    /** How many edits wait, those of other tabs and those not read yet among them. */
    count: () => db.count('outbox'),

    close: () => db.close(),
    erase: async () => {
      db.close()
      await eraseData(userId)
    },
  }
}
