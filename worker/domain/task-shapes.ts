// The zod shapes of a task's fields, and of the requests that contain them. A field that is missing here or in task-fields.ts
// does not compile.
import * as z from 'zod'
import { isInCalendar } from './calendar-days.ts'
import {
  Day,
  Id,
  Label,
  Notes,
  orDefault,
  Priority,
  RecurrenceFrom,
  Title,
  writtenInFull,
} from './fields.ts'
import { Recurrence } from './recurrence/rule.ts'
import { limits, type TaskFields, taskDefaults } from './task-fields.ts'
import { TimeZone } from './time-zone.ts'

export const TaskId = Id.meta({
  description: 'UUID, best version 7.',
  example: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10',
})

const isInstant = (text: string) => isInCalendar(utc(text))
const utc = (text: string) => {
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? text : new Date(milliseconds).toISOString()
}

/** An instant as clients write it (RFC 3339, with any offset). Responses have it in UTC with milliseconds. */
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

/** Exactly one shape for each field. */
type Shapes = { [Name in keyof TaskFields]: z.ZodType<TaskFields[Name]> }

export const taskShapes = {
  title: Title.meta({
    description: 'What is to be done. Trimmed, NFC.',
    maxLength: limits.titleLength,
    example: 'Call Mia',
  }),
  notes: Notes.meta({
    description: 'Markdown source, stored as sent.',
    maxLength: limits.notesLength,
    example: '',
  }),
  list_id: TaskId.nullable().meta({
    description: 'The list it lies in; null is the Inbox.',
    example: null,
  }),
  parent_id: TaskId.nullable().meta({
    description:
      'The task that it is a subtask of. There is one level, and a subtask lies in the list of its parent.',
    example: null,
  }),
  priority: Priority.meta({ description: '0 is none, 4 is the highest.', example: 0 }),
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
    .array(Label.meta({ maxLength: limits.labelLength, example: 'home' }))
    .max(limits.labels, `must have at most ${limits.labels} labels`)
    .overwrite((labels) => [...new Set(labels)])
    .meta({ description: 'A set.', example: ['home'] }),
  recurrence: Recurrence.nullable().meta({ example: null }),
  recurrence_from: RecurrenceFrom.meta({
    description: 'Whether a repeat counts from the day on which it was due, or was completed.',
    example: 'due',
  }),
} satisfies Shapes

type Defaults = typeof taskDefaults
const defaultOf = (name: string) => taskDefaults[name as keyof Defaults] as never

/** An absent field has its default. Only the title is required. */
export const withDefaults = <Given extends Shapes>(shapes: Given) =>
  // The type says of each field what the loop does.
  Object.fromEntries(
    Object.entries<z.ZodType>(shapes).map(([name, shape]) => [
      name,
      name === 'title' ? shape : shape.default(defaultOf(name)),
    ]),
  ) as {
    [Name in keyof Shapes]: Name extends keyof Defaults ? z.ZodDefault<Given[Name]> : Given[Name]
  }

/** An absent field stays as it is, and null sets it to its default. */
export const forPatch = <Given extends Shapes>(shapes: Given) =>
  // The type says of each field what the loop does.
  Object.fromEntries(
    Object.entries<z.ZodType>(shapes).map(([name, shape]) => [
      name,
      (name === 'title' || defaultOf(name) === null
        ? shape
        : orDefault(shape, defaultOf(name))
      ).optional(),
    ]),
  ) as {
    [Name in keyof Shapes]: z.ZodOptional<
      Name extends NeverNull ? ReturnType<typeof orDefault<Given[Name]>> : Given[Name]
    >
  }

/** Fields that are never null. */
type NeverNull = {
  [Name in keyof Defaults]: null extends Defaults[Name] ? never : Name
}[keyof Defaults]
