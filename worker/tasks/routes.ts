// The task API: the contract and the handler of each operation, on one screen. The other *-routes.ts have the rest.
import { createRoute } from '@hono/zod-openapi'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { ifMatch, onlyIfNew, onlyIfThere, versionMismatch } from '../conditional.ts'
import type { Cursors } from '../cursor.ts'
import { StatementRefused } from '../db/failures.ts'
import { TaskId } from '../domain/task-shapes.ts'
import type { Guard } from '../guard.ts'
import { preferring } from '../prefer.ts'
import { Problem } from '../problem.ts'
import { answerPage, answerRead } from '../resource.ts'
import {
  conditional,
  conditionalGet,
  conditionalPut,
  created,
  json,
  mergePatch,
  noQuery,
  refusals,
  router,
  tagged,
} from '../router.ts'
import { invalidField } from '../validation.ts'
import { actions } from './action-routes.ts'
import { batch } from './batch-routes.ts'
import { listTasks } from './page.ts'
import { TaskQuery } from './query/schema.ts'
import { quickAdd } from './quick-routes.ts'
import { answerChange, answerCreate } from './responses.ts'
import { NewTask, Task, TaskList, TaskPatch, TaskReplacement } from './schema.ts'
import { findTask, writeTask } from './store.ts'

const params = z.object({ id: TaskId })
const tags = ['Tasks']

export function tasks(guard: Guard, cursors: Cursors) {
  const list = createRoute({
    method: 'get',
    path: '/',
    tags,
    summary: 'List tasks: filter, search, sort, page',
    middleware: guard('tasks:read'),
    request: { query: TaskQuery },
    responses: { 200: json(TaskList, 'A page of tasks'), ...refusals(401, 403, 422, 429) },
  })
  const create = createRoute({
    method: 'post',
    path: '/',
    tags,
    summary: 'Create a task',
    description:
      'With an `id` of your own, or an `Idempotency-Key`, a repeated call creates one task.',
    middleware: [guard('tasks:write'), noQuery] as const,
    request: {
      headers: z.object(preferring),
      body: { required: true, content: { 'application/json': { schema: NewTask } } },
    },
    responses: {
      200: tagged(Task, 'An earlier call with this id and these fields created it'),
      201: created(Task),
      ...refusals(401, 403, 409, 422, 429),
    },
  })
  const read = createRoute({
    method: 'get',
    path: '/{id}',
    tags,
    summary: 'Read a task',
    middleware: [guard('tasks:read'), noQuery] as const,
    request: { params, headers: conditionalGet },
    responses: {
      200: tagged(Task, 'The task'),
      304: { description: 'The version of `If-None-Match` is still the current one' },
      ...refusals(401, 403, 404, 412, 422, 429),
    },
  })
  const patch = createRoute({
    method: 'patch',
    path: '/{id}',
    tags,
    summary: 'Change a task',
    description: 'JSON Merge Patch (RFC 7396): absent fields stay as they are.',
    middleware: [guard('tasks:write'), noQuery] as const,
    request: {
      params,
      headers: conditional.extend(preferring),
      body: mergePatch(TaskPatch),
    },
    responses: { 200: tagged(Task, 'Changed'), ...refusals(401, 403, 404, 412, 422, 429) },
  })
  const put = createRoute({
    method: 'put',
    path: '/{id}',
    tags,
    summary: 'Create or replace a task',
    description: 'Absent fields are set to their defaults; completion and trash stay as they are.',
    middleware: [guard('tasks:write'), noQuery] as const,
    request: {
      params,
      headers: conditionalPut.extend(preferring),
      body: { required: true, content: { 'application/json': { schema: TaskReplacement } } },
    },
    responses: {
      200: tagged(Task, 'Replaced'),
      201: created(Task),
      ...refusals(401, 403, 404, 412, 422, 429),
    },
  })
  const remove = createRoute({
    method: 'delete',
    path: '/{id}',
    tags,
    summary: 'Move a task to the trash, or delete it for good',
    description:
      'Its subtasks go along. Of a task that was deleted for good only a tombstone is left, in `changes`.',
    middleware: guard('tasks:delete'),
    request: {
      params,
      headers: conditional,
      query: z.strictObject({
        permanent: z
          .enum(['true', 'false'])
          .optional()
          .meta({ description: '`true`: for good, whether it is in the trash or not.' }),
      }),
    },
    responses: { 204: { description: 'Deleted' }, ...refusals(401, 403, 404, 412, 422, 429) },
  })

  return router()
    .openapi(list, (c) => {
      const { cursor, ...query } = c.req.valid('query')
      const { limit: _, ...filter } = query
      const page = { cursors, cursor, of: 'tasks', filter: JSON.stringify(filter) }
      return answerPage(c, page, (after) =>
        listTasks(c.var.db, { query, after }).catch(unanswerable),
      )
    })
    .openapi(create, (c) => {
      const { id = uuidv7(), ...fields } = c.req.valid('json')
      return answerCreate(c, { op: 'create', id, fields })
    })
    .openapi(read, async (c) => answerRead(c, await findTask(c.var.db, c.req.valid('param').id)))
    .openapi(patch, (c) => {
      const fields = c.req.valid('json')
      const { id } = c.req.valid('param')
      return answerChange(c, { op: 'update', id, versions: ifMatch(c), fields })
    })
    .openapi(put, (c) => {
      const { id } = c.req.valid('param')
      const fields = c.req.valid('json')
      const onlyNew = onlyIfNew(c)
      if (onlyIfThere(c)) {
        const operation = { op: 'update', id, versions: ifMatch(c), fields } as const
        return answerChange(c, operation).catch(missing)
      }
      return answerCreate(c, { op: 'replace', id, fields, onlyNew })
    })
    .openapi(remove, async (c) => {
      const op = c.req.valid('query').permanent === 'true' ? 'purge' : 'delete'
      await writeTask(c.var.db, { op, id: c.req.valid('param').id, versions: ifMatch(c) })
      return c.body(null, 204)
    })
    .route('/', actions(guard))
    .route('/', batch(guard))
    .route('/', quickAdd(guard))
}

/** `If-Match: *` asks for any version of a task that exists (RFC 9110, section 13.1.1). */
function missing(error: unknown): never {
  throw error instanceof Problem && error.code === 'not_found' ? versionMismatch(null) : error
}

/** @throws Problem `validation_failed` if a search has no word, or Postgres does not know the time zone */
function unanswerable(error: unknown): never {
  const isZone = error instanceof StatementRefused && error.code === '22023'
  if (!isZone && !(error instanceof RangeError)) throw error
  const query = { in: 'query', cause: error } as const
  throw isZone
    ? invalidField('/timezone', 'must be a time zone, as Europe/Berlin', query)
    : invalidField('/q', 'must have a letter, a digit or a symbol', query)
}
