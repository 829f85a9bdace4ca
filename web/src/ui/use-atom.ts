import { useMemo, useSyncExternalStore } from 'react'
import type { Atom } from '../state/atom.ts'
import { afterPaint } from './after-paint.ts'

/** The value as it is now; renders again when it becomes another one. */
export const useAtom = <T>(atom: Atom<T>): T => useSyncExternalStore(atom.subscribe, atom.get)

/** What is picked of it, for what is beside the matter: it follows by a frame, which the page itself has first. */
export function useAtomLater<T, U>(atom: Atom<T>, pick: (value: T) => U): U {
  const subscribe = useMemo(
    () => (listener: () => void) => atom.subscribe(() => afterPaint(listener)),
    [atom],
  )
  return useSyncExternalStore(subscribe, () => pick(atom.get()))
}
