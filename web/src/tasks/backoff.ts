const [shortest, longest] = [2_000, 60_000]

/** Tries again after ever longer pauses, not earlier than the server asked for. */
export function backoff(
  later: (milliseconds: number, run: () => void) => () => void,
  run: () => void,
  random = Math.random,
) {
  let tries = 0
  let callOff: (() => void) | null = null
  return {
    schedule(retryAfterSeconds: number | null) {
      if (callOff) return
      const pause = Math.min(longest, shortest * 2 ** tries++)
      const jittered = pause * (0.75 + random() / 2)
      callOff = later(Math.max(jittered, (retryAfterSeconds ?? 0) * 1_000), () => {
        callOff = null
        run()
      })
    },
    /** The network is back. Answers whether something was still scheduled, and calls it off. */
    reset(): boolean {
      const wasScheduled = callOff !== null
      tries = 0
      callOff?.()
      callOff = null
      return wasScheduled
    },
  }
}
