// Actions on a task: everything but changes of its fields.
import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { ifMatch } from '../conditional.ts'
import { TaskId } from '../domain/task-shapes.ts'
import { TimeZone } from '../domain/time-zone.ts'
import type { Guard } from '../guard.ts'
import { preferring } from '../prefer.ts'
import { conditional, noQuery, refusals, router, tagged } from '../router.ts'
import { answerChange } from './responses.ts'
import { Task, TaskMove } from './schema.ts'

const params = z.object({ id: TaskId })
const tags = ['Tasks']
const responses = {
  200: tagged(Task, 'Done, or so already'),
  ...refusals(401, 403, 404, 409, 412, 422, 429),
}
/** Only restoring is allowed in the trash. */
const onlyOutside = 'One in the trash is `409 task_in_trash`: restore it first.'

export function actions(guard: Guard) {
  const complete = createRoute({
    method: 'post',
    path: '/{id}/complete',
    tags,
    summary: 'Complete a task',
    description:
      'One that repeats goes on to its next day instead, and its subtasks are open again. Send `If-Match` or an ' +
      '`Idempotency-Key` with it: without, a repeated call completes the next one. ' +
      onlyOutside,
    middleware: guard('tasks:write'),
    request: {
      params,
      headers: conditional.extend(preferring),
      query: z.strictObject({
        timezone: TimeZone.optional().meta({
          description:
            'Where it is today, for a repeat without a time zone of its own. UTC by default.',
        }),
      }),
    },
    responses,
  })
  const move = createRoute({
    method: 'post',
    path: '/{id}/move',
    tags,
    summary: 'Move a task to another list, parent or place',
    description: `A subtask that is put into a list leaves its parent; a task takes its subtasks along. ${onlyOutside}`,
    middleware: [guard('tasks:write'), noQuery] as const,
    request: {
      params,
      headers: conditional.extend(preferring),
      body: { required: true, content: { 'application/json': { schema: TaskMove } } },
    },
    responses,
  })
  const action = <Path extends string>(path: Path, summary: string, description = '') =>
    createRoute({
      method: 'post',
      path,
      tags,
      summary,
      description,
      middleware: [guard('tasks:write'), noQuery] as const,
      request: { params, headers: conditional.extend(preferring) },
      responses,
    })

  return router()
    .openapi(complete, (c) => {
      const { timezone } = c.req.valid('query')
      const { id } = c.req.valid('param')
      return answerChange(c, { op: 'complete', id, versions: ifMatch(c), timezone })
    })
    .openapi(action('/{id}/reopen', 'Reopen a completed task', onlyOutside), (c) =>
      answerChange(c, { op: 'reopen', id: c.req.valid('param').id, versions: ifMatch(c) }),
    )
    .openapi(action('/{id}/restore', 'Take a task out of the trash'), (c) =>
      answerChange(c, { op: 'restore', id: c.req.valid('param').id, versions: ifMatch(c) }),
    )
    .openapi(move, (c) => {
      const fields = c.req.valid('json')
      const { id } = c.req.valid('param')
      return answerChange(c, { op: 'move', id, versions: ifMatch(c), fields })
    })
}
