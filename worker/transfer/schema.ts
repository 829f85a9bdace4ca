// The shapes of lists and tasks in a file: what an export writes, and what an import is held to.
import * as z from 'zod'
import { isTimeZone } from '../time-zone/schema.ts'

const codePoints = (text: string) => [...text].length

const atMost = (maxLength: number) => (value: string) => codePoints(value) <= maxLength

/** One line for a person to read: trimmed, NFC, nothing that a screen cannot show. */
export const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1, 'must not be empty')
    .refine((value) => value.isWellFormed(), 'must not contain half of a surrogate pair')
    .refine((value) => !/\p{Cc}/u.test(value), 'must not contain control characters')
    .refine(atMost(maxLength), `must have at most ${maxLength} characters`)

const notes = z
  .string()
  .refine(
    (value) => value.isWellFormed() && !value.includes('\0'),
    'must not contain NUL or half of a surrogate pair',
  )
  .refine(atMost(20_000), 'must have at most 20000 characters')

/** Upper case is taken and written in lower case, so that one id has one spelling. */
export const Id = z.string().toLowerCase().pipe(z.uuid('must be a UUID'))

export const Day = z.iso
  .date('must be a day that exists, as YYYY-MM-DD')
  .refine((day) => !day.startsWith('0000'), 'must be a day that exists, as YYYY-MM-DD')

/** Any offset is taken; what comes out is UTC with milliseconds, within the years 1 to 9999. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'must be an instant, as 2026-11-23T14:05:00Z' })
  .transform((text) => new Date(text).toISOString())
  .refine((text) => /^(?!0000)\d{4}-/.test(text), 'must be within the years 1 to 9999')

const zone = z.string().refine(isTimeZone, 'must be a time zone of the IANA database')

/** The grammar only: it keeps what is no rule out of a calendar. */
export const Recurrence = z
  .string()
  .max(500)
  .regex(
    /^FREQ=[A-Z]+(;[A-Z]+=[A-Z0-9,+-]+)*$/,
    'must be a recurrence rule, as FREQ=WEEKLY;BYDAY=MO',
  )

const labels = z
  .array(line(50))
  .transform((all) => [...new Set(all)])
  .refine((all) => all.length <= 20, 'must have at most 20 labels')

const rank = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be a rank')

/** As worker/lists/schema.ts has them. */
export const colors = [
  'gray',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'indigo',
  'purple',
  'pink',
] as const

/** A task as a file may give it; what is absent has its default. `rank` null: the order of the file. */
export const ImportTask = z
  .strictObject({
    id: Id,
    title: line(500),
    notes: notes.default(''),
    list_id: Id.nullable().default(null),
    parent_id: Id.nullable().default(null),
    priority: z.int().min(0).max(4).default(0),
    due_date: Day.nullable().default(null),
    due_at: Instant.nullable().default(null),
    due_timezone: zone.nullable().default(null),
    labels: labels.default([]),
    rank: rank.nullable().default(null),
    recurrence: line(500).nullable().default(null),
    recurrence_from: z.enum(['due', 'completed']).default('due'),
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
  id: Id,
  name: line(100),
  color: z.enum(colors).nullable().default(null),
  archived_at: Instant.nullable().default(null),
  rank: rank.nullable().default(null),
  created_at: Instant.nullable().default(null),
})
export type ImportList = z.infer<typeof ImportList>

/** What the server numbers and dates by itself: written by an export, not taken by an import. */
interface ServerOwned {
  rank: string
  version: number
  seq: number
  created_at: string
  updated_at: string
}
export type TransferTask = Omit<ImportTask, keyof ServerOwned> & ServerOwned
export type TransferList = Omit<ImportList, keyof ServerOwned> & ServerOwned
