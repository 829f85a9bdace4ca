// Runs the sync loop: one run at a time, and ever later after each failure.
const [shortest, longest] = [1_000, 60_000]

export function createBackoff({ run, random }: { run: () => Promise<void>; random: () => number }) {
  let running: Promise<void> | null = null
  let isAsked = false
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let notBefore = 0
  let isStopped = false

  async function runs() {
    do {
      isAsked = false
      const before = tries
      notBefore = 0
      await run()
      if (tries === before) tries = 0
      else return
    } while (isAsked && !isStopped)
  }

  /** Runs now, and once more if called meanwhile. Resolves when no run is left. */
  function now(): Promise<void> {
    if (isStopped) return Promise.resolve()
    clearTimeout(timer)
    isAsked = true
    running ??= runs().finally(() => {
      running = null
    })
    return running
  }

  return {
    now,
    /** Runs now, unless it waits after a failure: then the planned run is enough. */
    soon() {
      if (Date.now() >= notBefore) void now()
    },
    /** @returns when it runs again (epoch ms): never before `Retry-After`, else by the number of tries and jitter */
    later(retryAfterSeconds: number | null): number {
      const pause = Math.min(longest, shortest * 2 ** tries++) * (0.75 + random() / 2)
      const wait = Math.max(pause, (retryAfterSeconds ?? 0) * 1_000)
      clearTimeout(timer)
      notBefore = Date.now() + wait
      if (!isStopped) timer = setTimeout(() => void now(), wait)
      return Date.now() + wait
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
