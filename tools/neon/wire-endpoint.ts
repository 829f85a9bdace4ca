/** `/v2`: Postgres wire bytes over a WebSocket, inspected for faults and the call log. */

import { connect, type Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Backend } from './backend.ts'
import type { CallLog } from './call-log.ts'
import { type Faults, raising } from './faults.ts'
import { type Frame, FrameReader, message, strings } from './frames.ts'

/** These wait for the end of their group, because only then is it known which faults strike. */
const PARTS_OF_A_GROUP = new Set(['P', 'B', 'D', 'E', 'C'])
const ENDS_A_GROUP = new Set(['S', 'Q', 'F'])

export class WireSession {
  readonly #client: WebSocket
  readonly #server: Socket
  readonly #faults: Faults
  readonly #log: ReturnType<CallLog['begin']>
  readonly #fromClient = new FrameReader('client')
  readonly #fromServer = new FrameReader('server')
  readonly #named = new Map<string, string>()
  #parts: Frame[] = []
  /** The fault for the group being sent. */
  #fault: Awaited<ReturnType<Faults['strike']>>
  #last: Promise<void> = Promise.resolve()
  /** ReadyForQuery messages still expected; the first one ends the start of the session. */
  #due = 1
  #onReady: (() => void) | undefined
  #isMute = false
  #failed = false

  constructor(client: WebSocket, backend: Backend, faults: Faults, log: CallLog) {
    this.#client = client
    this.#faults = faults
    this.#log = log.begin('websocket')
    this.#server = connect({ host: backend.host, port: backend.port, noDelay: true })
    client.on('message', (data: Buffer) => this.#guard(() => this.#receive(data)))
    client.on('error', () => {})
    client.on('close', () => this.#server.destroySoon())
    this.#server.on('data', (chunk) => this.#guard(() => this.#deliver(chunk)))
    this.#server.on('error', () => {})
    this.#server.on('close', () => this.cut())
  }

  /** Ends the session on both sides. */
  cut(outcome: 'ok' | 'reset' | 'lost' = 'ok'): void {
    this.#log.end(outcome === 'ok' && this.#failed ? 'error' : outcome)
    this.#onReady?.()
    if (outcome === 'ok') this.#client.close()
    else this.#client.terminate()
    this.#server.destroySoon()
  }

  #guard(step: () => void): void {
    try {
      step()
    } catch {
      this.#failed = true
      this.cut()
    }
  }

  #receive(data: Buffer): void {
    for (const frame of this.#fromClient.push(data)) {
      this.#last = this.#last.then(() => this.#accept(frame))
    }
  }

  #deliver(chunk: Buffer): void {
    if (!this.#isMute) this.#client.send(chunk)
    for (const { type } of this.#fromServer.push(chunk)) {
      if (type === 'E') this.#failed = true
      if (type !== 'Z') continue
      this.#due -= 1
      if (this.#due === 0) this.#onReady?.()
    }
  }

  async #accept(frame: Frame): Promise<void> {
    // A session that was cut runs nothing more.
    if (!this.#server.writable) return
    if (frame.type === 'ssl') this.#client.send('N')
    else if (PARTS_OF_A_GROUP.has(frame.type)) this.#parts.push(frame)
    else await this.#pass([...this.#parts.splice(0), frame], ENDS_A_GROUP.has(frame.type))
  }

  /** The driver flushes before it syncs, so a group may come in two pieces. */
  async #pass(frames: Frame[], isEnd: boolean): Promise<void> {
    for (const sql of this.#statementsIn(frames)) {
      this.#log.call.statements.push(sql)
      const struck = await this.#faults.strike(sql)
      this.#fault ??= struck
    }
    const fault = this.#fault
    if (fault?.kind === 'reset') return this.cut('reset')
    if (fault?.kind === 'lost' && !this.#isMute) {
      await this.#ready()
      this.#isMute = true
    }
    if (isEnd) this.#due += 1
    if (fault?.kind !== 'error') this.#server.write(Buffer.concat(frames.map(({ bytes }) => bytes)))
    // The server produces the error itself, and reports the state of the transaction.
    else if (isEnd) this.#server.write(message('Q', raising(fault.code)))
    if (!isEnd) return
    this.#fault = undefined
    if (fault?.kind === 'lost') {
      await this.#ready()
      this.cut('lost')
    }
  }

  #ready(): Promise<void> {
    if (this.#due === 0 || this.#server.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      this.#onReady = resolve
    })
  }

  /** The SQL that a group runs: statements it parses, and those it runs again by an earlier name. */
  #statementsIn(group: Frame[]): string[] {
    const here = new Set<string>()
    return group.flatMap((frame) => {
      const [first = '', second = ''] = strings(frame, 2)
      if (frame.type === 'Q') return [first]
      if (frame.type === 'P') {
        here.add(first)
        this.#named.set(first, second)
        return [second]
      }
      const again = frame.type === 'B' && !here.has(second) ? this.#named.get(second) : undefined
      return again === undefined ? [] : [again]
    })
  }
}
