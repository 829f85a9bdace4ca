// How what this browser keeps is changed. Comes with what can be done, for nothing is written before.
import type { IDBPDatabase } from 'idb'
import type { Entry } from '../mutations/mutation.ts'
import type { Settled } from './commit.ts'
import type { Inflight, Rows, Shelves, Snapshot, StoredRow } from './stored.ts'

const bucketSize = 256

export type Writes = ReturnType<typeof writesOn>

export function writesOn({ db, rows }: { db: IDBPDatabase<Shelves>; rows: Rows }) {
  return {
    async keepSnapshot(snapshot: Snapshot): Promise<void> {
      const tx = db.transaction('meta', 'readwrite')
      void tx.store.put(snapshot, 'snapshot')
      tx.commit()
      await tx.done
    },

    /** @returns the keys, once a crash of the browser would not lose the edits */
    async add(entries: readonly Omit<Entry, 'key'>[]): Promise<number[]> {
      const tx = db.transaction('outbox', 'readwrite')
      const keys = entries.map(({ edit, question, last }) =>
        tx.store.add({ edit, question, ...(last && { last }) }),
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
    async amend({ put, settled }: Pick<Settled, 'put' | 'settled'>): Promise<Entry[]> {
      const tx = db.transaction('outbox', 'readwrite')
      const before = await Promise.all(put.map(({ key }) => tx.store.get(key)))
      const written = put.flatMap((entry, at): Entry[] => {
        const stored = before[at]
        const last = entry.last ?? stored?.last
        return stored ? [{ ...entry, ...(last && { last }) }] : []
      })
      for (const { key, ...entry } of written) void tx.store.put(entry, key)
      for (const key of settled) void tx.store.delete(key)
      await tx.done
      return written
    },

    /** What the server said and what became of the outbox, all or nothing. */
    async commit(change: {
      rows?: readonly StoredRow[]
      gone?: readonly string[]
      /** Drops all rows first. */
      fresh?: boolean
      cursor?: number
      inflight?: Inflight | null
      put?: readonly Entry[]
      settled?: readonly number[]
      revision: number
    }): Promise<void> {
      const tx = db.transaction(['buckets', 'outbox', 'meta'], 'readwrite')
      const [shelf, outbox, meta] = [
        tx.objectStore('buckets'),
        tx.objectStore('outbox'),
        tx.objectStore('meta'),
      ]
      if (change.fresh) {
        rows.buckets.clear()
        rows.bucketOf.clear()
        rows.newest = 0
        void shelf.clear()
      }
      const dirty = new Set<number>()
      for (const id of change.gone ?? []) {
        const bucket = rows.bucketOf.get(id)
        if (bucket === undefined) continue
        rows.bucketOf.delete(id)
        rows.buckets.get(bucket)?.delete(id)
        dirty.add(bucket)
      }
      for (const row of change.rows ?? []) dirty.add(place(row, rows))
      for (const bucket of dirty)
        void shelf.put([...(rows.buckets.get(bucket)?.values() ?? [])], bucket)
      // Another tab may have been told by the person to let go of one.
      for (const { key, ...entry } of change.put ?? [])
        void outbox.getKey(key).then((there) => {
          if (there !== undefined) void outbox.put(entry, key)
        })
      for (const key of change.settled ?? []) void outbox.delete(key)
      if (change.cursor !== undefined) void meta.put(change.cursor, 'cursor')
      if (change.inflight) void meta.put(change.inflight, 'inflight')
      if (change.inflight === null) void meta.delete('inflight')
      void meta.put(change.revision, 'revision')
      await tx.done
    },
  }
}

function place(stored: StoredRow, rows: Rows): number {
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
