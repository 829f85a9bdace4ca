import { useEffect } from 'react'

/**
 * Holds a lock while the page shows something, so that a new service worker knows that it can ask the user
 * (offline/signs-of-life.ts).
 */
export function LifeSign() {
  useEffect(() => {
    void navigator.locks?.request('duly-page', { mode: 'shared' }, () => new Promise(() => {}))
  }, [])
  return null
}
