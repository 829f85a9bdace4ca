/** Controls the local Neon endpoint from a test. Uses only `fetch`, so it runs in a Worker as well as in Node. */

import type { Call } from './call-log.ts'
import type { Fault, FaultState } from './faults.ts'

export type { Call, Fault, FaultState }

export interface Control {
  /** The calls so far, oldest first. */
  log(): Promise<Call[]>
  clearLog(): Promise<void>
  faults(): Promise<FaultState[]>
  /** Replaces all rules; throws a description of invalid ones. */
  setFaults(faults: Fault[]): Promise<void>
  clearFaults(): Promise<void>
  /** From now on every request and every session is cut. */
  down(): Promise<void>
  up(): Promise<void>
  /** The calls made while `work` runs. Not for tests that share the endpoint with others at the same time. */
  record(work: () => unknown): Promise<Call[]>
}

export function connectControl(controlUrl: string): Control {
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${controlUrl}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`)
    return text
  }
  const send = async (method: string, path: string, body?: unknown) => {
    await ask(method, path, body)
  }
  const log = async (): Promise<Call[]> => JSON.parse(await ask('GET', '/log'))
  const clearLog = () => send('DELETE', '/log')
  return {
    log,
    clearLog,
    faults: async (): Promise<FaultState[]> => JSON.parse(await ask('GET', '/faults')),
    setFaults: (faults) => send('PUT', '/faults', faults),
    clearFaults: () => send('DELETE', '/faults'),
    down: () => send('POST', '/down'),
    up: () => send('POST', '/up'),
    record: async (work) => {
      await clearLog()
      await work()
      return log()
    },
  }
}
