// What the rows of one list share: which are chosen, which are leaving, which has the focus.
import { type ComponentType, createContext, use, useSyncExternalStore } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { cell } from '../data/live.ts'
import { createSelection } from './selection.ts'
import { createSettling } from './settling.ts'

export type ListState = ReturnType<typeof createListState>

export const createListState = () => ({
  selection: createSelection(),
  settling: createSettling(),
  /** The row that keys are about: it had the focus last. */
  active: cell<string | null>(null),
  /** The row whose title is being edited in its place. */
  renaming: cell<string | null>(null),
  /** The row of which it is asked what can be done to it. */
  menu: cell<string | null>(null),
  /** What it is edited with: it comes with the keys. */
  editor: cell<ComponentType<{ task: Task; onEnd: () => void }> | null>(null),
})

export const ListStateContext = createContext<ListState | null>(null)

export function useListState(): ListState {
  const state = use(ListStateContext)
  if (!state) throw new TypeError('A row stands in a list')
  return state
}

/** What a row asks of it: renders only when its own answer is another. */
export function useIs(id: string) {
  const { selection, settling, active, renaming } = useListState()
  return {
    isSelected: useSyncExternalStore(selection.subscribe, () => selection.get().has(id)),
    isSettling: useSyncExternalStore(settling.subscribe, () => settling.get().has(id)),
    isActive: useSyncExternalStore(active.subscribe, () => active.get() === id),
    isRenaming: useSyncExternalStore(renaming.subscribe, () => renaming.get() === id),
  }
}
