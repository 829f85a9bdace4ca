// Knows when a newer version of the app waits, and changes to it.
import { retry } from '../state/retry.ts'
import { settled } from './unsaved.ts'

const [minute, hour] = [60_000, 3_600_000]

let isAsked = false
let registration: ServiceWorkerRegistration | null = null
let waiting: ServiceWorker | null = null
let isPutOff: ServiceWorker | null = null
/** Until what did not come whole is asked for again, in ms. */
let pause = minute
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
  const { placeWorker } = await retry(() => import('../offline-shell.ts'))
  await placeWorker().then(follow, askLater)
  askNowAndThen()
}

function follow(of: ServiceWorkerRegistration) {
  if (of !== registration) of.addEventListener('updatefound', () => attend(of.installing))
  registration = of
  attend(of.installing)
  look()
}

/** A version that does not come whole ends by itself, and is asked for again later. */
function attend(worker: ServiceWorker | null) {
  let isInstalled = false
  worker?.addEventListener('statechange', () => {
    if (worker.state === 'redundant' && !isInstalled) askLater()
    if (worker.state === 'installed') isInstalled = true
    look()
  })
}

function askLater() {
  setTimeout(() => void ask().catch(askLater), pause)
  pause = Math.min(hour, pause * 2)
}

/** Of a first version that failed, the browser has kept nothing. */
async function ask() {
  if (registration?.active) return void (await registration.update())
  const { placeAgain } = await import('../offline-shell.ts')
  follow(await placeAgain())
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
function askNowAndThen() {
  let last = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - last < hour) return
    last = Date.now()
    void ask().catch(() => {})
  })
}
