import { useSyncExternalStore } from 'react'
import type { Live } from '../data/contract.ts'

/** The value as it is now; renders again when it becomes another one. */
export const useLive = <T>(live: Live<T>): T => useSyncExternalStore(live.subscribe, live.get)
