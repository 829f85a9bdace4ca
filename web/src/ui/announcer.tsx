import { useEffect, useSyncExternalStore } from 'react'

let said = ''
const listeners = new Set<() => void>()

/** Lets screen readers hear what others see. The same sentence twice is said twice. */
export function announce(sentence: string): void {
  said = sentence === said ? `${sentence}\u00a0` : sentence
  for (const listener of listeners) listener()
}

/** Where it is heard: one for the page, and one in whatever covers it, since nothing else is heard then. */
export function Announcer() {
  const sentence = useSyncExternalStore(subscribe, () => said)
  useEffect(() => {
    shown += 1
    return leave
  }, [])
  return (
    <p role="status" className="sr-only">
      {sentence}
    </p>
  )
}

let shown = 0

/** Sentences quote tasks: the next person at this screen must not find them. */
function leave() {
  shown -= 1
  if (shown === 0) said = ''
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
