// What a token looks like that a person makes for a script or a calendar: `duly_pat_` or `duly_feed_`, 43 characters that
// nobody can guess and a checksum, so that scanners of leaked secrets know one without asking anybody, and a typo costs no call.
import { base64url } from 'jose'
import { keyedHash, sha256, sha256Hex } from './digest.ts'

const prefixes = { api: 'duly_pat_', feed: 'duly_feed_' } as const
type TokenKind = keyof typeof prefixes

const randomLength = 43
const checksumLength = 6

/** @param bytes 32 of them, random */
export async function formatToken(kind: TokenKind, bytes: Uint8Array): Promise<string> {
  const body = prefixes[kind] + base64url.encode(bytes)
  return body + (await checksumOf(body))
}

/** The random part of tokens. */
export interface Secrets {
  /** 32 bytes for the token with this id: always the same, and without the deployment's secret nobody's to guess. */
  of(id: string): Promise<Uint8Array>
}

/**
 * Made of the deployment's secret and the token's id, which is random itself, so that a repeated request
 * (`Idempotency-Key`) can be told the same token although nobody keeps it.
 */
export function secretsOf(secret: string): Secrets {
  const hash = keyedHash('personal access token', secret)
  return { of: (id) => hash.sign(id) }
}

/** True for what could be the API token of a caller; a JWT never begins like one. */
export const looksLikeToken = (text: string) => text.startsWith(prefixes.api)

/** True if every character is where it was when the token was made. */
export async function isIntact(token: string, kind: TokenKind): Promise<boolean> {
  const body = token.slice(0, -checksumLength)
  const isOfForm =
    token.startsWith(prefixes[kind]) &&
    token.length === prefixes[kind].length + randomLength + checksumLength &&
    /^[\w-]+$/.test(token)
  return isOfForm && token.slice(-checksumLength) === (await checksumOf(body))
}

/** SHA-256 in hex: what the database knows of a token. It needs no salt, the token is random. */
export const tokenHash = (token: string): Promise<string> => sha256Hex(token)

const checksumOf = async (body: string) =>
  base64url.encode(await sha256(body)).slice(0, checksumLength)
