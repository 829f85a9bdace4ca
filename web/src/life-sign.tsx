import { useEffect } from 'react'

/** A lock for as long as this page shows something, by which a worker knows that it may ask (offline/signs-of-life.ts). */
export function LifeSign() {
  useEffect(() => {
    void navigator.locks?.request('duly-page', { mode: 'shared' }, () => new Promise(() => {}))
  }, [])
  return null
}
