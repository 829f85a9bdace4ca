// Elects the tab that talks to the server: the one that holds a Web Lock. The browser takes it from a tab that is closed or
// has crashed.

interface Options {
  name: string
  locks: LockManager
  /** Called before this tab leads. */
  prepare: () => Promise<void>
  onLead: () => void
}

export function electLeader({ name, locks, prepare, onLead }: Options) {
  const leaving = new AbortController()
  let isLeading = false
  let resign = () => {}
  let decide = () => {}
  const electionSettled = new Promise<void>((resolve) => (decide = resolve))

  async function lead() {
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
    isLeader: () => isLeading,
    /** Resolves when it is known whether this tab leads or follows. */
    electionSettled,
    /** Leads as soon as no other tab does. Resolves when it has stepped down. */
    async join() {
      await locks.request(name, { ifAvailable: true }, (lock) => lock && lead())
      decide()
      if (leaving.signal.aborted) return
      await locks.request(name, { signal: leaving.signal }, lead).catch((error: unknown) => {
        if (!leaving.signal.aborted) throw error
      })
    },
    stepDown() {
      leaving.abort()
      decide()
      resign()
    },
  }
}
