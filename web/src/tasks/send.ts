import type { Task } from '../../../worker/tasks/schema.ts'
import { type Api, ApiFailure, isObject } from '../api.ts'
import type { Change } from './row.ts'

export type Send = (id: string, change: Change, expected: number | null) => Promise<Task | null>
export type View = 'inbox' | 'completed'
export type ListPage = (
  view: View,
  cursor: string | null,
) => Promise<{
  items: Task[]
  next_cursor: string | null
}>

const pageSize = { inbox: '200', completed: '20' }

export const listThrough =
  (api: Api): ListPage =>
  async (view, cursor) => {
    const query = { view, limit: pageSize[view], ...(cursor && { cursor }) }
    return (await api.tasks.$get({ query })).json()
  }

/** Carries one change to the API. Answers the task as it is now, null where it is gone. */
export const sendThrough =
  (api: Api): Send =>
  async (id, change, expected) => {
    const task = api.tasks[':id']
    const param = { id }
    const header = expected === null ? {} : { 'if-match': `"${expected}"` }
    switch (change.kind) {
      case 'add':
        return (await api.tasks.$post({ json: { id, ...change.draft } })).json()
      case 'edit':
        return (await task.$patch({ param, header, json: change.patch })).json()
      case 'complete':
        return (await task.complete.$post({ param, header, query: {} })).json()
      case 'reopen':
        return (await task.reopen.$post({ param, header })).json()
      case 'restore':
        return (await task.restore.$post({ param, header })).json()
      case 'delete':
        await task.$delete({ param, header, query: {} })
        return null
    }
  }

/** The task that a 409 or 412 carries. */
export function currentTask(failure: ApiFailure): Task | null {
  const { current } = failure
  return isTask(current) ? current : null
}

/** The API's own word on the shape of `current`; the id and version are what the rest relies on. */
const isTask = (value: unknown): value is Task =>
  isObject(value) && typeof value.id === 'string' && typeof value.version === 'number'

export function asFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error
  return new ApiFailure(0, { code: 'unreadable', detail: 'The service gave an unreadable answer.' })
}
