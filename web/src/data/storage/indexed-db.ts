// What this browser keeps of one person: the server's rows in buckets, the outbox, and how far both are.
import { type IDBPDatabase, openDB } from 'idb'
import { retry } from '../../state/retry.ts'
import type { StorageTrouble } from '../contract.ts'
import type { PendingMutation } from '../mutations/mutation.ts'
import { readBuckets } from './buckets.ts'
import { eraseData } from './erase.ts'
import type { createWrites, Writes } from './indexed-db-writes.ts'
import { channelName, databaseName, lockName } from './names.ts'
import type { upgradeSchema } from './schema-upgrade.ts'
import { schemaVersion } from './schema-version.ts'
import type { BootSnapshot, BucketIndex, DbSchema, InFlightRequest, StoredRow } from './stored.ts'

/** How long another tab may keep an older version open, in ms. */
const timeoutMs = 5_000

export type Storage = Omit<Awaited<ReturnType<typeof openIndexedDb>>, 'trouble'> & {
  trouble: StorageTrouble | null
}
/** Another tab has erased this person's data, or has brought it to a newer version; or the browser has closed it. */
export type ClosedBy = 'closed' | 'upgraded' | 'terminated'

/** Rejects with a VersionError where a newer version of the app has been here. */
export async function openIndexedDb(userId: string, onClosed: (by: ClosedBy) => void) {
  const db = await connect(userId, onClosed).catch(async (error: Error) => {
    if (error.name !== 'AbortError') throw error
    // An older copy. What upgrades it comes before it is asked again: a transaction does not wait for that.
    const upgrade = await retry(() => import('./schema-upgrade.ts'))
    return await connect(userId, onClosed, upgrade.upgradeSchema)
  })
  const rows: BucketIndex = { buckets: new Map(), bucketOf: new Map(), newest: 0, isStale: false }

  return {
    /** Whether all of it goes with the tab. */
    isEphemeral: false,
    /** What is in the way of the copy that this browser has. */
    trouble: null,
    lockName: lockName(userId),
    channelName: channelName(userId),
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
        tx.objectStore('meta').get('inFlight'),
        tx.objectStore('meta').get('commitSequence'),
      ])
      await readBuckets(bucketStore, rows, onChunk)
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
    count: () =>
      db.count('outbox').catch(async () => {
        const { countUnsent } = await import('./unsent-edits.ts')
        return await countUnsent(userId)
      }),

    close: () => db.close(),
    erase: async () => {
      db.close()
      await eraseData(userId)
    },
  }
}

/** @param upgrade brings an older copy to this version; without it there is an AbortError, and the copy is as before */
function connect(
  userId: string,
  onClosed: (by: ClosedBy) => void,
  upgrade?: typeof upgradeSchema,
): Promise<IDBPDatabase<DbSchema>> {
  return new Promise((resolve, reject) => {
    openDB<DbSchema>(databaseName(userId), schemaVersion, {
      upgrade(db, oldVersion, _, tx) {
        if (oldVersion === 0) {
          db.createObjectStore('buckets')
          db.createObjectStore('outbox', { autoIncrement: true })
          db.createObjectStore('meta')
        } else if (upgrade) upgrade(tx, oldVersion)
        else {
          tx.done.catch(() => {})
          tx.abort()
        }
      },
      blocked() {
        setTimeout(reject, timeoutMs, new DOMException('', 'TimeoutError'))
      },
      // Another tab erases or upgrades it: everything here is in its way.
      blocking(_, version, { target }) {
        ;(target as IDBDatabase).close()
        onClosed(version ? 'upgraded' : 'closed')
      },
      terminated: () => onClosed('terminated'),
    }).then(resolve, reject)
  })
}
