import type { Entry } from '../mutations/mutation.ts'
import type { Inflight, StoredRow } from './stored.ts'

/** What one answer of the server comes to, for this tab, the others and the disk. */
export interface Settled {
  rows: StoredRow[]
  gone: string[]
  fresh?: boolean
  cursor?: number
  inflight?: Inflight | null
  /** Entries that say something else now. */
  put: Entry[]
  /** Keys of entries that are done. */
  settled: number[]
}

/** An answer that says nothing. */
export const nothing: Settled = { rows: [], gone: [], put: [], settled: [] }
