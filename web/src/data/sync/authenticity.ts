// Decides whether an answer comes from the API, and which mutation it is about. Any other answer (of a proxy, another
// version, a captive portal) counts as no answer: mutations wait, and the same request is sent again.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { isTaskMutation, type PendingMutation } from '../mutations/mutation.ts'
import type { InFlightRequest } from '../storage/stored.ts'
import type { Failure } from './failure.ts'
import { batchPath } from './push-request.ts'

/** A page of `/changes`. */
export interface Changes {
  changes: { type: 'task' | 'list'; id: string; resource: Task | List | null }[]
  next: number
  has_more: boolean
}

/** The failure that replaces an answer which the API cannot have given. */
export const foreign: Failure = {
  status: 0,
  code: 'foreign',
  detail: 'The answer is not one of the API.',
  errors: [],
  current: undefined,
  index: null,
  retryAfterSeconds: null,
}

/** Whether a success has as many results as operations, each of the task or list that it should be of. */
export function isAnswerTo(
  { keys, method, path }: InFlightRequest,
  carried: readonly PendingMutation[],
  answer: unknown,
): boolean {
  // A deletion has no body, and neither has the replay of a response that was not stored.
  if (answer === null || method === 'DELETE') return answer === null && method !== 'PATCH'
  if (path !== batchPath)
    return isObject(answer) && carried.every(({ mutation }) => mutation.id === answer.id)
  if (!isObject(answer) || !Array.isArray(answer.results)) return false
  const { results } = answer
  return (
    results.length === keys.length &&
    keys.every((key, at) =>
      isResultOf(carried.find((entry) => entry.key === key)?.mutation, results[at]),
    )
  )
}

/** Where a mutation has left the outbox meanwhile, only the form of its result can be checked. */
function isResultOf(mutation: PendingMutation['mutation'] | undefined, result: unknown): boolean {
  if (!isObject(result) || !isSuccess(result.status)) return false
  const { id } = isObject(result.resource) ? result.resource : result
  return mutation === undefined || (id === undefined ? mutation.op === 'purge' : id === mutation.id)
}

/** Whether it is a page of `/changes` that follows on `since`. */
export function isPage(page: unknown, since: number): page is Changes {
  if (!isObject(page) || !Array.isArray(page.changes)) return false
  const { changes, next, has_more } = page
  const isFurther = typeof next === 'number' && (has_more === true ? next > since : next >= since)
  return isFurther && typeof has_more === 'boolean' && changes.every(isChange)
}

/** Only a deletion may come without its resource. Types of a newer API may have any form. */
function isChange(change: unknown): boolean {
  if (!isObject(change) || typeof change.id !== 'string') return false
  const { type, id, deleted, resource } = change
  if (type !== 'task' && type !== 'list') return typeof type === 'string'
  return deleted === true
    ? resource === null
    : isObject(resource) && resource.id === id && typeof resource.version === 'number'
}

/**
 * The mutation that a failure is about, or what to do with the request: `smaller`, send fewer mutations at once; `anew`,
 * send it later under another key. Null where it is about no mutation: an outage, a session, or something that is not the
 * API.
 */
export function aboutOf(
  failure: Failure,
  { keys }: InFlightRequest,
  carried: readonly PendingMutation[],
): PendingMutation | 'smaller' | 'anew' | null {
  const { status, code, index, errors } = failure
  if (!refusals.has(status)) return null
  const key = keys[index ?? indexIn(errors) ?? -1]
  const named = carried.find((entry) => entry.key === key)
  if (named) return isOn(named, code) ? named : null
  const [first] = carried
  if (status === 413 || code === 'quota_exceeded')
    return keys.length === 1 && first ? first : 'smaller'
  // A request about a list has its id in the path.
  const isSaid = status === 409 || errors.length > 0 || code === 'not_found'
  if (first && !isTaskMutation(first.mutation) && isSaid) return isOn(first, code) ? first : null
  // The key belongs to another request, so nothing was done and nothing ever will be.
  return code === 'idempotency_key_reused' ? 'anew' : null
}

/** Whether the API can give this code for such a mutation. */
const isOn = ({ mutation: { op } }: PendingMutation, code: string) =>
  code === 'task_exists' ? op === 'create' : code !== 'list_exists' || op === 'create-list'

/** Statuses about the content of a request. All others are about the moment, the session or the network. */
const refusals: ReadonlySet<number> = new Set([404, 409, 412, 413, 422])

/** Gives 3 for `/operations/3/body/title`. */
function indexIn(errors: Failure['errors']): number | null {
  const [, index] = /^\/operations\/(\d+)/.exec(errors[0]?.pointer ?? '') ?? []
  return index === undefined ? null : Number(index)
}

const isSuccess = (status: unknown) => typeof status === 'number' && status >= 200 && status < 300
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
