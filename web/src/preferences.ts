// Preferences of this browser, in localStorage so that the first paint can use them.

export type Preferences = {
  appearance: 'system' | 'light' | 'dark'
  /** IANA name; null for the device's zone. */
  timeZone: string | null
  /** As `Date.getDay()` counts: 0 is Sunday. */
  weekStart: 0 | 1 | 6
  isSidebarFolded: boolean
  /** Whether single characters are shortcuts (WCAG 2.1.4). */
  shortcuts: boolean
}

const key = 'duly-preferences'
const defaults: Preferences = {
  appearance: 'system',
  timeZone: null,
  weekStart: 1,
  isSidebarFolded: false,
  shortcuts: true,
}

const listeners = new Set<() => void>()
let current = read()

export const get = (): Preferences => current

export function set(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(key, JSON.stringify(current))
  } catch {
    // Without storage, the setting lasts until the tab closes.
  }
  tell()
}

/** Notifies of changes made here and in other tabs. Returns the unsubscribe function. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

const zoneOfDevice = () => Intl.DateTimeFormat().resolvedOptions().timeZone
/**
 * Cached because every row needs it, and computing it takes longer than drawing one; refreshed when the user comes
 * back.
 */
let deviceZone = zoneOfDevice()

/** The user's zone: as set, or else the device's. */
export const timeZone = (): string => current.timeZone ?? deviceZone

/** Removes everything when a user signs out. */
export function forget(): void {
  current = defaults
  try {
    localStorage.removeItem(key)
  } catch {
    // Without storage there is nothing to remove.
  }
  tell()
}

function tell() {
  for (const listener of listeners) listener()
}

function read(): Preferences {
  try {
    return checked(JSON.parse(localStorage.getItem(key) ?? '{}'))
  } catch {
    return defaults
  }
}

/** Whatever else is stored there, the result matches the type. */
function checked(found: Partial<Record<keyof Preferences, unknown>>): Preferences {
  const { appearance, timeZone: zone, weekStart, isSidebarFolded, shortcuts } = found
  return {
    appearance: appearance === 'light' || appearance === 'dark' ? appearance : 'system',
    timeZone: typeof zone === 'string' && isZone(zone) ? zone : null,
    weekStart: weekStart === 0 || weekStart === 6 ? weekStart : 1,
    isSidebarFolded: isSidebarFolded === true,
    shortcuts: shortcuts !== false,
  }
}

function isZone(timeZone: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone }))
  } catch {
    return false
  }
}

globalThis.addEventListener?.('storage', (event) => {
  if (event.key !== key && event.key !== null) return
  current = read()
  tell()
})

globalThis.addEventListener?.('focus', () => {
  const before = deviceZone
  deviceZone = zoneOfDevice()
  if (deviceZone !== before) tell()
})
