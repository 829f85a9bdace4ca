/** Splits a stream of Postgres wire bytes into messages, and writes the few that we send ourselves. */

export interface Frame {
  /** The message's type byte as a letter; `startup`, `ssl` or `cancel` for those without one. */
  type: string
  bytes: Buffer
}

const PREAMBLES = new Map([
  [80877102, 'cancel'],
  [80877103, 'ssl'],
  [80877104, 'ssl'],
])
const LARGEST = 2 ** 30
const LARGEST_STARTUP = 10_000

export class FrameReader {
  #rest = Buffer.alloc(0)
  #starting: boolean

  /** A client's first messages have no type byte; a server's always do. */
  constructor(sender: 'client' | 'server') {
    this.#starting = sender === 'client'
  }

  /** Throws if the bytes cannot be the Postgres protocol. */
  push(chunk: Uint8Array): Frame[] {
    this.#rest = Buffer.concat([this.#rest, chunk])
    const frames: Frame[] = []
    for (let frame = this.#take(); frame; frame = this.#take()) frames.push(frame)
    return frames
  }

  #take(): Frame | undefined {
    const offset = this.#starting ? 0 : 1
    if (this.#rest.length < offset + (this.#starting ? 8 : 4)) return undefined
    const length = this.#rest.readInt32BE(offset)
    const fits = length >= (this.#starting ? 8 : 4)
    if (!fits || length > (this.#starting ? LARGEST_STARTUP : LARGEST)) {
      throw new Error('These bytes are not the Postgres protocol.')
    }
    if (this.#rest.length < offset + length) return undefined
    const bytes = this.#rest.subarray(0, offset + length)
    this.#rest = this.#rest.subarray(offset + length)
    if (!this.#starting) return { type: String.fromCharCode(bytes.readUInt8(0)), bytes }
    const type = PREAMBLES.get(bytes.readInt32BE(4)) ?? 'startup'
    this.#starting = type !== 'startup'
    return { type, bytes }
  }
}

export function message(type: string, ...parts: (string | Uint8Array)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)),
  )
  const head = Buffer.alloc(5, type, 'latin1')
  head.writeInt32BE(4 + body.length, 1)
  return Buffer.concat([head, body])
}

export function fatal(code: string, text: string): Buffer {
  return message('E', 'SFATAL', 'VFATAL', `C${code}`, `M${text}`, Buffer.from([0]))
}

/** The zero-terminated strings at the start of a message: for a Parse, the name and then the SQL. */
export function strings(frame: Frame, count: number): string[] {
  const found: string[] = []
  let from = frame.type === 'startup' ? 8 : 5
  while (found.length < count) {
    const to = frame.bytes.indexOf(0, from)
    if (to < 0) break
    found.push(frame.bytes.toString('utf8', from, to))
    from = to + 1
  }
  return found
}
