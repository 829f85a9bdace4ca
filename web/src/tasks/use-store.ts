import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { TaskStore } from './store.ts'

export const StoreContext = createContext<TaskStore | null>(null)

export function useStore(): TaskStore {
  const store = useContext(StoreContext)
  if (!store) throw new TypeError('Tasks are shown outside of the dashboard')
  return store
}

/** Renders again when this topic changes, and at nothing else. */
function useTopic<Seen>(topic: string, look: (store: TaskStore) => Seen): Seen {
  const store = useStore()
  const subscribe = useCallback(
    (watcher: () => void) => store.subscribe(topic, watcher),
    [store, topic],
  )
  return useSyncExternalStore(subscribe, () => look(store))
}

export const useOverview = () => useTopic('overview', (store) => store.overview())
export const useNewTitle = () => useTopic('new title', (store) => store.newTitle())
export const useRow = (id: string) => useTopic(id, (store) => store.row(id))
/** What is being typed over a task. */
export const useEditing = (id: string) => useTopic(id, (store) => store.editing(id))
