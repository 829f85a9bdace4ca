// Rows are stored in buckets of some 256: thousands of single records would take ten times as long to read.
import type { BucketIndex, StoredRow } from './stored.ts'

/** Buckets that are read in one go: some ten ms. */
const atOnce = 4

interface BucketReader {
  getAllKeys: () => Promise<number[]>
  getAll: (range: IDBKeyRange) => Promise<StoredRow[][]>
}

/**
 * Reads all buckets, and the index of which row is in which.
 *
 * @param onChunk gets the rows, so many at a time that the page still answers in between
 */
export async function readBuckets(
  store: BucketReader,
  index: BucketIndex,
  onChunk: (rows: readonly StoredRow[]) => void = () => {},
): Promise<void> {
  const numbers = await store.getAllKeys()
  index.buckets.clear()
  index.bucketOf.clear()
  index.newest = 0
  for (let at = 0; at < numbers.length; at += atOnce) {
    const some = numbers.slice(at, at + atOnce)
    const stored = await store.getAll(IDBKeyRange.bound(some[0], some.at(-1)))
    stored.forEach((found, which) => {
      const number = some[which] ?? 0
      index.buckets.set(number, new Map(found.map((one) => [one.row.id, one])))
      for (const { row } of found) index.bucketOf.set(row.id, number)
      index.newest = Math.max(index.newest, number)
      onChunk(found)
    })
  }
  index.isStale = false
}
