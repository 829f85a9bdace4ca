// Fields that several rooms share: of tasks, lists and tokens, and of files that contain them.
import * as z from 'zod'
import { isInCalendar } from './calendar-days.ts'
import { limits } from './task-fields.ts'
import { isBlank, isStorable } from './text.ts'

/** Checks a length in code points, as `maxLength` of JSON Schema counts; zod's `.max` does not. */
export const atMost = (maximum: number) =>
  function checkLength({ value, issues }: z.core.ParsePayload<string>): void {
    if ([...value].length <= maximum) return
    const message = `must have at most ${maximum} characters`
    issues.push({
      code: 'too_big',
      origin: 'string',
      maximum,
      inclusive: true,
      input: value,
      message,
    })
  }

/** One line of readable text: trimmed, NFC, without invisible characters, and not blank. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1, 'must not be empty')
    .refine((text) => text.isWellFormed(), 'must not contain half of a surrogate pair')
    .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')
    .refine((text) => text === '' || !isBlank(text), 'must have a character that can be seen')
    .check(atMost(most))

export const Title = line(limits.titleLength)
/** The name of a person, a list or a token. */
export const Name = line(limits.nameLength)
export const Label = line(limits.labelLength)

export const Notes = z
  .string()
  .refine(isStorable, 'must not contain NUL or half of a surrogate pair')
  .check(atMost(limits.notesLength))

export const Priority = z.int().min(0).max(limits.priority)

export const RecurrenceFrom = z.enum(['due', 'completed'])

export const Color = z.enum([
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
])

/** An id, turned to lower case so that it has one spelling (RFC 9562, section 4). Offline clients make UUIDv7. */
export const Id = z.uuid('must be a UUID').overwrite((id) => id.toLowerCase())

/** A calendar day without a time zone. Postgres has no year 0, and zod refuses days that do not exist. */
export const Day = z.iso
  .date({ error: 'must be a day that exists, as YYYY-MM-DD', abort: true })
  .refine(isInCalendar, 'must be a day that exists, as YYYY-MM-DD')
  .meta({ example: '2026-12-24' })

const utc = (text: string) => {
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? text : new Date(milliseconds).toISOString()
}

/** RFC 3339 (section 5.6) allows `t` and `z` in either case. Leaving out the seconds is allowed by ISO 8601. */
export const writtenInFull = (value: unknown) =>
  typeof value === 'string'
    ? value
        .replace(/^[\d-]{10}t[\d:.]+(z|[+-][\d:]+)$/i, (text) => text.toUpperCase())
        .replace(/^([\d-]{10}T\d\d:\d\d)(?=[Z+-])/, '$1:00')
    : value

/**
 * An instant to compare with, as clients write it. It becomes UTC, because Postgres accepts no offset of 16 hours or more and
 * has no year 0.
 */
export const AnyInstant = z
  .preprocess(
    writtenInFull,
    z.iso.datetime({
      offset: true,
      error: 'must be an instant, as 2026-12-24T17:00:00Z',
      abort: true,
    }),
  )
  .overwrite(utc)
  .refine(isInCalendar, 'must be an instant that exists')
  .meta({ example: '2026-12-24T17:00:00Z' })

/** An instant in a response: in UTC, with milliseconds. */
export const UtcInstant = z.iso.datetime().meta({ example: '2026-11-23T14:05:00.000Z' })

export const Rank = z.string().meta({
  description: 'Manual order, to be compared byte by byte; made by the server.',
  example: 'a1',
})

export const Version = z.int().min(1).meta({ description: 'The number in the ETag.', example: 1 })

export const Seq = z
  .int()
  .min(1)
  .meta({ description: "The number of the last change, of the user's sequence.", example: 42 })

/** Query parameters arrive as strings; `z.coerce` would also take `0x10`, `1e1` and spaces. */
export const wholeNumber = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (text) => (typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : text),
    schema,
  )

/** Where the next page begins. Only cursor.ts reads its content. */
export const Cursor = z
  .string()
  .min(1, 'must not be empty')
  .max(1_000)
  .optional()
  .meta({ description: '`next_cursor` of the page before, with the same filters.' })

/** A field of a merge patch: `null` removes it (RFC 7396), so that it has its default again. */
export const orDefault = <Schema extends z.ZodType>(schema: Schema, value: z.output<Schema>) =>
  schema.nullable().transform((given) => (given === null ? value : given) as z.output<Schema>)
