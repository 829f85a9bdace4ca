type Deps = {
  awaiting: () => Promise<{ id: string; token: string }[]>
  /** Resolves once the server has confirmed it. */
  revoke: (token: string) => Promise<void>
  revoked: (id: string) => Promise<void>
  tryLater: (run: () => void) => void
}

/** Tells the server of sessions that ended here, and retries until it has confirmed them. */
export function revocation({ awaiting, revoke, revoked, tryLater }: Deps): () => void {
  let isRunning = false
  let isAskedAgain = false

  async function run(): Promise<void> {
    if (isRunning) {
      isAskedAgain = true
      return
    }
    isRunning = true
    let isDone = false
    do {
      isAskedAgain = false
      isDone = await revokeAll().catch(() => false)
    } while (isAskedAgain)
    isRunning = false
    if (!isDone) tryLater(run)
  }

  /** Each separately: one that cannot be revoked does not block the others. */
  async function revokeAll(): Promise<boolean> {
    const outcomes = (await awaiting()).map(async ({ id, token }) => {
      await revoke(token)
      await revoked(id)
    })
    return (await Promise.allSettled(outcomes)).every(({ status }) => status === 'fulfilled')
  }

  return () => void run()
}
