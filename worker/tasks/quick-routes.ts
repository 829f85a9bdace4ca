// A task in one line of English.
import { createRoute } from '@hono/zod-openapi'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Guard } from '../auth/require-user.ts'
import { atMost, isStorable } from '../fields/schema.ts'
import { created, json, pathOf, refusals, router } from '../router.ts'
import { TimeZone } from '../time-zone/schema.ts'
import { invalid } from '../validation.ts'
import { answerCreate } from './answers.ts'
import { parseQuickAdd } from './quick-add/parse.ts'
import { NewTask, Task, TaskId } from './schema.ts'

const QuickAdd = z
  .strictObject({
    text: z
      .string()
      .refine((text) => text.trim() !== '', 'must not be empty')
      .check(atMost(1_000))
      .refine(isStorable, 'must not contain NUL')
      .meta({ maxLength: 1_000, example: 'Call Mia tomorrow at 9 #family !3' }),
    timezone: TimeZone.default('UTC'),
    week_start: z.enum(['monday', 'saturday', 'sunday']).default('monday'),
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
    list: z.string().nullable().meta({ description: 'The name of a list.', example: null }),
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
      'Understands days and times, `every 2 weeks`, `#label`, `@list`, `!1` to `!4`; what is "quoted" or follows a `\\` ' +
      'stays as it is. `dry_run` gives what was understood, and creates nothing.',
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
    const { text, timezone, week_start, id = uuidv7() } = c.req.valid('json')
    const parse = parseQuickAdd(text, { timezone, weekStart: week_start, now: new Date() })
    if (c.req.valid('query').dry_run === 'true') {
      await c.var.db.check()
      return c.json({ ...parse }, 200)
    }
    const { spans: _, list, ...found } = parse
    const fields = NewTask.safeParse(found)
    if (!fields.success) throw invalid(fields.error)
    const operation = {
      op: 'create',
      id,
      fields: fields.data,
      ...(list !== null && { list }),
    } as const
    return await answerCreate(c, operation, pathOf(c).replace(/\/quick$/, ''))
  })
}
