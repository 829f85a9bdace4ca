import { v7 as uuidv7 } from 'uuid'
import type { Api } from '../api.ts'
import { listThrough, sendThrough } from './send.ts'
import { createTaskStore, type TaskStore } from './store.ts'

const stores = new WeakMap<Api, TaskStore>()

/** The tasks of whoever this API speaks for. They go with it: no account ever sees another's. */
export function storeOf(api: Api): TaskStore {
  const known = stores.get(api)
  if (known) return known
  const store = createTaskStore({
    send: sendThrough(api),
    listPage: listThrough(api),
    now: () => new Date(),
    newId: () => uuidv7(),
    later: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  stores.set(api, store)
  return store
}
