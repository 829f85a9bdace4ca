// Creates a task from one line of English.
import { createRoute } from '@hono/zod-openapi'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { atMost } from '../domain/fields.ts'
import { isInbox, parseQuickAdd } from '../domain/quick-add/parse.ts'
import { limits } from '../domain/task-fields.ts'
import { TaskId } from '../domain/task-shapes.ts'
import { isStorable } from '../domain/text.ts'
import { TimeZone } from '../domain/time-zone.ts'
import type { Guard } from '../guard.ts'
import { Problem } from '../problem.ts'
import { created, json, refusals, router } from '../router.ts'
import { invalid, invalidField } from '../validation.ts'
import { answerCreate } from './responses.ts'
import { NewTask, Task } from './schema.ts'

const QuickAdd = z
  .strictObject({
    text: z
      .string()
      .refine((text) => text.trim() !== '', 'must not be empty')
      .check(atMost(limits.lineLength))
      .refine(isStorable, 'must not contain NUL')
      .meta({ maxLength: limits.lineLength, example: 'Call Mia tomorrow at 9 #family !3' }),
    timezone: TimeZone.default('UTC'),
    week_start: z.enum(['monday', 'saturday', 'sunday']).default('monday'),
    date_order: z.enum(['mdy', 'dmy']).default('mdy').meta({
      description:
        'Which comes first in figures with slashes, the month or the day: `5/6` is 6 May as `mdy` and 5 June as `dmy`.',
    }),
    id: TaskId.optional(),
  })
  .meta({ id: 'QuickAdd' })

const { title, due_date, due_at, due_timezone, priority, labels, recurrence, recurrence_from } =
  Task.shape
const span = z.strictObject({
  start: z.int().meta({ description: 'In UTF-16 units, as strings of JavaScript count.' }),
  end: z.int(),
  kind: z.enum(['due', 'priority', 'label', 'list', 'recurrence']),
})

const QuickAddParse = z
  .strictObject({
    title,
    due_date,
    due_at,
    due_timezone,
    priority,
    labels,
    list: z.string().nullable().meta({
      description: 'The name of a list. `Inbox`, in any case, is no list but the Inbox.',
      example: null,
    }),
    recurrence,
    recurrence_from,
    spans: z.array(span).meta({ description: 'Which parts of the text were understood.' }),
  })
  .meta({ id: 'QuickAddParse' })

export function quickAdd(guard: Guard) {
  const add = createRoute({
    method: 'post',
    path: '/quick',
    tags: ['Tasks'],
    summary: 'Create a task from one line of English',
    description:
      'Understands days and times, `every 2 weeks`, `#label`, `@list` (`@Inbox` for none), `!1` to `!4`, and `p1` to `p4` ' +
      'with `p1` as the highest. A date is taken only if every word that changes it was understood: else all of it stays ' +
      'in the title. What is "quoted" or follows a `\\` stays as it is. `dry_run` gives what was understood, and creates ' +
      'nothing.',
    middleware: guard('tasks:write'),
    request: {
      query: z.strictObject({
        dry_run: z
          .enum(['true', 'false'])
          .optional()
          .meta({ description: '`true`: what would be understood, and nothing is created.' }),
      }),
      body: { required: true, content: { 'application/json': { schema: QuickAdd } } },
    },
    responses: {
      200: json(z.union([Task, QuickAddParse]), 'Understood, or an earlier call created it'),
      201: created(Task),
      ...refusals(401, 403, 409, 422, 429),
    },
  })
  return router().openapi(add, async (c) => {
    const { text, timezone, week_start, date_order, id = uuidv7() } = c.req.valid('json')
    const parse = parseQuickAdd(text, {
      timezone,
      weekStart: week_start,
      dateOrder: date_order,
      now: new Date(),
    })
    if (c.req.valid('query').dry_run === 'true') {
      await c.var.db.check()
      return c.json({ ...parse }, 200)
    }
    const { spans: _, list, ...found } = parse
    const fields = NewTask.safeParse(found)
    if (!fields.success) throw invalid(fields.error)
    const named = list === null || isInbox(list) ? undefined : list
    const operation = { op: 'create', id, fields: fields.data, list: named } as const
    return await answerCreate(c, operation).catch((error) => {
      throw named === undefined ? error : namingList(error, named)
    })
  })
}

/** Names the list, which the database's refusal does not know. */
function namingList(error: unknown, list: string): unknown {
  const isOfList =
    error instanceof Problem && error.members.errors?.some(({ pointer }) => pointer === '/text')
  if (!isOfList) return error
  return invalidField('/text', `names a list that does not exist: ${list}`, { cause: error })
}
