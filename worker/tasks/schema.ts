// The one truth about a task's shape: request validation, OpenAPI component, client type and form rule.
import * as z from 'zod'
import {
  Day,
  Id,
  Label,
  maxLabels,
  maxLength,
  Notes,
  orDefault,
  Priority,
  Rank,
  RecurrenceFrom,
  Seq,
  Title,
  UtcInstant,
  Version,
  writtenInFull,
} from '../domain/fields.ts'
import { type Due, Recurrence, settleRecurrence } from '../domain/recurrence/rule.ts'
import { TimeZone } from '../domain/time-zone.ts'

export const TaskId = Id.meta({
  description: 'UUID, best version 7.',
  example: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10',
})

const title = Title.meta({
  description: 'What is to be done. Trimmed, NFC.',
  maxLength: maxLength.title,
  example: 'Call Mia',
})

const notes = Notes.meta({
  description: 'Markdown source, stored as sent.',
  maxLength: maxLength.notes,
  example: '',
})

const priority = Priority.meta({ description: '0 is none, 4 is the highest.', example: 0 })

const isInstant = (text: string) => /^(?!0000)\d{4}-/.test(utc(text))
const utc = (text: string) => {
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? text : new Date(milliseconds).toISOString()
}

/** An instant as clients may write it (RFC 3339, with any offset); it is answered in UTC with milliseconds. */
const Instant = z
  .preprocess(
    writtenInFull,
    z.iso.datetime({
      offset: true,
      error: 'must be an instant that exists, as 2026-12-24T17:00:00Z',
      abort: true,
    }),
  )
  .refine((text) => !/\.\d{4}/.test(text), 'must have no more than milliseconds')
  .refine(isInstant, 'must be an instant that exists, as 2026-12-24T17:00:00Z')
  .overwrite(utc)
  .meta({ example: '2026-12-24T16:00:00.000Z' })

const label = Label.meta({ maxLength: maxLength.label, example: 'home' })

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
    .array(label)
    .max(maxLabels, `must have at most ${maxLabels} labels`)
    .overwrite((labels) => [...new Set(labels)])
    .meta({ description: 'A set.', example: ['home'] }),
  recurrence: Recurrence.nullable().meta({ example: null }),
  recurrence_from: RecurrenceFrom.meta({
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
    due_at: UtcInstant.nullable().meta({ example: null }),
    due_timezone: z.string().nullable().meta({ example: null }),
    labels: client.labels,
    rank: Rank,
    recurrence: z.string().nullable().meta({ example: null }),
    recurrence_from: client.recurrence_from,
    completed_at: UtcInstant.nullable().meta({ example: null }),
    deleted_at: UtcInstant.nullable().meta({
      description: 'When it went to the trash.',
      example: null,
    }),
    version: Version,
    seq: Seq,
    created_at: UtcInstant,
    updated_at: UtcInstant,
  })
  .meta({ id: 'Task' })
export type Task = z.infer<typeof Task>

/** The minimal form of a task that was written (`Prefer: return=minimal`). */
export const WrittenTask = z.strictObject({ id: TaskId, version: Version, seq: Seq })
export type WrittenTask = z.infer<typeof WrittenTask>

interface Repeat extends Due {
  recurrence?: string | null | undefined
}

/** What the fields of a whole task must be to each other. Of a patch, the database tells (store.ts). */
function checkDue(task: Repeat, context: z.RefinementCtx<Repeat>): void {
  const wrong = (path: keyof Repeat, message: string) =>
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
  .check(settleRecurrence)
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
  .check(settleRecurrence)
  .meta({ id: 'TaskReplacement' })
export type TaskReplacement = z.infer<typeof TaskReplacement>

/** JSON Merge Patch (RFC 7396): what is absent stays, and `null` sets a field to what it is without a value. */
export const TaskPatch = z
  .strictObject({
    ...partial,
    notes: orDefault(notes, '').optional(),
    priority: orDefault(priority, 0).optional(),
    labels: orDefault(client.labels, []).optional(),
    recurrence_from: orDefault(client.recurrence_from, 'due').optional(),
  })
  .check(settleRecurrence)
  .meta({ id: 'TaskPatch' })
export type TaskPatch = z.infer<typeof TaskPatch>

/** At least one of them: where to, and after which task. */
export const TaskMove = z
  .strictObject({
    list_id: TaskId.nullable().optional(),
    parent_id: TaskId.nullable().optional(),
    after_id: TaskId.nullable().optional().meta({
      description:
        'The task to come after; `null`: to the top. Absent: to the end, if it goes elsewhere.',
    }),
  })
  .refine((move) => Object.keys(move).length > 0, 'must say where to')
  .meta({ id: 'TaskMove', minProperties: 1 })
export type TaskMove = z.infer<typeof TaskMove>

export const TaskList = z
  .strictObject({ items: z.array(Task), next_cursor: z.string().nullable() })
  .meta({ id: 'TaskList' })
export type TaskList = z.infer<typeof TaskList>
