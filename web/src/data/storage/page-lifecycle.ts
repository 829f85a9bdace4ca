// What is kept when the page rests, and when it is left.

import type { Calendar } from '../../../../worker/domain/task-views.ts'
import type { Outbox } from '../mutations/outbox.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { bootSnapshot } from './boot-snapshot.ts'
import type { Writes } from './indexed-db-writes.ts'
import { unloadBackup } from './unload-backup.ts'

/** From the last change on, in ms: what the next start shows first need not be kept between two key presses. */
const debounce = 200
const idle: (act: () => void) => void = globalThis.requestIdleCallback ?? setTimeout
const pageEvents = ['pagehide', 'pageshow'] as const

interface Deps {
  userId: string
  world: OptimisticStore
  outbox: Outbox
  calendar: () => Calendar
  writes: Writes
  leads: () => boolean
}

export function watchPageLifecycle({ userId, world, outbox, calendar, writes, leads }: Deps) {
  const unwritten = unloadBackup(userId)
  let resting: ReturnType<typeof setTimeout> | undefined

  function saveBootSnapshot() {
    if (resting === undefined) return
    clearTimeout(resting)
    resting = undefined
    if (leads()) void writes.saveSnapshot(bootSnapshot(world, calendar())).catch(() => {})
  }

  function onTurn({ type }: Event) {
    if (type === 'pagehide') {
      unwritten.save(outbox.unwritten().map(({ mutation }) => mutation))
      saveBootSnapshot()
    }
    // A page that comes back has it all.
    else unwritten.save([])
  }
  for (const turn of pageEvents) globalThis.addEventListener?.(turn, onTurn)

  return {
    restore: unwritten.restore,
    changed() {
      clearTimeout(resting)
      resting = setTimeout(() => idle(saveBootSnapshot), debounce)
    },
    close() {
      clearTimeout(resting)
      resting = undefined
      for (const turn of pageEvents) globalThis.removeEventListener?.(turn, onTurn)
    },
  }
}
