import { useSyncExternalStore } from 'react'
import { dayIn } from '../../worker/domain/due.ts'
import * as preferences from './preferences.ts'

/** Today in the user's zone, YYYY-MM-DD; changes at midnight on a page that stays open. */
export const useToday = () => useSyncExternalStore(subscribe, today)

const today = () => dayIn(preferences.timeZone(), new Date())

function subscribe(listener: () => void) {
  const timer = setInterval(listener, 30_000)
  document.addEventListener('visibilitychange', listener)
  const leave = preferences.subscribe(listener)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', listener)
    leave()
  }
}
