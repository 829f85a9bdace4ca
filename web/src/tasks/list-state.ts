// What the rows of one list share: which are chosen, which are leaving, which has the focus.
import { type ComponentType, createContext, use, useSyncExternalStore } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { atom } from '../state/atom.ts'
import { createSettling } from './exit-animation.ts'
import { createSelection } from './selection.ts'

export type ListState = ReturnType<typeof createListState>

export function createListState() {
  const selection = createSelection()
  const settling = createSettling()
  /** The row that keys are about: it had the focus last. */
  const active = atom<string | null>(null)
  /** The row whose title is being edited in its place. */
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
    /** The row of which it is asked what can be done to it. */
    menu: atom<string | null>(null),
    /** What it is edited with: it comes with the keys. */
    editor: atom<ComponentType<{ task: Task; onEnd: () => void }> | null>(null),
    /** To all of it at once: a row that comes and goes while one scrolls has no time for each. */
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

/** What a row asks of it: renders only when its own answer is another. */
export function useIs({ subscribe, of }: ListState, id: string) {
  const flags = useSyncExternalStore(subscribe, () => of(id))
  return {
    isSelected: (flags & is.selected) > 0,
    isSettling: (flags & is.settling) > 0,
    isActive: (flags & is.active) > 0,
    isRenaming: (flags & is.renaming) > 0,
  }
}
