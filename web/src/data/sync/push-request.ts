// The outbox in the words of the API: which request comes next, and what its answer means for the edits it carries.

import { mostOperations } from '../../../../worker/domain/request-limits.ts'
import { isTaskMutation, type Mutation, type PendingMutation } from '../mutations/mutation.ts'
import type { InFlightRequest } from '../storage/stored.ts'

/** Where edits of tasks go, as many as fit. */
export const batchPath = '/api/v1/tasks/batch'

const mostBytes = 200_000

interface Options {
  /** Of a task or a list as the server has it; 0 where it has none. */
  versionOf: (id: string) => number
  /** Of a task as the server has it. */
  parentOf: (id: string) => string | null
  most?: number
  newKey: () => string
}

/**
 * The next request, or null where nothing can go: edits of one task wait behind one that has a question, and everything
 * else keeps its order.
 */
export function nextRequest(
  entries: readonly PendingMutation[],
  { versionOf, parentOf, most = mostOperations, newKey }: Options,
): InFlightRequest | null {
  const held = new Set(entries.flatMap(({ conflict, mutation }) => (conflict ? [mutation.id] : [])))
  const free = entries.filter(({ mutation }) => !held.has(mutation.id))
  const [first] = free
  if (!first) return null
  if (!isTaskMutation(first.mutation))
    return { idempotencyKey: newKey(), keys: [first.key], ...listRequest(first.mutation) }
  const operations: string[] = []
  const keys: number[] = []
  const seen = new Set<string>()
  let bytes = 0
  for (const { key, mutation } of free) {
    if (!isTaskMutation(mutation) || operations.length >= Math.min(most, mostOperations)) break
    // What is done to a task changes what lies below it: which version that has then, only the answer tells.
    if (!seen.has(mutation.id) && seen.has(parentOf(mutation.id) ?? '')) break
    const version = seen.has(mutation.id) ? 0 : versionOf(mutation.id)
    const operation = JSON.stringify(operationOf(mutation, version))
    bytes += new TextEncoder().encode(operation).length
    if (operations.length > 0 && bytes > mostBytes) break
    seen.add(mutation.id)
    operations.push(operation)
    keys.push(key)
  }
  return {
    idempotencyKey: newKey(),
    method: 'POST',
    path: batchPath,
    body: `{"operations":[${operations.join(',')}]}`,
    keys,
  }
}

/** `version` only for what another change would make wrong: the first edit of a task's fields, its completion, its end. */
function operationOf(mutation: Mutation, version: number) {
  const { id } = mutation
  const condition = version > 0 && { if_match: version }
  switch (mutation.op) {
    case 'create':
      return { op: 'create', body: { id, ...mutation.fields } }
    case 'update':
      return { op: 'update', id, ...condition, body: mutation.patch }
    case 'complete':
      return { op: 'complete', id, ...condition, timezone: mutation.timezone }
    case 'delete':
      return { op: 'delete', id, ...condition }
    case 'purge':
      return { op: 'delete', id, permanent: true }
    case 'move':
      return { op: 'move', id, body: mutation.place }
    case 'reopen':
    case 'restore':
      return { op: mutation.op, id }
    default:
      throw new TypeError('an edit of a list among those of tasks')
  }
}

function listRequest(mutation: Mutation): Pick<InFlightRequest, 'method' | 'path' | 'body'> {
  const path = `/api/v1/lists/${mutation.id}`
  switch (mutation.op) {
    case 'create-list':
      return {
        method: 'POST',
        path: '/api/v1/lists',
        body: JSON.stringify({ id: mutation.id, ...mutation.fields }),
      }
    case 'update-list':
      return { method: 'PATCH', path, body: JSON.stringify(mutation.patch) }
    case 'move-list':
      return {
        method: 'POST',
        path: `${path}/move`,
        body: JSON.stringify({ after_id: mutation.after_id }),
      }
    case 'delete-list':
      return {
        method: 'DELETE',
        path: mutation.tasks === 'trash' ? `${path}?tasks=delete` : path,
        body: null,
      }
    default:
      throw new TypeError('an edit of a task among those of lists')
  }
}
