// Tokens that must never be accepted: signed with the Worker's own key but wrong, or like its own but signed
// differently.
import { base64url, type JWK } from 'jose'
import { inject } from 'vitest'

/** Text and bytes are used unchanged, anything else as JSON, so a part may be malformed. */
type Part = object | string | Uint8Array
type Sign = (input: string) => Promise<Uint8Array>

export interface Genuine {
  token: string
  header: Record<string, unknown>
  claims: Record<string, unknown>
  /** The three parts as they appear in the token. */
  segments: [header: string, payload: string, signature: string]
}

/** Splits a token of the Worker under test. */
export function dissect(token: string): Genuine {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return {
    token,
    header: JSON.parse(textOf(header)),
    claims: JSON.parse(textOf(payload)),
    segments: [header, payload, signature],
  }
}

export async function join(header: Part, payload: Part, sign: Sign): Promise<string> {
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${base64url.encode(await sign(input))}`
}

/** Signs any content with the Worker's own key. Members that are `undefined` are left out. */
export const signed = (header: Part, payload: Part) => join(header, payload, signWorkerKey)
export const withHeader = ({ header, claims }: Genuine, change: object) =>
  signed({ ...header, ...change }, claims)
export const withClaims = ({ header, claims }: Genuine, change: object) =>
  signed(header, { ...claims, ...change })

export function withSignature({ segments }: Genuine, change: (bytes: Uint8Array) => Uint8Array) {
  const [header, payload, signature] = segments
  return `${header}.${payload}.${base64url.encode(change(base64url.decode(signature)))}`
}

export const hs256 = (secret: string | Uint8Array) =>
  signWith(
    crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ]),
    'HMAC',
  )

/** Makes a key pair that is not the Worker's. */
export async function ownKey(algorithm: Algorithm): Promise<{ sign: Sign; jwk: JWK }> {
  const { privateKey, publicKey } = await newPair(algorithm)
  const { kty = '', crv = '', x = '', y } = await exported(publicKey)
  const sign = signWith(Promise.resolve(privateKey), signing[algorithm])
  return { sign, jwk: { kty, crv, x, ...(y && { y }) } }
}

/** Makes a new private key in the form that `JWT_KEYS` needs. */
export async function newKey(kid: string, alg: Algorithm = 'EdDSA') {
  const { kty = '', crv = '', x = '', y, d = '' } = await exported((await newPair(alg)).privateKey)
  return { kty, crv, x, ...(y && { y }), d, alg, kid }
}

type Algorithm = keyof typeof signing
const signing = { EdDSA: 'Ed25519', ES256: { name: 'ECDSA', hash: 'SHA-256' } } as const

const [workerKey]: JWK[] = JSON.parse(inject('settings').JWT_KEYS ?? '').keys
const signWorkerKey: Sign = (input) =>
  signWith(
    crypto.subtle.importKey(
      'jwk',
      { kty: 'OKP', crv: 'Ed25519', x: workerKey?.x ?? '', d: workerKey?.d ?? '' },
      'Ed25519',
      false,
      ['sign'],
    ),
    'Ed25519',
  )(input)

const signWith =
  (key: Promise<CryptoKey>, algorithm: string | SubtleCryptoSignAlgorithm): Sign =>
  async (input) =>
    new Uint8Array(await crypto.subtle.sign(algorithm, await key, bytesOf(input)))

async function newPair(algorithm: Algorithm): Promise<CryptoKeyPair> {
  const how = { EdDSA: 'Ed25519', ES256: { name: 'ECDSA', namedCurve: 'P-256' } }[algorithm]
  const pair = await crypto.subtle.generateKey(how, true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new TypeError('not a key pair')
  return pair
}

async function exported(key: CryptoKey): Promise<JsonWebKey> {
  const jwk = await crypto.subtle.exportKey('jwk', key)
  if (jwk instanceof ArrayBuffer) throw new TypeError('not a JWK')
  return jwk
}

const bytesOf = (text: string | Uint8Array) =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text
export const encode = (part: Part) =>
  base64url.encode(
    typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part),
  )
const textOf = (segment: string) => new TextDecoder().decode(base64url.decode(segment))
