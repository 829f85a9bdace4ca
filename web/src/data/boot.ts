import type { CalendarClock } from './calendar.ts'
import type { Status } from './status.ts'
import type { Storage } from './storage/indexed-db.ts'
import type { LiveQueries } from './store/live-queries.ts'
import type { Rows } from './store/rows.ts'

/** The parts that show the boot snapshot. The engine builds on them. */
export interface Boot {
  calendar: CalendarClock
  rows: Rows
  queries: LiveQueries
  storage: Storage
  status: Status
}
