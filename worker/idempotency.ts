// `Idempotency-Key`, which makes a repeated POST happen once (draft-ietf-httpapi-idempotency-key-header).
import type { Context } from 'hono'
import type { IdempotencyKey } from './db/request-transaction.ts'
import { sha256Hex } from './digest.ts'
import { invalidField } from './validation.ts'

/**
 * Returns the key of a POST, if any, with a fingerprint of the request: its address, its condition and the bytes of its
 * body, so the same JSON written differently is another request. Other methods are idempotent by nature.
 * @throws Problem `validation_failed` for a key that is empty, over 255 characters, or not printable ASCII
 */
export async function idempotencyKeyOf(c: Context): Promise<IdempotencyKey | undefined> {
  const key = c.req.header('Idempotency-Key')
  if (key === undefined || c.req.method !== 'POST') return undefined
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) throw malformed()
  const { pathname, search } = new URL(c.req.url)
  const isNew = c.req.header('If-None-Match')
  const condition = c.req.header('If-Match') ?? (isNew === undefined ? '' : `none of ${isNew}`)
  const head = [`${pathname}${search}`, condition, ''].join('\n')
  const request = new Blob([head, await c.req.arrayBuffer()])
  return { key, fingerprint: await sha256Hex(await request.arrayBuffer()) }
}

const malformed = () =>
  invalidField('/idempotency-key', 'must have 1 to 255 printable ASCII characters', {
    in: 'header',
  })
