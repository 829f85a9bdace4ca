// Detects a newer version of the app, and switches to it.
import { retry } from '../state/retry.ts'
import { whenNothingUnsaved } from './unsaved.ts'

const [minute, hour] = [60_000, 3_600_000]

let isAsked = false
let registration: ServiceWorkerRegistration | null = null
let waiting: ServiceWorker | null = null
let isPutOff: ServiceWorker | null = null
/** In ms, until an incomplete version is requested again. */
let pause = minute
const listeners = new Set<() => void>()

/** The version that waits for the user. */
export const newVersion = {
  get: () => (waiting === isPutOff ? null : waiting),
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

export async function watch(): Promise<void> {
  // Once per page, however often users sign in on it.
  if (!('serviceWorker' in navigator) || isAsked) return
  isAsked = true
  const { serviceWorker } = navigator
  // The first worker takes over without a reload: the page already has that version.
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

/** An incomplete version discards itself, and is requested again later. */
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

/** The browser keeps nothing of a first version that failed. */
async function ask() {
  if (registration?.active) return void (await registration.update())
  const { placeAgain } = await import('../offline-shell.ts')
  follow(await placeAgain())
}

/** Asks the new version to take over: every tab then reloads. */
export function takeOver(): void {
  waiting?.postMessage('take over')
}

/** Not offered again in this tab until there is another version. */
export function putOff(): void {
  isPutOff = waiting
  tell()
}

function look() {
  // A first worker does not wait, because there is none to take over from.
  waiting = registration?.active ? registration.waiting : null
  tell()
}

function tell() {
  for (const listener of listeners) listener()
}

/** Reloads once, and not while unsaved text would be lost. */
async function reload() {
  waiting = null
  tell()
  await whenNothingUnsaved()
  location.reload()
}

/** Browsers check only when a page loads, and this one may stay open for weeks. */
function askNowAndThen() {
  let last = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - last < hour) return
    last = Date.now()
    void ask().catch(() => {})
  })
}
