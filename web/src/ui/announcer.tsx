import { useEffect, useSyncExternalStore } from 'react'

let said = ''
const listeners = new Set<() => void>()

/** Lets screen readers hear what others see. The same sentence twice is said twice. */
export function announce(sentence: string): void {
  said = sentence === said ? `${sentence}\u00a0` : sentence
  for (const listener of listeners) listener()
}

export function Announcer() {
  const sentence = useSyncExternalStore(subscribe, () => said)
  useEffect(() => forget, [])
  return (
    <p role="status" className="sr-only">
      {sentence}
    </p>
  )
}

/** Sentences quote tasks: the next person at this screen must not find them. */
function forget() {
  said = ''
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
