import { useEffect, useState } from 'react'

/** Whether the page has been painted since this became true; deferred parts load from then on. */
export function usePainted(isReady: boolean): boolean {
  const [isPainted, setPainted] = useState(false)
  useEffect(() => {
    if (!isReady || isPainted) return
    // A hidden page is not painted, and need not wait.
    if (document.visibilityState === 'hidden') return setPainted(true)
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setPainted(true))
    })
    return () => cancelAnimationFrame(frame)
  }, [isReady, isPainted])
  return isPainted
}
