// The forms in which this browser keeps one person's data.
import type { DBSchema } from 'idb'
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { PendingMutation } from '../mutations/mutation.ts'

export type StoredRow = { type: 'task'; row: Task } | { type: 'list'; row: List }

/** A request on its way, exactly as it is to be sent again until an answer has come. */
export interface InFlightRequest {
  idempotencyKey: string
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  body: string | null
  /** Of the entries that it carries. */
  keys: number[]
}

/** Everything but the rows. */
export interface StoredData {
  entries: PendingMutation[]
  commitSequence: number
  cursor: number
  inFlight: InFlightRequest | null
}

export interface BootSnapshot {
  tasks: Task[]
  lists: List[]
}

export interface DbSchema extends DBSchema {
  /** Some 256 rows each: thousands of single ones take ten times as long to read. */
  buckets: { key: number; value: StoredRow[] }
  outbox: { key: number; value: Omit<PendingMutation, 'key'> }
  meta: { key: 'cursor' | 'inFlight' | 'commitSequence' | 'snapshot'; value: unknown }
}

/** Which row is in which bucket, as the disk has it. */
export interface BucketIndex {
  buckets: Map<number, Map<string, StoredRow>>
  bucketOf: Map<string, number>
  /** The bucket that new rows come into. */
  newest: number
  /** Whether a write has failed half-way: the index has to be read again. */
  isStale: boolean
}
