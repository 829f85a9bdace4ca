// SHA-256, and HMAC-SHA-256 with keys derived from the deployment's secret.

const bytes = (text: string) => new TextEncoder().encode(text)

export const sha256 = async (data: string | ArrayBuffer): Promise<Uint8Array> =>
  new Uint8Array(
    await crypto.subtle.digest('SHA-256', typeof data === 'string' ? bytes(data) : data),
  )

export const sha256Hex = async (data: string | ArrayBuffer): Promise<string> =>
  [...(await sha256(data))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

interface KeyedHash {
  sign(text: string): Promise<Uint8Array>
  verify(tag: Uint8Array, text: string): Promise<boolean>
}

const algorithm = { name: 'HMAC', hash: 'SHA-256' }

/** Derives a key for one use, so that its signatures reveal nothing about the secret's other uses. */
export function keyedHash(use: string, secret: string): KeyedHash {
  const key = () =>
    crypto.subtle.importKey('raw', bytes(`duly ${use} ${secret}`), algorithm, false, [
      'sign',
      'verify',
    ])
  return {
    sign: async (text) =>
      new Uint8Array(await crypto.subtle.sign(algorithm, await key(), bytes(text))),
    verify: async (tag, text) =>
      await crypto.subtle.verify(algorithm, await key(), tag, bytes(text)),
  }
}
