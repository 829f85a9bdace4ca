// When the leader talks to the server: at once, one run at a time, and after a failure ever later.
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

  /** Asked again meanwhile, it runs once more; resolves when it rests. */
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
    /** At once, unless the server has asked to wait, or does not answer: then with the next try. */
    soon() {
      if (Date.now() >= notBefore) void now()
    },
    /** @returns when it will run again (epoch ms): not before the server said, else by tries and chance */
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
