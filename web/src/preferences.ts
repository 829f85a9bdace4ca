// How this browser shows things. It lies in localStorage, so that the first paint can know it.

export type Preferences = {
  appearance: 'system' | 'light' | 'dark'
  /** Of the IANA database; null: as this device has it. */
  timeZone: string | null
  /** As `Date.getDay()` counts: 0 is Sunday. */
  weekStart: 0 | 1 | 6
  isSidebarFolded: boolean
  /** Whether a single character is a key to something (WCAG 2.1.4). */
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
    // A browser that keeps nothing still shows it until the tab closes.
  }
  tell()
}

/** Tells of changes made here and in other tabs. Answers how to stop that. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

const zoneOfDevice = () => Intl.DateTimeFormat().resolvedOptions().timeZone
/** Every row asks for it, and telling it takes longer than drawing one: it is told anew when the person comes back. */
let deviceZone = zoneOfDevice()

/** Where the person is: as they say, else as their device does. */
export const timeZone = (): string => current.timeZone ?? deviceZone

/** Whoever signs out leaves nothing here. */
export function forget(): void {
  current = defaults
  try {
    localStorage.removeItem(key)
  } catch {
    // Then there is nothing to remove.
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

/** Whatever else wrote there, what comes out is what the type says. */
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
