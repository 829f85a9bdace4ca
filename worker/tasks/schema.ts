// The one truth about a task's shape: request validation, OpenAPI component, client type and form rule.
import * as z from 'zod'
import { TimeZone } from '../time-zone/schema.ts'
import { Recurrence } from './recurrence/schema.ts'

const codePoints = (text: string) => [...text].length

/** Text that Postgres and every JSON parser can carry: no NUL, no lone surrogate (RFC 8259, section 8.2). */
const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')

/** One line: trimmed, NFC. Length limits count code points, as `maxLength` of JSON Schema does; zod's `.max` does not. */
const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1, 'must not be empty')
    .refine((value) => value.isWellFormed(), 'must not contain half of a surrogate pair')
    .refine((value) => !/\p{Cc}/u.test(value), 'must not contain control characters')
    .refine((value) => codePoints(value) <= maxLength, `must have at most ${maxLength} characters`)
    .meta({ maxLength })

const title = line(500).meta({
  description: 'What is to be done. Trimmed, NFC.',
  maxLength: 500,
  example: 'Call Mia',
})

const notes = z
  .string()
  .refine(isStorable, 'must not contain NUL or half of a surrogate pair')
  .refine((value) => codePoints(value) <= 20_000, 'must have at most 20000 characters')
  .meta({ description: 'Markdown source, stored as sent.', maxLength: 20_000, example: '' })

const priority = z
  .int()
  .min(0)
  .max(4)
  .meta({ description: '0 is none, 4 is the highest.', example: 0 })

/** A calendar day without a time zone. Postgres has no year 0, and zod refuses days that do not exist. */
export const Day = z.iso
  .date('must be a day that exists, as YYYY-MM-DD')
  .refine((day) => !day.startsWith('0000'), 'must be a day that exists, as YYYY-MM-DD')
  .meta({ example: '2026-12-24' })

/** Lower case only, so that one id has one spelling. Clients that work offline make UUIDv7 (RFC 9562). */
export const TaskId = z
  .uuid('must be a UUID')
  .refine((id) => id === id.toLowerCase(), 'must be a lower-case UUID')
  .meta({ description: 'UUID, best version 7.', example: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10' })

const instant = z.iso.datetime().meta({ example: '2026-11-23T14:05:00.000Z' })

const isInstant = (text: string) => /^(?!0000)\d{4}-/.test(utc(text))
const utc = (text: string) => {
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? text : new Date(milliseconds).toISOString()
}

/** An instant as clients may write it (RFC 3339, with any offset); it is answered in UTC with milliseconds. */
export const Instant = z.iso
  .datetime({
    offset: true,
    error: 'must be an instant that exists, as 2026-12-24T17:00:00Z',
    abort: true,
  })
  .refine((text) => !/\.\d{4}/.test(text), 'must have no more than milliseconds')
  .refine(isInstant, 'must be an instant that exists, as 2026-12-24T17:00:00Z')
  .overwrite(utc)
  .meta({ example: '2026-12-24T16:00:00.000Z' })

const Label = line(50).meta({ example: 'home' })

const client = {
  title,
  notes,
  list_id: TaskId.nullable().meta({
    description: 'The list it lies in; null is the Inbox.',
    example: null,
  }),
  parent_id: TaskId.nullable().meta({
    description:
      'The task that it is a subtask of. There is one level, and a subtask lies in the list of its parent.',
    example: null,
  }),
  priority,
  due_date: Day.nullable().meta({
    description: 'The day on which it is due, wherever one is. Never together with `due_at`.',
  }),
  due_at: Instant.nullable().meta({
    description: 'The instant at which it is due; comes with `due_timezone`.',
    example: null,
  }),
  due_timezone: TimeZone.nullable().meta({
    description: 'The time zone of `due_at`: in it, a repeating task keeps its time of day.',
    example: null,
  }),
  labels: z
    .array(Label)
    .max(20, 'must have at most 20 labels')
    .overwrite((labels) => [...new Set(labels)])
    .meta({ description: 'A set.', example: ['home'] }),
  recurrence: Recurrence.nullable().meta({ example: null }),
  recurrence_from: z.enum(['due', 'completed']).meta({
    description: 'Whether a repeat counts from the day on which it was due, or was completed.',
    example: 'due',
  }),
}

export const Task = z
  .strictObject({
    id: TaskId,
    title,
    notes,
    list_id: client.list_id,
    parent_id: client.parent_id,
    priority,
    due_date: client.due_date,
    due_at: instant.nullable().meta({ example: null }),
    due_timezone: z.string().nullable().meta({ example: null }),
    labels: client.labels,
    rank: z.string().meta({
      description: 'Manual order, to be compared byte by byte; made by the server.',
      example: 'a1',
    }),
    recurrence: z.string().nullable().meta({ example: null }),
    recurrence_from: client.recurrence_from,
    completed_at: instant.nullable().meta({ example: null }),
    deleted_at: instant.nullable().meta({
      description: 'When it went to the trash.',
      example: null,
    }),
    version: z.int().min(1).meta({ description: 'The number in the ETag.', example: 1 }),
    seq: z.int().min(1).meta({ description: "The user's clock at the last change.", example: 42 }),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Task' })
export type Task = z.infer<typeof Task>

interface Due {
  due_date?: string | null | undefined
  due_at?: string | null | undefined
  due_timezone?: string | null | undefined
  recurrence?: string | null | undefined
}

/** What the fields of a whole task must be to each other. Of a patch, the database tells (store.ts). */
function checkDue(task: Due, context: z.RefinementCtx<Due>): void {
  const wrong = (path: keyof Due, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message, input: task[path] })
  if (task.due_date && task.due_at) wrong('due_at', 'must not be together with due_date')
  if (task.due_at && !task.due_timezone) wrong('due_timezone', 'is required with due_at')
  if (task.due_timezone && !task.due_at) wrong('due_timezone', 'must not be without due_at')
  if (task.recurrence && !task.due_date && !task.due_at) {
    wrong('recurrence', 'must not be without due_date or due_at')
  }
}

const partial = z.strictObject(client).partial().shape

export const NewTask = z
  .strictObject({ ...partial, id: TaskId.optional(), title })
  .superRefine(checkDue)
  .meta({ id: 'NewTask' })
export type NewTask = z.infer<typeof NewTask>

/** What PUT takes: every field that a client owns, absent ones at their defaults. The id is the path's. */
export const TaskReplacement = z
  .strictObject({
    title,
    notes: notes.default(''),
    list_id: client.list_id.default(null),
    parent_id: client.parent_id.default(null),
    priority: priority.default(0),
    due_date: client.due_date.default(null),
    due_at: client.due_at.default(null),
    due_timezone: client.due_timezone.default(null),
    labels: client.labels.default([]),
    recurrence: client.recurrence.default(null),
    recurrence_from: client.recurrence_from.default('due'),
  })
  .superRefine(checkDue)
  .meta({ id: 'TaskReplacement' })
export type TaskReplacement = z.infer<typeof TaskReplacement>

/** JSON Merge Patch (RFC 7396): what is absent stays, `null` clears where a task may be without. */
export const TaskPatch = z
  .strictObject(partial)
  .refine((patch) => Object.keys(patch).length > 0, 'must change at least one field')
  .meta({ id: 'TaskPatch', minProperties: 1 })
export type TaskPatch = z.infer<typeof TaskPatch>

export const TaskList = z
  .strictObject({ items: z.array(Task), next_cursor: z.string().nullable() })
  .meta({ id: 'TaskList' })
export type TaskList = z.infer<typeof TaskList>
