// Responses with resources: one resource with its entity tag, with its path if it is new, or 304 if the client has it; many
// as a page with a link to the next.
import type { Context, TypedResponse } from 'hono'
import { basePath } from 'hono/route'
import type { JSONParsed } from 'hono/utils/types'
import { etag, isFresh } from './conditional.ts'
import { type Cursors, nextLink, type Position } from './cursor.ts'
import type { GuardedEnv } from './guard.ts'
import { Problem } from './problem.ts'

interface Resource {
  id: string
  version: number
}

/** A resource after a write; null if it no longer exists. */
interface Written<One extends Resource> {
  created: boolean
  resource: One | null
}

/** The type of `c.json`, named because declarations cannot spell it out for a resource of any type. */
type Json<Body, Status extends 200 | 201> = Response &
  TypedResponse<JSONParsed<Body>, Status, 'json'>
type NotModified = Response & TypedResponse<null, 304, 'body'>

/** Answers 200, or 304 if the client has this version. @throws Problem `not_found`, `version_mismatch` */
export function answerRead<One extends Resource>(
  c: Context,
  found: One | undefined,
): Json<One, 200> | NotModified {
  if (!found) throw new Problem('not_found')
  c.header('ETag', etag(found.version))
  return isFresh(c, found.version, found) ? c.body(null, 304) : c.json(found, 200)
}

/** Answers 200 with the resource as it is now. */
export function answerChanged<One extends Resource>(
  c: Context,
  { resource }: Written<One>,
): Json<One, 200> {
  return c.json(tagged(c, resource), 200)
}

/** Like `answerChanged`, or 201 with the path of a new resource. */
export function answerCreated<One extends Resource>(
  c: Context,
  written: Written<One>,
): Json<One, 200> | Json<One, 201> {
  const resource = tagged(c, written.resource)
  if (!written.created) return c.json(resource, 200)
  c.header('Location', pathOf(c, resource))
  return c.json(resource, 201)
}

/** Sets the resource's entity tag. @throws TypeError if there is no resource: only a deletion leaves none */
export function tagged<One extends Resource>(c: Context, resource: One | null): One {
  if (!resource) throw new TypeError('a write gave no resource')
  c.header('ETag', etag(resource.version))
  return resource
}

/** The path of a resource of this room, with its ids as responses spell them. */
export const pathOf = (c: Context, { id }: { id: string }) =>
  `${basePath(c).replace(/(?<=\/)[0-9a-f-]{36}(?=\/)/i, (user) => user.toLowerCase())}/${id}`

interface Paged {
  cursors: Cursors
  /** As the client sent it; undefined for the first page. */
  cursor: string | undefined
  /** The subject and filters of the pages: a cursor is valid for nothing else. */
  of: string
  filter: string
}

interface Page<One> {
  items: One[]
  /** Where the next page begins, if there is one. */
  last: Position | undefined
}

/** Answers 200 with a page and a link to the next. @throws Problem `validation_failed` for a cursor of other pages */
export async function answerPage<One>(
  c: Context<GuardedEnv>,
  { cursors, cursor, of, filter }: Paged,
  find: (after: Position | undefined) => Promise<Page<One>>,
): Promise<Json<{ items: One[]; next_cursor: string | null }, 200>> {
  const binding = [of, c.var.callerKey, filter]
  const { items, last } = await find(cursor ? await cursors.open(cursor, binding) : undefined)
  const next = last && (await cursors.seal(last, binding))
  if (next) c.header('Link', nextLink(c.req.url, next))
  return c.json({ items, next_cursor: next ?? null }, 200)
}
