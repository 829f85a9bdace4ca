// Parses a deployment's JWK set (RFC 7517). A set that could not sign or verify is refused at startup, not at the first
// sign-in.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { base64url } from 'jose'
import * as z from 'zod'

/** RFC 4648, section 3.5: a single valid encoding, without padding or spare bits. */
export const isCanonical = (text: string) =>
  /^[\w-]+$/.test(text) &&
  text.length % 4 !== 1 &&
  base64url.encode(base64url.decode(text)) === text

const encoded = z.string().refine(isCanonical, 'is not base64url')
const bytes32 = encoded.length(43, 'must be 32 bytes')

const okp = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  alg: z.literal('EdDSA'),
  x: bytes32,
  d: bytes32,
})
const ec = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  alg: z.literal('ES256'),
  x: bytes32,
  y: bytes32,
  d: bytes32,
})
const oct = z.object({
  kty: z.literal('oct'),
  alg: z.literal('HS256'),
  k: encoded.min(43, 'needs at least 256 bits'),
})
const Key = z.intersection(
  z.discriminatedUnion('kty', [okp, ec, oct]),
  z.object({ kid: z.string().regex(/^[\w.-]{1,64}$/) }),
)
const KeySet = z.object({ keys: z.tuple([Key], Key) })

type Key = z.infer<typeof Key>
type KeySet = z.infer<typeof KeySet>['keys']
export type PublicKey = { [member: string]: string; kty: string; kid: string; alg: string }

/** @throws Error that says what is wrong with the set, without quoting it */
export function parseKeySet(json: string): KeySet {
  const parsed = KeySet.safeParse(parseJson(json))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue?.path.join('.')
    throw new Error(`is no set of private JWKs with kid and alg (${where}: ${issue?.message})`)
  }
  const { keys } = parsed.data
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    throw new Error('has two keys with one kid')
  }
  if (!keys.every(isPair)) throw new Error('has a key whose public part belongs to another')
  return keys
}

/** A shared key has no public part. */
export function publicPart(key: Key): PublicKey | undefined {
  if (key.kty === 'oct') return undefined
  const { d: _private, ...rest } = key
  return { ...rest, use: 'sig' }
}

function isPair(key: Key): boolean {
  if (key.kty === 'oct') return true
  try {
    const pair = createPublicKey(createPrivateKey({ key, format: 'jwk' })).export({ format: 'jwk' })
    return pair.x === key.x && (key.kty !== 'EC' || pair.y === key.y)
  } catch {
    return false
  }
}

/** Returns `undefined` for anything but JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
