// Writes several tasks in one call, all or none.
import { createRoute } from '@hono/zod-openapi'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { mostOperations } from '../domain/request-limits.ts'
import { TaskId } from '../domain/task-shapes.ts'
import { TimeZone } from '../domain/time-zone.ts'
import { type Guard, requireScope } from '../guard.ts'
import { preferring, prefersMinimal, tellPreference } from '../prefer.ts'
import { Problem } from '../problem.ts'
import { json, noQuery, refusals, router } from '../router.ts'
import { NewTask, Task, TaskMove, TaskPatch, WrittenTask } from './schema.ts'
import { type Operation, OperationRefused, type Written, writeTasks } from './store.ts'

const versions = z
  .int()
  .min(1)
  .max(2_147_483_647)
  .optional()
  .meta({ description: 'Only if the version is still this one.', example: 1 })

const BatchOperation = z
  .discriminatedUnion('op', [
    z
      .strictObject({
        op: z.literal('create'),
        id: TaskId.optional().meta({ description: 'May stand here or in the body.' }),
        body: NewTask,
      })
      .refine(({ id, body }) => !id || !body.id || id === body.id, {
        path: ['id'],
        message: 'must be the id of the body, where that has one',
      }),
    z.strictObject({ op: z.literal('update'), id: TaskId, if_match: versions, body: TaskPatch }),
    z.strictObject({
      op: z.literal('complete'),
      id: TaskId,
      if_match: versions,
      timezone: TimeZone.optional().meta({ description: 'As of `/complete`.' }),
    }),
    z.strictObject({ op: z.literal('reopen'), id: TaskId, if_match: versions }),
    z.strictObject({ op: z.literal('move'), id: TaskId, if_match: versions, body: TaskMove }),
    z.strictObject({
      op: z.literal('delete'),
      id: TaskId,
      if_match: versions,
      permanent: z.boolean().optional().meta({ description: 'For good, and not to the trash.' }),
    }),
    z.strictObject({ op: z.literal('restore'), id: TaskId, if_match: versions }),
  ])
  .meta({ id: 'BatchOperation' })
type BatchOperation = z.infer<typeof BatchOperation>

const Batch = z
  .strictObject({
    operations: z
      .array(BatchOperation)
      .min(1, 'must have at least one operation')
      .max(mostOperations, `must have at most ${mostOperations} operations`),
  })
  .meta({ id: 'Batch' })

const BatchResult = z
  .strictObject({
    results: z.array(
      z.strictObject({
        status: z.int().meta({ description: 'What it would be alone.', example: 201 }),
        resource: Task.optional().meta({
          description: 'Absent after a delete for good, and in the minimal form.',
        }),
        id: TaskId.optional().meta({ description: 'In the minimal form.' }),
        version: WrittenTask.shape.version.optional().meta({
          description: 'In the minimal form; absent after a delete for good.',
        }),
        seq: WrittenTask.shape.seq.optional().meta({
          description: 'In the minimal form; absent after a delete for good.',
        }),
      }),
    ),
  })
  .meta({ id: 'BatchResult' })

export function batch(guard: Guard) {
  const run = createRoute({
    method: 'post',
    path: '/batch',
    tags: ['Tasks'],
    summary: `Up to ${mostOperations} writes to tasks, all or none`,
    description:
      'In order. Where one is refused, nothing is done: the problem is that of the one refused, `index` says which it ' +
      'is, from 0, and pointers begin with its place. A delete needs `tasks:delete` as well. With `Prefer: return=minimal` ' +
      'the results have `status`, `id`, `version` and `seq`, as they also have where all would be over 1 MB.',
    middleware: [guard('tasks:write'), noQuery] as const,
    request: {
      headers: z.object(preferring),
      body: { required: true, content: { 'application/json': { schema: Batch } } },
    },
    responses: {
      200: json(BatchResult, 'All of them are done'),
      ...refusals(401, 403, 404, 409, 412, 422, 429),
    },
  })
  return router().openapi(run, async (c) => {
    const { operations } = c.req.valid('json')
    if (operations.some(({ op }) => op === 'delete')) requireScope(c, 'tasks:delete')
    const wanted = prefersMinimal(c)
    const writes = operations.map(asOperation)
    const written = await writeTasks(c.var.db, writes, { minimal: wanted }).catch(naming)
    const minimal = wanted || written.some((one) => one.minimal)
    tellPreference(c, minimal)
    const results = written.map((one, index) =>
      minimal ? inBrief(one, writes[index]?.id) : inFull(one),
    )
    return c.json({ results }, 200)
  })
}

const statusOf = ({ created, resource }: Written) => (resource ? (created ? 201 : 200) : 204)

function inFull(written: Written) {
  const { minimal, resource } = written
  return { status: statusOf(written), ...(!minimal && resource && { resource }) }
}

/** @param sent the id of a task that no longer exists */
function inBrief(written: Written, sent: string | undefined) {
  const status = statusOf(written)
  if (!written.resource) return { status, ...(sent && { id: sent }) }
  const { id, version, seq } = written.resource
  return { status, id, version, seq }
}

function asOperation(operation: BatchOperation): Operation {
  if (operation.op === 'create') {
    const { id, ...fields } = operation.body
    return { op: 'create', id: operation.id ?? id ?? uuidv7(), fields }
  }
  const { op, id, if_match } = operation
  const versions = if_match === undefined ? undefined : [if_match]
  switch (op) {
    case 'update':
      return { op, id, versions, fields: operation.body }
    case 'move':
      return { op, id, versions, fields: operation.body }
    case 'complete':
      return { op, id, versions, timezone: operation.timezone }
    case 'delete':
      return { op: operation.permanent ? 'purge' : 'delete', id, versions }
    default:
      return { op, id, versions }
  }
}

/** Turns the problem of one operation into one of the batch, with pointers into its body. */
function naming(error: unknown): never {
  if (!(error instanceof OperationRefused)) throw error
  const { index, problem } = error
  const { errors, ...members } = problem.members
  const named = errors?.map((one) => ({
    ...one,
    pointer: `/operations/${index}/body${one.pointer}`,
  }))
  throw new Problem(
    problem.code,
    { ...members, index, ...(named && { errors: named }) },
    { cause: error },
  )
}
