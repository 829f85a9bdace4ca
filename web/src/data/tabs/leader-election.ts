// One tab of those that show the same data speaks with the server: the one that holds a lock, which the browser takes
// from a tab that is closed or has crashed.

interface Options {
  name: string
  locks: LockManager
  /** Before it leads. */
  prepare: () => Promise<void>
  onLead: () => void
}

export function leadership({ name, locks, prepare, onLead }: Options) {
  const leaving = new AbortController()
  let isLeading = false
  let resign = () => {}
  let decide = () => {}
  const decided = new Promise<void>((resolve) => (decide = resolve))

  async function reign() {
    if (leaving.signal.aborted) return
    await prepare()
    if (leaving.signal.aborted) return
    isLeading = true
    decide()
    onLead()
    await new Promise<void>((resolve) => (resign = resolve))
    isLeading = false
  }

  return {
    leads: () => isLeading,
    /** Resolves when this tab leads, or is known to be one that follows. */
    decided,
    /** Leads as soon as no other tab does. Resolves when that is over. */
    async join() {
      await locks.request(name, { ifAvailable: true }, (lock) => lock && reign())
      decide()
      if (leaving.signal.aborted) return
      await locks.request(name, { signal: leaving.signal }, reign).catch((error: unknown) => {
        if (!leaving.signal.aborted) throw error
      })
    },
    leave() {
      leaving.abort()
      decide()
      resign()
    },
  }
}
