import { atom } from '../state/atom.ts'

export type Kit = typeof import('./kit.ts')

/** Null until it is there. */
export const kit = atom<Kit | null>(null)

let coming: Promise<Kit | null> | null = null

/** Answers null where it cannot be had now; asked again, it tries again. */
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

const patience = 1_000

/** For whoever types faster than the network: plain words are better than waiting long, or than being lost with the page. */
export const kitSoon = (): Promise<Kit | null> =>
  Promise.race([
    loadKit(),
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), patience)
      document.addEventListener('visibilitychange', () => resolve(null), { once: true })
    }),
  ])
