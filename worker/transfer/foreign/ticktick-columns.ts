// The columns of a TickTick backup.
import type { TableRow } from './tables.ts'

/** Columns that every backup has. */
export const needed = ['List Name', 'Title', 'Status'] as const
export type Column =
  | (typeof needed)[number]
  | 'Folder Name'
  | 'Kind'
  | 'Tags'
  | 'Content'
  | 'Is Check list'
  | 'Start Date'
  | 'Due Date'
  | 'Reminder'
  | 'Repeat'
  | 'Priority'
  | 'Created Time'
  | 'Completed Time'
  | 'Order'
  | 'Timezone'
  | 'Is All Day'
  | 'Is Floating'
  | 'Column Name'
  | 'taskId'
  | 'parentId'
export type Row = TableRow<Column>
