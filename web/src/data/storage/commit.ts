import type { PendingMutation } from '../mutations/mutation.ts'
import type { InFlightRequest, StoredRow } from './stored.ts'

/** What one answer of the server comes to, for this tab, the others and the disk. */
export interface Commit {
  rows: StoredRow[]
  deleted: string[]
  reset?: boolean
  cursor?: number
  inFlight?: InFlightRequest | null
  /** Entries that say something else now. */
  replaced: PendingMutation[]
  /** Keys of entries that are done. */
  acknowledged: number[]
}

/** An answer that says nothing. */
export const emptyCommit: Commit = { rows: [], deleted: [], replaced: [], acknowledged: [] }
