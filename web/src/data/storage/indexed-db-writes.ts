// How what this browser keeps is changed. Comes with what can be done, for nothing is written before.
import type { IDBPDatabase, IDBPTransaction } from 'idb'
import type { PendingMutation } from '../mutations/mutation.ts'
import { readBuckets } from './buckets.ts'
import type { Commit } from './commit.ts'
import type { BootSnapshot, BucketIndex, DbSchema, StoredRow } from './stored.ts'
import { abort, ask } from './transactions.ts'

const bucketSize = 256

export type Writes = ReturnType<typeof createWrites>

export function createWrites({ db, rows }: { db: IDBPDatabase<DbSchema>; rows: BucketIndex }) {
  return {
    async saveSnapshot(snapshot: BootSnapshot): Promise<void> {
      const tx = db.transaction('meta', 'readwrite')
      ask(tx.store.put(snapshot, 'snapshot'))
      tx.commit()
      await tx.done
    },

    /** @returns the keys, once a crash of the browser would not lose the edits */
    async add(entries: readonly Omit<PendingMutation, 'key'>[]): Promise<number[]> {
      const tx = db.transaction('outbox', 'readwrite')
      const keys = entries.map(({ mutation, conflict, lastKnown }) =>
        tx.store.add({ mutation, conflict, ...(lastKnown && { lastKnown }) }),
      )
      // At once, or a page that is left in this moment would take it along.
      tx.commit()
      await tx.done
      return await Promise.all(keys)
    },

    /**
     * What a person said of edits that were held.
     *
     * @returns what is written down of it: the leader may be done with some by now, or know that a task is gone
     */
    async amend({
      replaced,
      acknowledged,
    }: Pick<Commit, 'replaced' | 'acknowledged'>): Promise<PendingMutation[]> {
      const tx = db.transaction('outbox', 'readwrite')
      const before = await Promise.all(replaced.map(({ key }) => tx.store.get(key)))
      const written = replaced.flatMap((entry, at): PendingMutation[] => {
        const stored = before[at]
        const lastKnown = entry.lastKnown ?? stored?.lastKnown
        return stored ? [{ ...entry, ...(lastKnown && { lastKnown }) }] : []
      })
      for (const { key, ...entry } of written) ask(tx.store.put(entry, key))
      for (const key of acknowledged) ask(tx.store.delete(key))
      await tx.done
      return written
    },

    /** What the server said and what became of the outbox, all or nothing. */
    async commit(change: Commit & { commitSequence: number }): Promise<void> {
      const tx = db.transaction(['buckets', 'outbox', 'meta'], 'readwrite')
      try {
        if (rows.isStale) await readBuckets(tx.objectStore('buckets'), rows)
        write(change, tx)
        await tx.done
      } catch (error) {
        rows.isStale = true
        abort(tx)
        throw error
      }
    },
  }

  function write(change: Commit & { commitSequence: number }, tx: Transaction) {
    const [bucketStore, outbox, meta] = [
      tx.objectStore('buckets'),
      tx.objectStore('outbox'),
      tx.objectStore('meta'),
    ]
    if (change.reset) {
      rows.buckets.clear()
      rows.bucketOf.clear()
      rows.newest = 0
      ask(bucketStore.clear())
    }
    const dirty = new Set<number>()
    for (const id of change.deleted) {
      const bucket = rows.bucketOf.get(id)
      if (bucket === undefined) continue
      rows.bucketOf.delete(id)
      rows.buckets.get(bucket)?.delete(id)
      dirty.add(bucket)
    }
    for (const row of change.rows) dirty.add(place(row, rows))
    for (const bucket of dirty)
      ask(bucketStore.put([...(rows.buckets.get(bucket)?.values() ?? [])], bucket))
    // A mutation may have been dropped in another tab, by resolving its conflict.
    for (const { key, ...entry } of change.replaced)
      ask(
        outbox.getKey(key).then((there) => {
          if (there !== undefined) ask(outbox.put(entry, key))
        }),
      )
    for (const key of change.acknowledged) ask(outbox.delete(key))
    if (change.cursor !== undefined) ask(meta.put(change.cursor, 'cursor'))
    if (change.inFlight) ask(meta.put(change.inFlight, 'inFlight'))
    if (change.inFlight === null) ask(meta.delete('inFlight'))
    ask(meta.put(change.commitSequence, 'commitSequence'))
  }
}

type Transaction = IDBPTransaction<DbSchema, ('buckets' | 'outbox' | 'meta')[], 'readwrite'>

function place(stored: StoredRow, rows: BucketIndex): number {
  const { id } = stored.row
  let bucket = rows.bucketOf.get(id)
  if (bucket === undefined) {
    if ((rows.buckets.get(rows.newest)?.size ?? 0) >= bucketSize) rows.newest += 1
    bucket = rows.newest
    rows.bucketOf.set(id, bucket)
  }
  const inside = rows.buckets.get(bucket) ?? new Map<string, StoredRow>()
  rows.buckets.set(bucket, inside.set(id, stored))
  return bucket
}
