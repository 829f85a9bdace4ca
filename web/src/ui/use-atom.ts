import { useMemo, useSyncExternalStore } from 'react'
import type { Atom } from '../state/atom.ts'
import { afterPaint } from './after-paint.ts'

/** The current value; renders again when it changes. */
export const useAtom = <T>(atom: Atom<T>): T => useSyncExternalStore(atom.subscribe, atom.get)

/** Selector for secondary UI such as counts: re-renders one frame after the rest of the page. */
export function useAtomLater<T, U>(atom: Atom<T>, pick: (value: T) => U): U {
  const subscribe = useMemo(
    () => (listener: () => void) => atom.subscribe(() => afterPaint(listener)),
    [atom],
  )
  return useSyncExternalStore(subscribe, () => pick(atom.get()))
}
