// Whether an answer is the API speaking, and of which edit. Whatever else answers (a proxy, another version, a network
// that wants a sign-in) is as good as no answer: the edits wait, and the same request is sent again.
import { isTaskMutation, type PendingMutation } from '../mutations/mutation.ts'
import type { InFlightRequest } from '../storage/stored.ts'
import type { Failure } from './failure.ts'
import type { Changes } from './push-pull.ts'
import { batchPath } from './push-request.ts'

/** The failure that stands in for an answer that the API cannot have given. */
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
  // A deletion has no body, nor has the replay of an answer that was not kept.
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

/** Of an edit that has left the outbox meanwhile, only the form can be judged. */
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

/** Only a deletion may come without its resource. Types of a newer API may look as they like. */
function isChange(change: unknown): boolean {
  if (!isObject(change) || typeof change.id !== 'string') return false
  const { type, id, deleted, resource } = change
  if (type !== 'task' && type !== 'list') return typeof type === 'string'
  return deleted === true
    ? resource === null
    : isObject(resource) && resource.id === id && typeof resource.version === 'number'
}

/**
 * The edit that a failure is about, or what to do with the request: `smaller`, send less at once; `anew`, send it under
 * another key, later. Null where it is about no edit: an outage, a session, or something that is not the API.
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
  // The one list that is meant stands in the path.
  const isSaid = status === 409 || errors.length > 0 || code === 'not_found'
  if (first && !isTaskMutation(first.mutation) && isSaid) return isOn(first, code) ? first : null
  // Nothing was done under this key, and nothing ever will be.
  return code === 'idempotency_key_reused' ? 'anew' : null
}

/** Whether the API can say this of such an edit. */
const isOn = ({ mutation: { op } }: PendingMutation, code: string) =>
  code === 'task_exists' ? op === 'create' : code !== 'list_exists' || op === 'create-list'

/** Statuses that are about the content of a request; any other is about the moment, the session or the way. */
const refusals: ReadonlySet<number> = new Set([404, 409, 412, 413, 422])

/** Of `/operations/3/body/title`, 3. */
function indexIn(errors: Failure['errors']): number | null {
  const [, index] = /^\/operations\/(\d+)/.exec(errors[0]?.pointer ?? '') ?? []
  return index === undefined ? null : Number(index)
}

const isSuccess = (status: unknown) => typeof status === 'number' && status >= 200 && status < 300
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
