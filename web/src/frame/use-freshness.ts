import { useEffect } from 'react'
import type { Data } from '../data/contract.ts'
import * as preferences from '../preferences.ts'

const every = 60_000

/** Syncs whenever the user or the network comes back, and every minute while the page is visible. */
export function useFreshness(data: Data): void {
  useEffect(() => {
    const setTimeZone = () => data.setTimeZone(preferences.timeZone())
    function refresh() {
      // Notices midnight on a page that stays open.
      setTimeZone()
      if (document.visibilityState === 'visible') void data.sync()
    }
    setTimeZone()
    const timer = setInterval(refresh, every)
    const leave = preferences.subscribe(setTimeZone)
    document.addEventListener('visibilitychange', refresh)
    addEventListener('focus', refresh)
    addEventListener('online', refresh)
    return () => {
      clearInterval(timer)
      leave()
      document.removeEventListener('visibilitychange', refresh)
      removeEventListener('focus', refresh)
      removeEventListener('online', refresh)
    }
  }, [data])
}
