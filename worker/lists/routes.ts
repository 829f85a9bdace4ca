// The list API: the contract and the handler of each operation, on one screen.
import { createRoute } from '@hono/zod-openapi'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { ifMatch } from '../conditional.ts'
import type { Cursors } from '../cursor.ts'
import { type Guard, requireScope } from '../guard.ts'
import { answerChanged, answerCreated, answerPage, answerRead } from '../resource.ts'
import {
  conditional,
  conditionalGet,
  created,
  json,
  mergePatch,
  noQuery,
  refusals,
  router,
  tagged,
} from '../router.ts'
import { List, ListId, ListMove, ListPatch, ListQuery, Lists, NewList } from './schema.ts'
import { findList, findLists, writeList } from './store.ts'

const params = z.object({ id: ListId })
const tags = ['Lists']

export function lists(guard: Guard, cursors: Cursors) {
  const list = createRoute({
    method: 'get',
    path: '/',
    tags,
    summary: 'All lists, in their order',
    middleware: guard('lists:read'),
    request: { query: ListQuery },
    responses: { 200: json(Lists, 'The lists'), ...refusals(401, 403, 422, 429) },
  })
  const create = createRoute({
    method: 'post',
    path: '/',
    tags,
    summary: 'Create a list',
    description:
      'With an `id` of your own, or an `Idempotency-Key`, a repeated call creates one list.',
    middleware: [guard('lists:write'), noQuery] as const,
    request: { body: { required: true, content: { 'application/json': { schema: NewList } } } },
    responses: {
      200: tagged(List, 'An earlier call with this id and these fields created it'),
      201: created(List),
      ...refusals(401, 403, 409, 422, 429),
    },
  })
  const read = createRoute({
    method: 'get',
    path: '/{id}',
    tags,
    summary: 'Read a list',
    middleware: [guard('lists:read'), noQuery] as const,
    request: { params, headers: conditionalGet },
    responses: {
      200: tagged(List, 'The list'),
      304: { description: 'The version of `If-None-Match` is still the current one' },
      ...refusals(401, 403, 404, 412, 422, 429),
    },
  })
  const patch = createRoute({
    method: 'patch',
    path: '/{id}',
    tags,
    summary: 'Change a list',
    description: 'JSON Merge Patch (RFC 7396): absent fields stay as they are.',
    middleware: [guard('lists:write'), noQuery] as const,
    request: { params, headers: conditional, body: mergePatch(ListPatch) },
    responses: { 200: tagged(List, 'Changed'), ...refusals(401, 403, 404, 412, 422, 429) },
  })
  const move = createRoute({
    method: 'post',
    path: '/{id}/move',
    tags,
    summary: 'Move a list to another place',
    middleware: [guard('lists:write'), noQuery] as const,
    request: {
      params,
      headers: conditional,
      body: { required: true, content: { 'application/json': { schema: ListMove } } },
    },
    responses: { 200: tagged(List, 'Moved'), ...refusals(401, 403, 404, 412, 422, 429) },
  })
  const remove = createRoute({
    method: 'delete',
    path: '/{id}',
    tags,
    summary: 'Delete a list',
    description:
      'Its tasks move to the Inbox or, with `tasks=delete`, which needs `tasks:delete` as well, to the trash.',
    middleware: guard('lists:delete'),
    request: {
      params,
      headers: conditional,
      query: z.strictObject({ tasks: z.enum(['keep', 'delete']).default('keep') }),
    },
    responses: { 204: { description: 'Deleted' }, ...refusals(401, 403, 404, 412, 422, 429) },
  })

  return router()
    .openapi(list, (c) => {
      const { cursor, archived, limit } = c.req.valid('query')
      const page = { cursors, cursor, of: 'lists', filter: archived ?? '' }
      return answerPage(c, page, (after) => findLists(c.var.db, { archived, limit, after }))
    })
    .openapi(create, async (c) => {
      const { id = uuidv7(), ...fields } = c.req.valid('json')
      return answerCreated(c, await writeList(c.var.db, { op: 'create', id, fields }))
    })
    .openapi(read, async (c) => answerRead(c, await findList(c.var.db, c.req.valid('param').id)))
    .openapi(patch, async (c) => {
      const { id } = c.req.valid('param')
      const operation = {
        op: 'update',
        id,
        versions: ifMatch(c),
        fields: c.req.valid('json'),
      } as const
      return answerChanged(c, await writeList(c.var.db, operation))
    })
    .openapi(move, async (c) => {
      const { id } = c.req.valid('param')
      const operation = {
        op: 'move',
        id,
        versions: ifMatch(c),
        fields: c.req.valid('json'),
      } as const
      return answerChanged(c, await writeList(c.var.db, operation))
    })
    .openapi(remove, async (c) => {
      const { tasks } = c.req.valid('query')
      const { id } = c.req.valid('param')
      if (tasks === 'delete') requireScope(c, 'tasks:delete')
      await writeList(c.var.db, { op: 'delete', id, versions: ifMatch(c), tasks })
      return c.body(null, 204)
    })
}
