// Opaque page cursors. A client gets back what it was given or 422: nothing in a cursor can be made up, moved to
// another filter, or used by another user.
import { base64url } from 'jose'
import { Problem } from './problem.ts'

export interface Cursors {
  /** `binding` is whatever the cursor is good for: the user and the filter. */
  seal(position: readonly string[], binding: readonly string[]): Promise<string>
  /** @throws Problem `validation_failed` */
  open(cursor: string, binding: readonly string[]): Promise<string[]>
}

const algorithm = { name: 'HMAC', hash: 'SHA-256' }

/** The key is derived, so that a cursor says nothing about the secret's other uses. */
export function cursors(secret: string): Cursors {
  const key = () =>
    crypto.subtle.importKey('raw', bytes(`duly page cursor ${secret}`), algorithm, false, [
      'sign',
      'verify',
    ])
  const signed = (payload: string, binding: readonly string[]) =>
    bytes(JSON.stringify([payload, ...binding]))

  return {
    async seal(position, binding) {
      const payload = base64url.encode(JSON.stringify(position))
      const tag = await crypto.subtle.sign(algorithm, await key(), signed(payload, binding))
      return `${payload}.${base64url.encode(new Uint8Array(tag))}`
    },
    async open(cursor, binding) {
      const [, payload = '', text = ''] = /^([\w-]+)\.([\w-]{43})$/.exec(cursor) ?? []
      const tag = base64url.decode(text)
      // The last character has bits to spare: of four spellings of a tag, one is ours.
      const genuine =
        base64url.encode(tag) === text &&
        (await crypto.subtle.verify(algorithm, await key(), tag, signed(payload, binding)))
      if (!genuine) throw notOurs()
      return JSON.parse(new TextDecoder().decode(base64url.decode(payload)))
    },
  }
}

const notOurs = () =>
  new Problem('validation_failed', {
    errors: [
      { pointer: '/cursor', code: 'invalid_cursor', detail: 'is not a cursor of this list' },
    ],
  })

const bytes = (text: string) => new TextEncoder().encode(text)
