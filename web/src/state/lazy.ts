import { retry } from './retry.ts'

export type Lazy<T> = ReturnType<typeof lazy<T>>

/** A part of the app that is loaded when it is first needed, and again after a load that failed. */
export function lazy<T>(bring: () => Promise<T>) {
  let there: T | null = null
  let coming: Promise<T> | null = null

  async function ready(): Promise<T> {
    coming ??= bring()
    const asked = coming
    there = await asked.catch((error: unknown) => {
      if (coming === asked) coming = null
      throw error
    })
    return there
  }

  return {
    /** The part; null until it is loaded. */
    now: () => there,
    ready,
    /**
     * Loads it, and tries until it succeeds.
     *
     * @param isOver whether nobody needs it any more
     */
    eventually: (isOver: () => boolean) =>
      retry(ready, (error) => {
        if (isOver()) throw error
      }),
  }
}
