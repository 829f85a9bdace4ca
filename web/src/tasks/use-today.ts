import { useSyncExternalStore } from 'react'
import { localDay } from '../ui/due.ts'

/** Today where the person is; a page left open over midnight notices. */
export const useToday = () => useSyncExternalStore(subscribe, () => localDay(new Date()))

function subscribe(changed: () => void) {
  const timer = setInterval(changed, 30_000)
  document.addEventListener('visibilitychange', changed)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', changed)
  }
}
