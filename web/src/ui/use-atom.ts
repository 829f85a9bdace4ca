import { useMemo, useSyncExternalStore } from 'react'
import type { Live } from '../state/atom.ts'
import { afterPaint } from './after-paint.ts'

/** The value as it is now; renders again when it becomes another one. */
export const useLive = <T>(live: Live<T>): T => useSyncExternalStore(live.subscribe, live.get)

/** What is picked of it, for what is beside the matter: it follows by a frame, which the page itself has first. */
export function useLiveLater<T, U>(live: Live<T>, pick: (value: T) => U): U {
  const subscribe = useMemo(
    () => (listener: () => void) => live.subscribe(() => afterPaint(listener)),
    [live],
  )
  return useSyncExternalStore(subscribe, () => pick(live.get()))
}
