// The parameters of a list of tasks.
import * as z from 'zod'
import { AnyInstant, atMost, Cursor, Day, Id, Priority, wholeNumber } from '../../domain/fields.ts'
import { limits } from '../../domain/task-fields.ts'
import { isStorable } from '../../domain/text.ts'
import { TimeZone } from '../../domain/time-zone.ts'

export const views = [
  'inbox',
  'due',
  'today',
  'upcoming',
  'overdue',
  'completed',
  'trash',
  'all',
] as const
export type View = (typeof views)[number]

const orders = ['rank', 'due', 'priority', 'created', 'updated', 'title'] as const
const sorts = orders.flatMap((order) => [order, `-${order}`] as const)

const idOrNone = z
  .union([z.literal('none'), Id], {
    error: 'must be a UUID, or none',
  })
  .meta({ example: 'none' })

const maxQuery = 400

export const TaskQuery = z.strictObject({
  view: z
    .enum(views)
    .default('all')
    .meta({
      description:
        'inbox: open, in no list, subtasks too (not with `parent_id=none`). overdue, today, upcoming: open, and due on ' +
        'a day before, on, or after today: each in one of them, and today for all of its day, also once its time has ' +
        'passed. due: overdue and today in one, as Today in the app. completed: done. trash: deleted. all: everything ' +
        'but the trash.',
    }),
  timezone: TimeZone.default('UTC').meta({
    description: 'Where it is today, and where the day of a `due_at` is read.',
    example: 'Europe/Berlin',
  }),
  list_id: idOrNone.optional().meta({ description: '`none` is the Inbox.' }),
  parent_id: idOrNone.optional().meta({ description: 'Subtasks of a task; `none`: no subtasks.' }),
  label: z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z
        .array(z.string().min(1).max(200).refine(isStorable, 'must be a label'))
        .max(limits.labels)
        .optional(),
    )
    .meta({ description: 'May be repeated: all must match.', example: ['home'] }),
  priority: wholeNumber(Priority).optional(),
  due_before: Day.optional().meta({ description: 'Due before this day, on its own clock.' }),
  due_after: Day.optional().meta({ description: 'Due after this day, on its own clock.' }),
  updated_after: AnyInstant.optional().meta({ description: 'Changed after this instant.' }),
  q: z
    .string()
    .min(1, 'must not be empty')
    .check(atMost(maxQuery))
    .refine(isStorable, 'must not contain NUL or half of a surrogate pair')
    .optional()
    .meta({
      description:
        'Words of the title or the notes, all of them, each also as the beginning of one. Case and accents do not matter.',
      maxLength: maxQuery,
      example: 'call mia',
    }),
  sort: z
    .enum(sorts)
    .optional()
    .meta({ description: 'Ascending, or descending with `-`. Each view has an order of its own.' }),
  limit: wholeNumber(z.int().min(1).max(200)).default(50),
  cursor: Cursor,
})
export type TaskQuery = z.infer<typeof TaskQuery>
