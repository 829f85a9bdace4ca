// Turns pending mutations into the next request to the API.

import { mostOperations } from '../../../../worker/domain/request-limits.ts'
import { isTaskMutation, type Mutation, type PendingMutation } from '../mutations/mutation.ts'
import type { InFlightRequest } from '../storage/stored.ts'
import type { Rows } from '../store/rows.ts'

/** The path that takes mutations of tasks. */
export const batchPath = '/api/v1/tasks/batch'

/** The API's limit of operations in one request. */
const mostBytes = 200_000

interface Options {
  /** The version of a task or list on the server; 0 where it has none. */
  versionOf: (id: string) => number
  /** The parent of a task on the server. */
  parentOf: (id: string) => string | null
  maxBatch?: number
  newKey: () => string
}

/**
 * The next request, or null where there is none. Mutations wait behind one of the same task that is in conflict; all others
 * keep their order.
 */
export function nextRequest(
  entries: readonly PendingMutation[],
  { versionOf, parentOf, maxBatch = mostOperations, newKey }: Options,
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
    if (!isTaskMutation(mutation) || operations.length >= Math.min(maxBatch, mostOperations)) break
    // A mutation of a task changes its subtasks too, and only the answer has their new version.
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

/**
 * Splits off mutations whose row is neither here nor made by a pending one. They wait for a pull: sent without a version,
 * they would overwrite what was done elsewhere.
 */
export function partitionByRow(pending: readonly PendingMutation[], { serverRows }: Rows) {
  const { tasks, lists } = serverRows
  const created = pending.filter(({ mutation }) => mutation.op.startsWith('create'))
  const made = new Set(created.map(({ mutation }) => mutation.id))
  const isHere = ({ mutation: { id } }: PendingMutation) =>
    tasks.has(id) || lists.has(id) || made.has(id)
  return {
    sendable: pending.filter(isHere),
    /** Those that no conflict blocks. */
    rowless: pending.filter((one) => !one.conflict && !isHere(one)),
  }
}

/** The version goes along where a change made elsewhere must not be overwritten: an update, a completion, a deletion. */
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
