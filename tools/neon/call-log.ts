/** The latest calls with their SQL, so that tests can count calls to the database. */

import type { FaultKind } from './faults.ts'

/** One HTTP request (a single statement or a batch), or one whole WebSocket session. */
export interface Call {
  call: number
  transport: 'http' | 'websocket'
  /** SQL text, without the values of parameters. */
  statements: string[]
  startedAt: string
  /** Null while the call is running. */
  durationMs: number | null
  /** `open` while it is running; then `ok`, `error`, or the fault that struck it. */
  outcome: 'open' | 'ok' | 'error' | FaultKind
}

const LONGEST = 10_000

export class CallLog {
  #calls: Call[] = []
  #count = 0
  readonly #onEnd: ((call: Call) => void) | undefined

  constructor(onEnd?: (call: Call) => void) {
    this.#onEnd = onEnd
  }

  /** `end` must be called before the client can see that the call is over. */
  begin(transport: Call['transport']): { call: Call; end(outcome: Call['outcome']): void } {
    this.#count += 1
    const start = performance.now()
    const call: Call = {
      call: this.#count,
      transport,
      statements: [],
      startedAt: new Date().toISOString(),
      durationMs: null,
      outcome: 'open',
    }
    this.#calls.push(call)
    if (this.#calls.length > LONGEST) this.#calls.shift()
    const end = (outcome: Call['outcome']) => {
      if (call.outcome !== 'open') return
      call.outcome = outcome
      call.durationMs = Math.round((performance.now() - start) * 100) / 100
      this.#onEnd?.(call)
    }
    return { call, end }
  }

  list(): Call[] {
    return this.#calls
  }

  clear(): void {
    this.#calls = []
  }
}
