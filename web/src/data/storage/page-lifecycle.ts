// Saves the boot snapshot when typing pauses, and what is not on the disk yet when the page is left.
import type { OptimisticStore } from '../store/optimistic-store.ts'
import type { UnloadBackup } from './unload-backup.ts'

/** Debounce in ms: the boot snapshot is saved when typing pauses. */
const debounce = 200
const idle: (act: () => void) => void = globalThis.requestIdleCallback ?? setTimeout
const pageEvents = ['pagehide', 'pageshow'] as const

interface Deps {
  store: OptimisticStore
  backup: UnloadBackup
  saveBootSnapshot: () => void
}

export function watchPageLifecycle({ store, backup, saveBootSnapshot }: Deps) {
  let timer: ReturnType<typeof setTimeout> | undefined

  function saveIfChanged() {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    saveBootSnapshot()
  }

  function onPageEvent({ type }: Event) {
    if (type === 'pagehide') {
      backup.save(store.outbox.unpersisted().map(({ mutation }) => mutation))
      saveIfChanged()
    }
    // A page that comes back from the back/forward cache still has its mutations.
    else backup.save([])
  }
  for (const name of pageEvents) globalThis.addEventListener?.(name, onPageEvent)

  return {
    changed() {
      clearTimeout(timer)
      timer = setTimeout(() => idle(saveIfChanged), debounce)
    },
    close() {
      clearTimeout(timer)
      timer = undefined
      for (const name of pageEvents) globalThis.removeEventListener?.(name, onPageEvent)
    },
  }
}
