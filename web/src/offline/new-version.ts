// Knows when a newer version of the app waits, and changes to it.
import { settled } from './unsaved.ts'

const hour = 3_600_000

let isAsked = false
let registration: ServiceWorkerRegistration | null = null
let waiting: ServiceWorker | null = null
let isPutOff: ServiceWorker | null = null
const listeners = new Set<() => void>()

/** The version that waits for the person's word. */
export const newVersion = {
  get: () => (waiting === isPutOff ? null : waiting),
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

export async function watch(): Promise<void> {
  // Once for the page, however often people sign in on it.
  if (!('serviceWorker' in navigator) || isAsked) return
  isAsked = true
  const { serviceWorker } = navigator
  // Without one before, the first takes its place for what comes later: the page is of that version already.
  let isFirst = !serviceWorker.controller
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirst) void reload()
    isFirst = false
  })
  const { placeWorker } = await import('../offline-shell.ts')
  registration = await placeWorker()
  look()
  registration.addEventListener('updatefound', () => {
    registration?.installing?.addEventListener('statechange', look)
  })
  registration.installing?.addEventListener('statechange', look)
  askNowAndThen(registration)
}

/** Asks the new version to take over: every tab loads again as soon as it has. */
export function takeOver(): void {
  waiting?.postMessage('take over')
}

/** Not asked again in this tab until there is another one. */
export function putOff(): void {
  isPutOff = waiting
  tell()
}

function look() {
  // A first worker waits for nothing: it has nobody to take over from.
  waiting = registration?.active ? registration.waiting : null
  tell()
}

function tell() {
  for (const listener of listeners) listener()
}

/** Once, and not over words that would be lost. */
async function reload() {
  waiting = null
  tell()
  await settled()
  location.reload()
}

/** The browser itself asks only when a page is loaded, and this one may stay open for weeks. */
function askNowAndThen(of: ServiceWorkerRegistration) {
  let last = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - last < hour) return
    last = Date.now()
    void of.update().catch(() => {})
  })
}
