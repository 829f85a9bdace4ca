// State shared by the rows of one list: selection, leaving rows, focus.
import { type ComponentType, createContext, use, useSyncExternalStore } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { atom } from '../state/atom.ts'
import { createSettling } from './exit-animation.ts'
import { createSelection } from './selection.ts'

export type ListState = ReturnType<typeof createListState>

export function createListState() {
  const selection = createSelection()
  const settling = createSettling()
  /** The row that shortcuts apply to: the last one focused. */
  const active = atom<string | null>(null)
  /** The row whose title is being edited. */
  const renaming = atom<string | null>(null)
  const rows = new Set<() => void>()
  for (const { subscribe } of [selection, settling, active, renaming]) {
    subscribe(() => {
      for (const row of rows) row()
    })
  }
  return {
    selection,
    settling,
    active,
    renaming,
    /** The row whose menu is open. */
    menu: atom<string | null>(null),
    /** The editor, which loads with the shortcuts. */
    editor: atom<ComponentType<{ task: Task; onEnd: () => void }> | null>(null),
    /** Subscribes to all of it at once: rows mount and unmount while scrolling, and have no time for each. */
    subscribe(row: () => void) {
      rows.add(row)
      return () => void rows.delete(row)
    },
    of: (id: string) =>
      (selection.get().has(id) ? is.selected : 0) |
      (settling.get().has(id) ? is.settling : 0) |
      (active.get() === id ? is.active : 0) |
      (renaming.get() === id ? is.renaming : 0),
  }
}

const is = { selected: 1, settling: 2, active: 4, renaming: 8 }

export const ListStateContext = createContext<ListState | null>(null)

export function useListState(): ListState {
  const state = use(ListStateContext)
  if (!state) throw new TypeError('A row stands in a list')
  return state
}

/** What one row needs of it: renders only when its own answer changes. */
export function useIs({ subscribe, of }: ListState, id: string) {
  const flags = useSyncExternalStore(subscribe, () => of(id))
  return {
    isSelected: (flags & is.selected) > 0,
    isSettling: (flags & is.settling) > 0,
    isActive: (flags & is.active) > 0,
    isRenaming: (flags & is.renaming) > 0,
  }
}
