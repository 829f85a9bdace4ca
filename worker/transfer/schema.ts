// The shapes of lists and tasks in a file: what an export writes, and what an import accepts.
import * as z from 'zod'
import { isInCalendar } from '../domain/calendar-days.ts'
import { Color, Label, line, Name } from '../domain/fields.ts'
import { limits } from '../domain/task-fields.ts'
import { taskShapes, withDefaults } from '../domain/task-shapes.ts'
import { isTimeZone } from '../domain/time-zone.ts'

/** Upper case is accepted, and becomes lower case, so that an id has one spelling. */
export const FileId = z.string().toLowerCase().pipe(z.uuid('must be a UUID'))

/** Any offset is accepted. The result is UTC with milliseconds, within the years 1 to 9999. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'must be an instant, as 2026-11-23T14:05:00Z' })
  .transform((text) => new Date(text).toISOString())
  .refine(isInCalendar, 'must be within the years 1 to 9999')

const zone = z.string().refine(isTimeZone, 'must be a time zone of the IANA database')

/** Checks the grammar only, to keep other text out of a calendar. */
export const Recurrence = z
  .string()
  .max(500)
  .regex(
    /^FREQ=[A-Z]+(;[A-Z]+=[A-Z0-9,+-]+)*$/,
    'must be a recurrence rule, as FREQ=WEEKLY;BYDAY=MO',
  )

/** An array whose items are checked only if they are few: the errors of very many would exceed a Worker's memory. */
export const few = <Item extends z.ZodType>(item: Item) =>
  z.array(z.unknown()).max(1_000).pipe(z.array(item))

const labels = few(Label)
  .transform((all) => [...new Set(all)])
  .refine((all) => all.length <= limits.labels, `must have at most ${limits.labels} labels`)

const rank = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be a rank')

/** Fields as in the API, but wider where other programs write more forms: normalize-rows.ts and coerce-task.ts narrow them. */
const shapes = {
  ...taskShapes,
  list_id: FileId.nullable(),
  parent_id: FileId.nullable(),
  due_at: Instant.nullable(),
  due_timezone: zone.nullable(),
  labels,
  recurrence: line(500).nullable(),
}

/** A task in a file. Absent fields have their defaults. A null `rank` means the order of the file. */
export const ImportTask = z
  .strictObject({
    id: FileId,
    ...withDefaults(shapes),
    rank: rank.nullable().default(null),
    completed_at: Instant.nullable().default(null),
    deleted_at: Instant.nullable().default(null),
    created_at: Instant.nullable().default(null),
  })
  .refine((task) => task.due_date === null || task.due_at === null, {
    path: ['due_at'],
    message: 'must not stand beside due_date',
  })
  .refine((task) => task.due_timezone === null || task.due_at !== null, {
    path: ['due_timezone'],
    message: 'must stand beside due_at',
  })
export type ImportTask = z.infer<typeof ImportTask>

export const ImportList = z.strictObject({
  id: FileId,
  name: Name,
  color: Color.nullable().default(null),
  archived_at: Instant.nullable().default(null),
  rank: rank.nullable().default(null),
  created_at: Instant.nullable().default(null),
})
export type ImportList = z.infer<typeof ImportList>

/** Fields that the server sets: an export writes them, an import ignores them. */
interface ServerOwned {
  rank: string
  version: number
  seq: number
  created_at: string
  updated_at: string
}
export type TransferTask = Omit<ImportTask, keyof ServerOwned> & ServerOwned & { series?: Series }

/** The next occurrence of an open repeating task, for a calendar. It is not part of a file. */
interface Series {
  /** Whether daylight saving gives this occurrence another time of day than the others. */
  shifted: boolean
  /** Null if this is the last one. */
  next: Pick<ImportTask, 'due_date' | 'due_at' | 'recurrence'> | null
}
export type TransferList = Omit<ImportList, keyof ServerOwned> & ServerOwned
