import { useEffect, useSyncExternalStore } from 'react'

let said = ''
const listeners = new Set<() => void>()

/** Announces a sentence to screen readers, even the same one twice. */
export function announce(sentence: string): void {
  said = sentence === said ? `${sentence}\u00a0` : sentence
  for (const listener of listeners) listener()
}

/** The live region: one for the page, and one in whatever covers it, because nothing outside of that is read. */
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

/** Clears the sentences, which quote tasks, before the next user. */
function leave() {
  shown -= 1
  if (shown === 0) said = ''
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
