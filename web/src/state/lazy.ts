import { retry } from './retry.ts'

export type Lazy<T> = ReturnType<typeof lazy<T>>

/**
 * A part of the app that comes later than the page: asked for when it is first needed, and again where it did not come.
 */
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
    /** Null until it is there. */
    now: () => there,
    ready,
    /**
     * However often it has to be asked for.
     *
     * @param isOver whether nobody needs it any more
     */
    eventually: (isOver: () => boolean) =>
      retry(ready, (error) => {
        if (isOver()) throw error
      }),
  }
}
