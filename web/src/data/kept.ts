// What this browser keeps of one person: the server's rows in buckets, the outbox, and how far both are.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { List } from '../../../worker/lists/schema.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { Entry } from './edits.ts'
import { forgetKept } from './forgetting.ts'
import { databaseName } from './kept-names.ts'
import type { Writes, writesOn } from './writes.ts'

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

export interface Shelves extends DBSchema {
  /** Some 256 rows each: thousands of single ones take ten times as long to read. */
  buckets: { key: number; value: StoredRow[] }
  outbox: { key: number; value: Omit<Entry, 'key'> }
  meta: { key: 'cursor' | 'inflight' | 'revision' | 'snapshot'; value: unknown }
}

/** Buckets that are read in one go: some ten ms. */
const atOnce = 4

/** Which row is in which bucket, as the disk has it. */
export interface Rows {
  buckets: Map<number, Map<string, StoredRow>>
  bucketOf: Map<string, number>
  /** The bucket that new rows come into. */
  newest: number
}

export type Kept = Awaited<ReturnType<typeof openKept>>

export async function openKept(userId: string, onClosed: () => void) {
  const db: IDBPDatabase<Shelves> = await openDB<Shelves>(databaseName(userId), 1, {
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
  const rows: Rows = { buckets: new Map(), bucketOf: new Map(), newest: 0 }

  return {
    /** Whether all of it goes with the tab. */
    isForgetful: false,
    async snapshot(): Promise<Snapshot | null> {
      return ((await db.get('meta', 'snapshot')) as Snapshot | undefined) ?? null
    },

    /**
     * Everything, as one moment had it.
     * @param take gets the rows, so many at a time that the page still answers in between
     */
    async read(take: (rows: readonly StoredRow[]) => void) {
      const tx = db.transaction(['buckets', 'outbox', 'meta'])
      const shelf = tx.objectStore('buckets')
      const others = Promise.all([
        tx.objectStore('outbox').getAllKeys(),
        tx.objectStore('outbox').getAll(),
        tx.objectStore('meta').get('cursor'),
        tx.objectStore('meta').get('inflight'),
        tx.objectStore('meta').get('revision'),
      ])
      const numbers = await shelf.getAllKeys()
      rows.buckets.clear()
      rows.bucketOf.clear()
      rows.newest = 0
      for (let at = 0; at < numbers.length; at += atOnce) {
        const some = numbers.slice(at, at + atOnce)
        const stored = await shelf.getAll(IDBKeyRange.bound(some[0], some.at(-1)))
        stored.forEach((found, which) => {
          const number = some[which] ?? 0
          rows.buckets.set(number, new Map(found.map((one) => [one.row.id, one])))
          for (const { row } of found) rows.bucketOf.set(row.id, number)
          rows.newest = Math.max(rows.newest, number)
          take(found)
        })
      }
      const [keys, entries, cursor, inflight, revision] = await others
      return {
        entries: entries.map((entry, at): Entry => ({ ...entry, key: keys[at] ?? 0 })),
        cursor: (cursor as number | undefined) ?? 0,
        inflight: (inflight as Inflight | undefined) ?? null,
        revision: (revision as number | undefined) ?? 0,
      }
    },

    writes: (on: typeof writesOn): Writes => on({ db, rows }),

    /** How many edits wait, those of other tabs and those not read yet among them. */
    count: () => db.count('outbox'),

    close: () => db.close(),
    forget: async () => {
      db.close()
      await forgetKept(userId)
    },
  }
}
