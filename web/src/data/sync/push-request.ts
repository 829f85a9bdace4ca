// The outbox in the words of the API: which request comes next, and what its answer means for the edits it carries.

import { type Edit, type Entry, isOnTask } from '../mutations/mutation.ts'
import type { Inflight } from '../storage/stored.ts'

/** Where edits of tasks go, as many as fit. */
export const batchPath = '/api/v1/tasks/batch'

const mostOperations = 100
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
  entries: readonly Entry[],
  { versionOf, parentOf, most = mostOperations, newKey }: Options,
): Inflight | null {
  const held = new Set(entries.flatMap(({ question, edit }) => (question ? [edit.id] : [])))
  const free = entries.filter(({ edit }) => !held.has(edit.id))
  const [first] = free
  if (!first) return null
  if (!isOnTask(first.edit))
    return { idempotencyKey: newKey(), keys: [first.key], ...listRequest(first.edit) }
  const operations: string[] = []
  const keys: number[] = []
  const seen = new Set<string>()
  let bytes = 0
  for (const { key, edit } of free) {
    if (!isOnTask(edit) || operations.length >= Math.min(most, mostOperations)) break
    // What is done to a task changes what lies below it: which version that has then, only the answer tells.
    if (!seen.has(edit.id) && seen.has(parentOf(edit.id) ?? '')) break
    const version = seen.has(edit.id) ? 0 : versionOf(edit.id)
    const operation = JSON.stringify(operationOf(edit, version))
    bytes += new TextEncoder().encode(operation).length
    if (operations.length > 0 && bytes > mostBytes) break
    seen.add(edit.id)
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
function operationOf(edit: Edit, version: number) {
  const { id } = edit
  const condition = version > 0 && { if_match: version }
  switch (edit.op) {
    case 'create':
      return { op: 'create', body: { id, ...edit.fields } }
    case 'update':
      return { op: 'update', id, ...condition, body: edit.patch }
    case 'complete':
      return { op: 'complete', id, ...condition, timezone: edit.timezone }
    case 'delete':
      return { op: 'delete', id, ...condition }
    case 'purge':
      return { op: 'delete', id, permanent: true }
    case 'move':
      return { op: 'move', id, body: edit.place }
    case 'reopen':
    case 'restore':
      return { op: edit.op, id }
    default:
      throw new TypeError('an edit of a list among those of tasks')
  }
}

function listRequest(edit: Edit): Pick<Inflight, 'method' | 'path' | 'body'> {
  const path = `/api/v1/lists/${edit.id}`
  switch (edit.op) {
    case 'create-list':
      return {
        method: 'POST',
        path: '/api/v1/lists',
        body: JSON.stringify({ id: edit.id, ...edit.fields }),
      }
    case 'update-list':
      return { method: 'PATCH', path, body: JSON.stringify(edit.patch) }
    case 'move-list':
      return {
        method: 'POST',
        path: `${path}/move`,
        body: JSON.stringify({ after_id: edit.after_id }),
      }
    case 'delete-list':
      return {
        method: 'DELETE',
        path: edit.tasks === 'trash' ? `${path}?tasks=delete` : path,
        body: null,
      }
    default:
      throw new TypeError('an edit of a task among those of lists')
  }
}
