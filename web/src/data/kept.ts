// What this browser keeps of one person: the server's rows in buckets, the outbox, and how far both are.
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { List } from '../../../worker/lists/schema.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { Entry } from './edits.ts'

export type StoredRow = { type: 'task'; row: Task } | { type: 'list'; row: List }

/** A request on its way, exactly as it is to be sent again until an answer has come. */
export interface Inflight {
  idempotencyKey: string
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  body: string | null
  /** Of the entries that it carries. */
  keys: number[]
}

export interface Snapshot {
  tasks: Task[]
  lists: List[]
}

interface Shelves extends DBSchema {
  /** Some 256 rows each: thousands of single ones take ten times as long to read. */
  buckets: { key: number; value: StoredRow[] }
  outbox: { key: number; value: Omit<Entry, 'key'> }
  meta: { key: 'cursor' | 'inflight' | 'revision' | 'snapshot'; value: unknown }
}

const bucketSize = 256
const name = (userId: string) => `duly-data-${userId}`
/** Of keys in localStorage, where a page that is left can still put something. */
export const unwrittenName = (userId: string) => `duly-unwritten-${userId}-`

export type Kept = Awaited<ReturnType<typeof openKept>>

export async function openKept(userId: string, onClosed: () => void) {
  const db: IDBPDatabase<Shelves> = await openDB<Shelves>(name(userId), 1, {
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
  const buckets = new Map<number, Map<string, StoredRow>>()
  const bucketOf = new Map<string, number>()
  let newest = 0

  function place(stored: StoredRow): number {
    const { id } = stored.row
    let bucket = bucketOf.get(id)
    if (bucket === undefined) {
      if ((buckets.get(newest)?.size ?? 0) >= bucketSize) newest += 1
      bucket = newest
      bucketOf.set(id, bucket)
    }
    const rows = buckets.get(bucket) ?? new Map<string, StoredRow>()
    buckets.set(bucket, rows.set(id, stored))
    return bucket
  }

  return {
    /** Whether all of it goes with the tab. */
    isForgetful: false,
    async snapshot(): Promise<Snapshot | null> {
      return ((await db.get('meta', 'snapshot')) as Snapshot | undefined) ?? null
    },

    async keepSnapshot(snapshot: Snapshot): Promise<void> {
      await db.put('meta', snapshot, 'snapshot')
    },

    /** Everything, as one moment had it. */
    async read() {
      const tx = db.transaction(['buckets', 'outbox', 'meta'])
      const [numbers, stored, keys, entries, cursor, inflight, revision] = await Promise.all([
        tx.objectStore('buckets').getAllKeys(),
        tx.objectStore('buckets').getAll(),
        tx.objectStore('outbox').getAllKeys(),
        tx.objectStore('outbox').getAll(),
        tx.objectStore('meta').get('cursor'),
        tx.objectStore('meta').get('inflight'),
        tx.objectStore('meta').get('revision'),
      ])
      buckets.clear()
      bucketOf.clear()
      stored.forEach((rows, at) => {
        const number = numbers[at] ?? 0
        buckets.set(number, new Map(rows.map((one) => [one.row.id, one])))
        for (const { row } of rows) bucketOf.set(row.id, number)
        newest = Math.max(newest, number)
      })
      return {
        rows: stored.flat(),
        entries: entries.map((entry, at): Entry => ({ ...entry, key: keys[at] ?? 0 })),
        cursor: (cursor as number | undefined) ?? 0,
        inflight: (inflight as Inflight | undefined) ?? null,
        revision: (revision as number | undefined) ?? 0,
      }
    },

    /** @returns the keys, once a crash of the browser would not lose the edits */
    async add(entries: readonly Omit<Entry, 'key'>[]): Promise<number[]> {
      const tx = db.transaction('outbox', 'readwrite')
      const keys = entries.map(({ edit, question }) => tx.store.add({ edit, question }))
      // At once, or a page that is left in this moment would take it along.
      tx.commit()
      await tx.done
      return await Promise.all(keys)
    },

    /** What a person said of edits that were held. */
    async amend({ put, settled }: { put: readonly Entry[]; settled: readonly number[] }) {
      const tx = db.transaction('outbox', 'readwrite')
      for (const { key, ...entry } of put) void tx.store.put(entry, key)
      for (const key of settled) void tx.store.delete(key)
      await tx.done
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
        buckets.clear()
        bucketOf.clear()
        newest = 0
        void shelf.clear()
      }
      const dirty = new Set<number>()
      for (const id of change.gone ?? []) {
        const bucket = bucketOf.get(id)
        if (bucket === undefined) continue
        bucketOf.delete(id)
        buckets.get(bucket)?.delete(id)
        dirty.add(bucket)
      }
      for (const row of change.rows ?? []) dirty.add(place(row))
      for (const bucket of dirty) void shelf.put([...(buckets.get(bucket)?.values() ?? [])], bucket)
      for (const { key, ...entry } of change.put ?? []) void outbox.put(entry, key)
      for (const key of change.settled ?? []) void outbox.delete(key)
      if (change.cursor !== undefined) void meta.put(change.cursor, 'cursor')
      if (change.inflight) void meta.put(change.inflight, 'inflight')
      if (change.inflight === null) void meta.delete('inflight')
      void meta.put(change.revision, 'revision')
      await tx.done
    },

    close: () => db.close(),
    forget: async () => {
      db.close()
      for (const key of Object.keys(globalThis.localStorage ?? {}))
        if (key.startsWith(unwrittenName(userId))) localStorage.removeItem(key)
      await deleteDB(name(userId))
    },
  }
}
