import { persistent } from './persistent.ts'

export type Late<T> = ReturnType<typeof late<T>>

/**
 * A part of the app that comes later than the page: asked for when it is first needed, and again where it did not come.
 *
 * @param isOver whether nobody needs it any more
 */
export function late<T>(fetch: () => Promise<T>, isOver: () => boolean) {
  let there: T | null = null
  let coming: Promise<T> | null = null

  async function ready(): Promise<T> {
    coming ??= fetch()
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
    /** However often it has to be asked for. */
    eventually: () =>
      persistent(ready, (error) => {
        if (isOver()) throw error
      }),
  }
}
