// Shared by the tests of reverting: requests as one actor or another, and a user's rows.
import { expect } from 'vitest'
import type { Task } from '../tasks/schema.ts'
import type { Reverted } from '../tokens/schema.ts'
import { call } from './call.ts'
import { sql } from './neon.ts'
import type { Person } from './people.ts'
import type { Made } from './personal-tokens.ts'

interface Actor {
  token: string
}

/** Returns the body; empty if there is none. @throws Error if the request is refused */
export async function send(
  { token }: Actor,
  method: string,
  path: string,
  body?: object,
): Promise<Task> {
  const answer = await call(`/api/v1${path}`, { token, method, ...(body && { body }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return JSON.parse(text || '{}')
}
export const task = (actor: Actor, fields: object) => send(actor, 'POST', '/tasks', fields)
export const list = (actor: Actor, name: string) => send(actor, 'POST', '/lists', { name })
export const patch = (actor: Actor, { id }: { id: string }, fields: object) =>
  send(actor, 'PATCH', `/tasks/${id}`, fields)

export async function revertOf({ token }: Person, { id }: Made, query = ''): Promise<Reverted> {
  const path = `/api/v1/tokens/${id}/revert?${query}`
  const answer = await call(path, { method: 'POST', token })
  expect(answer.status).toBe(200)
  return await answer.json<Reverted>()
}
export const outcomes = ({ results }: Reverted) => results.map(({ outcome }) => outcome)

/** Returns all rows of the user, without version numbers. */
export async function rowsOf({ id }: Person): Promise<Record<string, unknown>> {
  const found = await sql`
    select id::text, to_jsonb(t) - '{version,seq,updated_at,actor}'::text[] as row from tasks t
      where user_id = ${id}
    union all select id::text, to_jsonb(l) - '{version,seq,updated_at,actor}'::text[] from lists l
      where user_id = ${id}`
  return Object.fromEntries(found.map(({ id: key, row }) => [key, row]))
}
