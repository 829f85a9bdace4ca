// Every ECDSA signature has a twin: one has s, the other the order of the curve minus s. We make and accept only the
// lower s, so no token has a twin.
import { base64url } from 'jose'

/** The order of P-256 (NIST SP 800-186, section 3.2.1.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const half = order / 2n
/** Bytes of r and of s (RFC 7518, section 3.4). */
const size = 32

/** True if an ES256 signature is the one of the two that we accept. */
export const hasLowS = (signature: string) => sOf(base64url.decode(signature)) <= half

/** Returns the same token with the signature that we accept. */
export function withLowS(token: string): string {
  const at = token.lastIndexOf('.') + 1
  const bytes = base64url.decode(token.slice(at))
  const s = sOf(bytes)
  if (s <= half) return token
  bytes.set(bytesOf(order - s), size)
  return token.slice(0, at) + base64url.encode(bytes)
}

const sOf = (signature: Uint8Array) =>
  [...signature.slice(size)].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)

const bytesOf = (s: bigint) =>
  Array.from({ length: size }, (_, at) => Number((s >> BigInt(8 * (size - 1 - at))) & 255n))
