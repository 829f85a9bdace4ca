import type { TransferList, TransferTask } from './schema.ts'

/**
 * Writes rows as the text of one file, piece by piece: `head`, every list, every task, `tail`. Batches may be empty and
 * of any size. A writer serves one file; between calls it keeps at most the names of lists.
 */
export interface Writer {
  head(): string
  lists(batch: readonly TransferList[]): string
  tasks(batch: readonly TransferTask[]): string
  tail(): string
}
