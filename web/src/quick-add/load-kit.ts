import { atom } from '../state/atom.ts'

export type Kit = typeof import('./kit.ts')

/** Null until it has loaded. */
export const kit = atom<Kit | null>(null)

let coming: Promise<Kit | null> | null = null

/** Resolves to null if it cannot be loaded now; calling again retries. */
export function loadKit(): Promise<Kit | null> {
  coming ??= bring()
  return coming
}

async function bring(): Promise<Kit | null> {
  try {
    const found = await import('./kit.ts')
    kit.set(found)
    return found
  } catch {
    coming = null
    return null
  }
}

const timeoutMs = 1_000

/**
 * For users who type faster than the network: plain text is better than a long wait, or losing the text with the page.
 */
export const kitSoon = (): Promise<Kit | null> =>
  Promise.race([
    loadKit(),
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), timeoutMs)
      document.addEventListener('visibilitychange', () => resolve(null), { once: true })
    }),
  ])
