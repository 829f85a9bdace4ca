// How far this browser is with reading and synchronising, as the page shows it.
import { atom } from '../state/atom.ts'
import type { SyncState } from './contract.ts'

export type Status = ReturnType<typeof createStatus>

export function createStatus() {
  const readiness = atom<'reading' | 'snapshot' | 'ready'>('reading')
  const firstSync = atom<number | null>(null)
  const isPullPaused = atom(false)
  const state = atom<SyncState>({ kind: 'saved' })
  /** The cursor of an empty account stays at 0, so it cannot tell whether a pull has ever been complete. */
  let hasPulled = false

  return {
    readiness,
    firstSync,
    isPullPaused,
    state,
    /** Storage has been read up to this cursor. */
    hydrated(cursor: number) {
      if (cursor === 0 && !hasPulled) firstSync.set(0)
      readiness.set('ready')
    },
    /** One page of changes has arrived. */
    fetched(count: number, hasMore: boolean) {
      firstSync.set(hasMore ? (firstSync.get() ?? 0) + count : null)
    },
    /** All changes have arrived. */
    pulled() {
      hasPulled = true
      firstSync.set(null)
      isPullPaused.set(false)
    },
  }
}
