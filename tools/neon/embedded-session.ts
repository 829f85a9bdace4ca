/** One wire-protocol client of the embedded database. */

import type { Socket } from 'node:net'
import { Refusal } from './converse.ts'
import { type Frame, FrameReader, fatal, message, strings } from './frames.ts'
import type { Client, Turns } from './turns.ts'

const REFUSED_TLS = Buffer.from('N')
/** PGlite answers at these messages; earlier ones wait. */
const ENDS_A_GROUP = new Set(['S', 'Q', 'F', 'H'])

export class EmbeddedSession implements Client {
  user = 'postgres'
  settings = new Map<string, string>()
  readonly prepared = new Map<string, Buffer>()
  readonly customSettings = new Set<string>()
  readonly #socket: Socket
  readonly #turns: Turns
  readonly #greeting: Buffer
  readonly #reader = new FrameReader('client')
  #group: Frame[] = []
  #last: Promise<void> = Promise.resolve()

  constructor(socket: Socket, turns: Turns, greeting: Buffer) {
    this.#socket = socket
    this.#turns = turns
    this.#greeting = greeting
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#receive(chunk))
    // A close follows every error and does the work.
    socket.on('error', () => {})
    socket.once('close', () => void turns.leave(this))
  }

  evict(code: string, reason: string): void {
    if (this.#socket.writable) this.#socket.end(fatal(code, reason))
    void this.#turns.leave(this)
  }

  cut(): void {
    this.#socket.destroySoon()
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.push(chunk)) this.#accept(frame)
    } catch (error) {
      this.evict('08P01', error instanceof Error ? error.message : 'protocol violation')
    }
  }

  #accept(frame: Frame): void {
    if (frame.type === 'ssl') this.#socket.write(REFUSED_TLS)
    else if (frame.type === 'startup') this.#start(frame)
    else if (frame.type === 'X' || frame.type === 'cancel') this.#leave()
    else {
      this.#group.push(refuseCopy(frame))
      if (ENDS_A_GROUP.has(frame.type)) this.#run(this.#group.splice(0))
    }
  }

  #leave(): void {
    this.#afterwards(() => this.#socket.end())
  }

  #start(frame: Frame): void {
    const words = strings(frame, 100)
    const { user, database, options, ...settings } = Object.fromEntries(
      words.flatMap((word, at) => (at % 2 === 0 && word ? [[word, words[at + 1] ?? '']] : [])),
    )
    const wanted = database ?? user
    if (wanted !== 'postgres') {
      this.evict('3D000', `database "${wanted}" does not exist`)
      return
    }
    this.user = user ?? 'postgres'
    this.settings = new Map(Object.entries(settings))
    for (const [, name = '', value = ''] of (options ?? '').matchAll(/-c\s*([\w.]+)=(\S+)/g)) {
      this.settings.set(name, value)
    }
    this.#socket.write(this.#greeting)
  }

  #run(group: Frame[]): void {
    this.#afterwards(async () => {
      const answer = await this.#turns.run(this, group)
      if (this.#socket.writable) this.#socket.write(answer)
    })
  }

  /** Clients may send without waiting for answers, so messages are processed in order. */
  #afterwards(step: () => unknown): void {
    this.#last = this.#last
      .then(() => (this.#socket.writable ? step() : undefined))
      .then(() => {})
      .catch((error) => {
        if (!(error instanceof Refusal)) console.error(error)
        const code = error instanceof Refusal ? error.code : 'XX000'
        this.evict(code, error instanceof Error ? error.message : String(error))
      })
  }
}

/** PGlite would wait inside the statement for rows that cannot reach it, and then exit. */
function refuseCopy(frame: Frame): Frame {
  const isParse = frame.type === 'P'
  if (!isParse && frame.type !== 'Q') return frame
  const [first = '', second = ''] = strings(frame, 2)
  if (!/(?:^|;)\s*copy\s[^;]*\sfrom\s+stdin/i.test(isParse ? second : first)) return frame
  const sql = `do $$ begin raise exception using errcode = '0A000',
    message = 'COPY FROM STDIN is not supported by the embedded database'; end $$`
  const bytes = isParse ? message('P', first, sql, Buffer.alloc(2)) : message('Q', sql)
  return { type: frame.type, bytes }
}
