// The one truth about a task's shape: request validation, OpenAPI component, client type and form rule.
import * as z from 'zod'

const codePoints = (text: string) => [...text].length

/** Text that Postgres and every JSON parser can carry: no NUL, no lone surrogate (RFC 8259, section 8.2). */
const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')

/** Length limits count code points, as `maxLength` of JSON Schema does; zod's own `.max` counts UTF-16 units. */
const text = (maxLength: number) =>
  z
    .string()
    .refine(isStorable, 'must not contain NUL or half of a surrogate pair')
    .refine((value) => codePoints(value) <= maxLength, `must have at most ${maxLength} characters`)
    .meta({ maxLength })

const title = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'must not be empty')
  .refine((value) => value.isWellFormed(), 'must not contain half of a surrogate pair')
  .refine((value) => !/\p{Cc}/u.test(value), 'must not contain control characters')
  .refine((value) => codePoints(value) <= 500, 'must have at most 500 characters')
  .meta({ description: 'What is to be done. Trimmed, NFC.', maxLength: 500, example: 'Call Mia' })

const notes = text(20_000).meta({ description: 'Markdown source, stored as sent.', example: '' })

const priority = z
  .int()
  .min(0)
  .max(4)
  .meta({ description: '0 is none, 4 is the highest.', example: 0 })

/** A calendar day without a time zone. Postgres has no year 0, and zod refuses days that do not exist. */
const dueDate = z.iso
  .date('must be a day that exists, as YYYY-MM-DD')
  .refine((day) => !day.startsWith('0000'), 'must be a day that exists, as YYYY-MM-DD')
  .meta({ description: 'An all-day due date.', example: '2026-12-24' })

/** Lower case only, so that one id has one spelling. Clients that work offline make UUIDv7 (RFC 9562). */
export const TaskId = z
  .uuid('must be a UUID')
  .refine((id) => id === id.toLowerCase(), 'must be a lower-case UUID')
  .meta({ description: 'UUID, best version 7.', example: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10' })

const instant = z.iso.datetime().meta({ example: '2026-11-23T14:05:00.000Z' })

export const Task = z
  .strictObject({
    id: TaskId,
    title,
    notes,
    priority,
    due_date: dueDate.nullable(),
    completed_at: instant.nullable(),
    deleted_at: instant.nullable().meta({ description: 'When it went to the trash.' }),
    version: z.int().min(1).meta({ description: 'The number in the ETag.', example: 1 }),
    seq: z.int().min(1).meta({ description: "The user's clock at the last change.", example: 42 }),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Task' })
export type Task = z.infer<typeof Task>

export const NewTask = z
  .strictObject({
    id: TaskId.optional(),
    title,
    notes: notes.optional(),
    priority: priority.optional(),
    due_date: dueDate.nullable().optional(),
  })
  .meta({ id: 'NewTask' })
export type NewTask = z.infer<typeof NewTask>

/** What PUT takes: every field that a client owns, absent ones at their defaults. The id is the path's. */
export const TaskReplacement = z
  .strictObject({
    title,
    notes: notes.default(''),
    priority: priority.default(0),
    due_date: dueDate.nullable().default(null),
  })
  .meta({ id: 'TaskReplacement' })
export type TaskReplacement = z.infer<typeof TaskReplacement>

/** JSON Merge Patch (RFC 7396): what is absent stays, `null` clears where a task may be without. */
export const TaskPatch = z
  .strictObject({
    title: title.optional(),
    notes: notes.optional(),
    priority: priority.optional(),
    due_date: dueDate.nullable().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'must change at least one field')
  .meta({ id: 'TaskPatch' })
export type TaskPatch = z.infer<typeof TaskPatch>

export const TaskList = z
  .strictObject({ items: z.array(Task), next_cursor: z.string().nullable() })
  .meta({ id: 'TaskList' })
export type TaskList = z.infer<typeof TaskList>

const views = ['inbox', 'completed', 'trash', 'all'] as const

/** Query parameters arrive as strings; `z.coerce` would also take `0x10`, `1e1` and spaces. */
const wholeNumber = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : text), schema)

export const TaskQuery = z.strictObject({
  view: z.enum(views).default('all').meta({
    description: 'inbox: open. completed: done. trash: deleted. all: everything but the trash.',
  }),
  limit: wholeNumber(z.int().min(1).max(200)).default(50),
  cursor: z
    .string()
    .min(1, 'must not be empty')
    .max(1_000)
    .optional()
    .meta({ description: '`next_cursor` of the page before.' }),
})
export type TaskQuery = z.infer<typeof TaskQuery>
