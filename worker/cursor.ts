// Opaque page cursors. A cursor that was made up, changed, moved to another filter or used by another user gets 422.
import { base64url } from 'jose'
import { keyedHash } from './digest.ts'
import { invalidField } from './validation.ts'

/** Where a page begins: after the resource with this key, of the order of the pages, and this id. */
export type Position = readonly [key: string, id: string]

export interface Cursors {
  /** `binding` is everything the cursor depends on: the user and the filter. */
  seal(position: Position, binding: readonly string[]): Promise<string>
  /** @throws Problem `validation_failed` */
  open(cursor: string, binding: readonly string[]): Promise<Position>
}

export function cursors(secret: string): Cursors {
  const hash = keyedHash('page cursor', secret)
  const signed = (payload: string, binding: readonly string[]) =>
    JSON.stringify([payload, ...binding])

  return {
    async seal(position, binding) {
      const payload = base64url.encode(JSON.stringify(position))
      return `${payload}.${base64url.encode(await hash.sign(signed(payload, binding)))}`
    },
    async open(cursor, binding) {
      const [, payload = '', text = ''] = /^([\w-]+)\.([\w-]{43})$/.exec(cursor) ?? []
      const tag = base64url.decode(text)
      // Base64url leaves spare bits in the last character, so a tag has four spellings. Only ours counts.
      const genuine =
        base64url.encode(tag) === text && (await hash.verify(tag, signed(payload, binding)))
      if (!genuine) throw notOurs()
      return JSON.parse(new TextDecoder().decode(base64url.decode(payload)))
    },
  }
}

/** The address of the next page (RFC 8288). */
export function nextLink(url: string, cursor: string): string {
  const next = new URL(url)
  next.searchParams.set('cursor', cursor)
  return `<${next.pathname}${next.search}>; rel="next"`
}

const notOurs = () =>
  invalidField('/cursor', 'is not a cursor of this list', {
    in: 'query',
    code: 'invalid_cursor',
  })
