const pause = 3_000

/**
 * What does not come is asked for again until it does: as soon as there is a network, or after a while.
 * @param failed is told why; what it throws ends the asking
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
