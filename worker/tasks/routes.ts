// The task API: each operation's contract and its handler on one screen.
import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Guard, GuardedEnv } from '../auth/require-user.ts'
import { etag, ifMatch, isFresh, onlyIfNew, versionMismatch } from '../conditional.ts'
import type { Cursors } from '../cursor.ts'
import { Problem } from '../problem.ts'
import {
  conditional,
  conditionalPut,
  conditionalRead,
  created,
  json,
  mergePatch,
  noQuery,
  refusals,
  router,
  tagged,
} from '../router.ts'
import { NewTask, Task, TaskId, TaskList, TaskPatch, TaskQuery, TaskReplacement } from './schema.ts'
import {
  type Change,
  changeTask,
  findTask,
  insertTask,
  listTasks,
  orderOf,
  type Position,
} from './store.ts'

const params = z.object({ id: TaskId })
const tags = ['Tasks']

export function tasks(guard: Guard, cursors: Cursors) {
  const list = createRoute({
    method: 'get',
    path: '/',
    tags,
    summary: 'List tasks, newest first',
    middleware: guard('tasks:read'),
    request: { query: TaskQuery },
    responses: { 200: json(TaskList, 'A page of tasks'), ...refusals(401, 403, 422, 429) },
  })
  const create = createRoute({
    method: 'post',
    path: '/',
    tags,
    summary: 'Create a task',
    description: 'With an `id` of your own a repeated call creates one task.',
    middleware: [guard('tasks:write'), noQuery] as const,
    request: { body: { required: true, content: { 'application/json': { schema: NewTask } } } },
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
    request: { params, headers: conditionalRead },
    responses: {
      200: tagged(Task, 'The task'),
      304: { description: 'The version of `If-None-Match` is still the current one' },
      ...refusals(401, 403, 404, 422, 429),
    },
  })
  const patch = createRoute({
    method: 'patch',
    path: '/{id}',
    tags,
    summary: 'Change a task',
    description: 'JSON Merge Patch (RFC 7396): absent fields stay as they are.',
    middleware: [guard('tasks:write'), noQuery] as const,
    request: { params, headers: conditional, body: mergePatch(TaskPatch) },
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
      headers: conditionalPut,
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
    summary: 'Move a task to the trash',
    middleware: [guard('tasks:delete'), noQuery] as const,
    request: { params, headers: conditional },
    responses: { 204: { description: 'In the trash' }, ...refusals(401, 403, 404, 412, 422, 429) },
  })
  const action = <Path extends string>(path: Path, summary: string) =>
    createRoute({
      method: 'post',
      path,
      tags,
      summary,
      middleware: [guard('tasks:write'), noQuery] as const,
      request: { params, headers: conditional },
      responses: {
        200: tagged(Task, 'Done, or so already'),
        ...refusals(401, 403, 404, 412, 422, 429),
      },
    })

  return router()
    .openapi(list, async (c) => {
      const { view, limit, cursor } = c.req.valid('query')
      const binding = [c.var.claims.sub, view]
      const after = cursor ? position(await cursors.open(cursor, binding)) : undefined
      const found = await listTasks(c.var.db, { view, limit: limit + 1, after })
      const items = found.slice(0, limit)
      const last = found.length > limit ? items.at(-1) : undefined
      const next = last && (await cursors.seal([last[orderOf[view]] ?? '', last.id], binding))
      if (next) c.header('Link', nextLink(c.req.url, next))
      return c.json({ items, next_cursor: next ?? null }, 200)
    })
    .openapi(create, async (c) => {
      const wanted = c.req.valid('json')
      const { task, created } = await insertTask(c.var.db, { ...wanted, id: wanted.id ?? uuidv7() })
      if (!created && !isSame(task, wanted)) throw new Problem('task_exists', { current: task })
      c.header('ETag', etag(task.version))
      if (!created) return c.json(task, 200)
      c.header('Location', `${new URL(c.req.url).pathname}/${task.id}`)
      return c.json(task, 201)
    })
    .openapi(read, async (c) => {
      const task = await findTask(c.var.db, c.req.valid('param').id)
      if (!task) throw new Problem('not_found')
      c.header('ETag', etag(task.version))
      return isFresh(c, task.version) ? c.body(null, 304) : c.json(task, 200)
    })
    .openapi(patch, (c) => changed(c, c.req.valid('param').id, c.req.valid('json')))
    .openapi(put, async (c) => {
      const id = c.req.valid('param').id
      const replacement = c.req.valid('json')
      const versions = ifMatch(c)
      if (versions) return await changed(c, id, replacement, versionMismatch(null))
      const replace = !onlyIfNew(c)
      const { task, created } = await insertTask(c.var.db, { ...replacement, id }, { replace })
      if (!created && !replace) throw versionMismatch(task)
      c.header('ETag', etag(task.version))
      if (!created) return c.json(task, 200)
      c.header('Location', new URL(c.req.url).pathname)
      return c.json(task, 201)
    })
    .openapi(remove, async (c) => {
      await changed(c, c.req.valid('param').id, { deleted_at: 'now' })
      return c.body(null, 204)
    })
    .openapi(action('/{id}/complete', 'Complete a task'), (c) =>
      changed(c, c.req.valid('param').id, { completed_at: 'now' }),
    )
    .openapi(action('/{id}/reopen', 'Reopen a completed task'), (c) =>
      changed(c, c.req.valid('param').id, { completed_at: null }),
    )
    .openapi(action('/{id}/restore', 'Take a task out of the trash'), (c) =>
      changed(c, c.req.valid('param').id, { deleted_at: null }),
    )
}

/** @throws Problem `missing` where there is no such task, `version_mismatch` with the task as it is */
async function changed(
  c: Context<GuardedEnv>,
  id: string,
  change: Change,
  missing = new Problem('not_found'),
) {
  const written = await changeTask(c.var.db, { id, change, versions: ifMatch(c) })
  if (written.outcome === 'missing') throw missing
  if (written.outcome === 'mismatch') throw versionMismatch(written.task)
  c.header('ETag', etag(written.task.version))
  return c.json(written.task, 200)
}

/** A repeated create: every field that was sent is what the task still says. */
const isSame = (task: Task, wanted: NewTask) =>
  NewTask.keyof().options.every(
    (field) => wanted[field] === undefined || wanted[field] === task[field],
  )

const position = ([at = '', id = '']: string[]): Position => [at, id]

function nextLink(url: string, cursor: string): string {
  const next = new URL(url)
  next.searchParams.set('cursor', cursor)
  return `<${next.pathname}${next.search}>; rel="next"`
}
