import { revokeSession } from './auth-calls.ts'
import { awaitingRevocation, revoked } from './vault.ts'

const pause = 30_000
let isRunning = false
let timer: ReturnType<typeof setTimeout> | undefined

/** Tells the server of sessions that were signed out here, and goes on trying until it has heard. */
export function revokeSetAside(): void {
  if (isRunning) return
  isRunning = true
  void revokeAll()
    .catch(tryLater)
    .finally(() => {
      isRunning = false
    })
}

async function revokeAll(): Promise<void> {
  for (const { id, token } of await awaitingRevocation()) {
    await revokeSession(token)
    await revoked(id)
  }
}

function tryLater() {
  clearTimeout(timer)
  timer = setTimeout(revokeSetAside, pause)
}
