/** Speaks the wire protocol to PGlite, and runs small queries of our own. */

import type { PGlite } from '@electric-sql/pglite'
import { type Frame, FrameReader, message } from './frames.ts'

/** An error from Postgres for one of our own queries. */
export class Refusal extends Error {
  readonly code: string

  constructor(code: string, text: string) {
    super(text)
    this.code = code
  }
}

export interface Answer {
  bytes: Buffer
  frames: Frame[]
}

export async function converse(db: PGlite, bytes: Uint8Array): Promise<Answer> {
  const chunks: Buffer[] = []
  // The chunk is a view of PGlite's memory, which the next message overwrites.
  await db.execProtocolRawStream(bytes, { onRawData: (chunk) => chunks.push(Buffer.from(chunk)) })
  const answer = Buffer.concat(chunks)
  return { bytes: answer, frames: new FrameReader('server').push(answer) }
}

/** Rows of text. PGlite's own `query()` cannot be mixed with raw messages: responses get lost. */
export async function ask(db: PGlite, sql: string): Promise<(string | null)[][]> {
  const { frames } = await converse(db, message('Q', sql))
  const error = frames.find(({ type }) => type === 'E')
  if (error) throw new Refusal(errorField(error, 'C'), errorField(error, 'M'))
  return frames.filter(({ type }) => type === 'D').map(({ bytes }) => columns(bytes))
}

function columns(row: Buffer): (string | null)[] {
  let at = 7
  return Array.from({ length: row.readInt16BE(5) }, () => {
    const length = row.readInt32BE(at)
    at += 4 + Math.max(length, 0)
    return length < 0 ? null : row.toString('utf8', at - length, at)
  })
}

function errorField(error: Frame, letter: string): string {
  const fields = error.bytes.toString('utf8', 5).split('\0')
  return fields.find((field) => field.startsWith(letter))?.slice(1) ?? ''
}
