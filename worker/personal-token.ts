// The format of personal access tokens and feed tokens: `duly_pat_` or `duly_feed_`, 43 unguessable characters, and a
// checksum. The checksum lets scanners recognise leaked tokens offline, and saves a call for mistyped ones.
import { base64url } from 'jose'
import { keyedHash, sha256, sha256Hex } from './digest.ts'

const prefixes = { api: 'duly_pat_', feed: 'duly_feed_' } as const
type TokenKind = keyof typeof prefixes

const randomLength = 43
const checksumLength = 6

/** @param bytes 32 random bytes */
export async function formatToken(kind: TokenKind, bytes: Uint8Array): Promise<string> {
  const body = prefixes[kind] + base64url.encode(bytes)
  return body + (await checksumOf(body))
}

/** Makes the secret part of tokens. */
export interface Secrets {
  /** Returns 32 bytes for the token with this id: always the same, and unguessable without the deployment's secret. */
  of(id: string): Promise<Uint8Array>
}

/**
 * Derives secrets from the deployment's secret and the token's random id, so that a repeated request
 * (`Idempotency-Key`) can return the same token although it is not stored.
 */
export function secretsOf(secret: string): Secrets {
  const hash = keyedHash('personal access token', secret)
  return { of: (id) => hash.sign(id) }
}

/** True for anything that could be a personal access token; no JWT starts like one. */
export const looksLikeToken = (text: string) => text.startsWith(prefixes.api)

/** True if the format and the checksum are right. */
export async function isIntact(token: string, kind: TokenKind): Promise<boolean> {
  const body = token.slice(0, -checksumLength)
  const isOfForm =
    token.startsWith(prefixes[kind]) &&
    token.length === prefixes[kind].length + randomLength + checksumLength &&
    /^[\w-]+$/.test(token)
  return isOfForm && token.slice(-checksumLength) === (await checksumOf(body))
}

/** SHA-256 in hex, which is all that the database stores. Tokens are random, so it needs no salt. */
export const tokenHash = (token: string): Promise<string> => sha256Hex(token)

const checksumOf = async (body: string) =>
  base64url.encode(await sha256(body)).slice(0, checksumLength)
