import { retry } from './retry.ts'

export type Lazy<T> = ReturnType<typeof lazy<T>>

/** A module that loads later than the page: when it is first needed, and again if it failed. */
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
    /** Null until it has loaded. */
    now: () => there,
    ready,
    /**
     * Retries as often as needed.
     *
     * @param isOver whether nobody needs it any more
     */
    eventually: (isOver: () => boolean) =>
      retry(ready, (error) => {
        if (isOver()) throw error
      }),
  }
}
