import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { TaskStore } from './store.ts'

export const StoreContext = createContext<TaskStore | null>(null)

export function useStore(): TaskStore {
  const store = useContext(StoreContext)
  if (!store) throw new TypeError('Tasks are shown outside of the dashboard')
  return store
}

export function useOverview() {
  const store = useStore()
  const subscribe = useCallback(
    (watcher: () => void) => store.subscribe('overview', watcher),
    [store],
  )
  return useSyncExternalStore(subscribe, store.overview)
}

/** One task; nothing else makes the component render again. */
export function useRow(id: string) {
  const store = useStore()
  const subscribe = useCallback((watcher: () => void) => store.subscribe(id, watcher), [store, id])
  return useSyncExternalStore(subscribe, () => store.row(id))
}
