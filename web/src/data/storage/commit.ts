import type { PendingMutation } from '../mutations/mutation.ts'
import type { InFlightRequest, StoredRow } from './stored.ts'

/** What one answer of the server comes to. It is written to the disk and applied in every tab. */
export interface Commit {
  rows: StoredRow[]
  deleted: string[]
  reset?: boolean
  cursor?: number
  inFlight?: InFlightRequest | null
  /** Pending mutations that have changed. */
  replaced: PendingMutation[]
  /** Keys of mutations that leave the outbox. */
  acknowledged: number[]
}

/** A commit that changes nothing. */
export const emptyCommit: Commit = { rows: [], deleted: [], replaced: [], acknowledged: [] }
