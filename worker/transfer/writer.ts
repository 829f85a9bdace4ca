import type { TransferList, TransferTask } from './schema.ts'

/**
 * Turns rows into the text of one file, chunk by chunk: `head`, every list, every task, `tail`. Batches may be
 * empty and of any size. A writer serves one file; between calls it keeps the names of lists at most.
 */
export interface Writer {
  head(): string
  lists(batch: readonly TransferList[]): string
  tasks(batch: readonly TransferTask[]): string
  tail(): string
}
