import { useEffect } from 'react'
import type { Data } from '../data/contract.ts'
import * as preferences from '../preferences.ts'

const every = 60_000

/** Asks the server whenever the person or the network comes back, and each minute while somebody looks. */
export function useFreshness(data: Data): void {
  useEffect(() => {
    function setCalendar() {
      const weekStart = preferences.get().weekStart === 0 ? 'sunday' : 'monday'
      data.setCalendar({ timezone: preferences.timeZone(), weekStart })
    }
    function refresh() {
      // A page left open over midnight notices.
      setCalendar()
      if (document.visibilityState === 'visible') void data.sync()
    }
    setCalendar()
    const timer = setInterval(refresh, every)
    const leave = preferences.subscribe(setCalendar)
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
