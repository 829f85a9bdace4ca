// Counts edits in a database that this tab has not opened, or not any more: of another version, or out of its hands.
import { localKeys } from './erase.ts'
import { databaseName, unloadBackupName } from './names.ts'

/** How many edits of this person have not been sent; Infinity where that cannot be known. */
export async function countUnsent(userId: string): Promise<number> {
  try {
    return (await countOutbox(databaseName(userId))) + countBackups(userId)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

/** Opens it as it is, whatever its version. */
function countOutbox(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name)
    opening.onerror = () => reject(opening.error)
    opening.onupgradeneeded = () => {
      // There is none: asking makes none.
      opening.onerror = () => resolve(0)
      opening.transaction?.abort()
    }
    opening.onsuccess = () => {
      const db = opening.result
      try {
        const counting = db.transaction('outbox').objectStore('outbox').count()
        counting.onsuccess = () => resolve(counting.result)
        counting.onerror = () => reject(counting.error)
      } catch (error) {
        reject(error)
      } finally {
        // When the count is there.
        db.close()
      }
    }
  })
}

/** What pages were left with before it was written down: each has one edit at least. */
const countBackups = (userId: string) => localKeys(unloadBackupName(userId)).length
