// Lists of tasks: each operation's contract and its handler on one screen.
import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { etag, ifMatch, isFresh } from '../conditional.ts'
import { type Cursors, nextLink } from '../cursor.ts'
import { type Guard, type GuardedEnv, requireScope } from '../guard.ts'
import { Problem } from '../problem.ts'
import {
  conditional,
  conditionalGet,
  created,
  json,
  mergePatch,
  noQuery,
  pathOf,
  refusals,
  router,
  tagged,
} from '../router.ts'
import { List, ListId, ListMove, ListPatch, ListQuery, Lists, NewList } from './schema.ts'
import { findList, findLists, type ListOperation, type Position, writeList } from './store.ts'

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
    .openapi(list, async (c) => {
      const { cursor, archived, limit } = c.req.valid('query')
      const binding = ['lists', c.var.callerKey, archived ?? '']
      const after = cursor ? position(await cursors.open(cursor, binding)) : undefined
      const { lists, last } = await findLists(c.var.db, { archived, limit, after })
      const next = last && (await cursors.seal(last, binding))
      if (next) c.header('Link', nextLink(c.req.url, next))
      return c.json({ items: lists, next_cursor: next ?? null }, 200)
    })
    .openapi(create, async (c) => {
      const { id = uuidv7(), ...fields } = c.req.valid('json')
      const { created, resource } = await writeList(c.var.db, { op: 'create', id, fields })
      const made = existing(resource)
      c.header('ETag', etag(made.version))
      if (!created) return c.json(made, 200)
      c.header('Location', `${pathOf(c)}/${made.id}`)
      return c.json(made, 201)
    })
    .openapi(read, async (c) => {
      const found = await findList(c.var.db, c.req.valid('param').id)
      if (!found) throw new Problem('not_found')
      c.header('ETag', etag(found.version))
      return isFresh(c, found.version, found) ? c.body(null, 304) : c.json(found, 200)
    })
    .openapi(patch, (c) => {
      const fields = c.req.valid('json')
      return answerChange(c, { op: 'update', id: c.req.valid('param').id, fields })
    })
    .openapi(move, (c) => {
      const fields = c.req.valid('json')
      return answerChange(c, { op: 'move', id: c.req.valid('param').id, fields })
    })
    .openapi(remove, async (c) => {
      const { tasks } = c.req.valid('query')
      const { id } = c.req.valid('param')
      if (tasks === 'delete') requireScope(c, 'tasks:delete')
      await writeList(c.var.db, { op: 'delete', id, versions: ifMatch(c), tasks })
      return c.body(null, 204)
    })
}

async function answerChange(c: Context<GuardedEnv>, operation: ListOperation) {
  const { resource } = await writeList(c.var.db, { ...operation, versions: ifMatch(c) })
  const list = existing(resource)
  c.header('ETag', etag(list.version))
  return c.json(list, 200)
}

const position = ([rank = '', id = '']: string[]): Position => [rank, id]

/** Only a deleted list is none any more. */
function existing(list: List | null): List {
  if (!list) throw new TypeError('a write gave no list')
  return list
}
