const pause = 3_000

/**
 * Tries until it succeeds: again when the network is back, or after 3 s.
 *
 * @param failed gets each error; an error that it throws ends the tries
 */
export async function retry<T>(
  ask: () => Promise<T>,
  failed: (error: unknown) => void = () => {},
): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      failed(error)
      await networkOrTime()
    }
  }
}

function networkOrTime(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, pause)
    globalThis.addEventListener?.('online', end)
    function end() {
      clearTimeout(timer)
      globalThis.removeEventListener?.('online', end)
      resolve()
    }
  })
}
