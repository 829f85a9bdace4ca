import { foreign, isObject, textIn } from '../api.ts'

export type User = { id: string; name: string; email: string }

export type Claims = { user: User; lifetimeSeconds: number }

/** Reads a token that came from the API over TLS. It is not verified here; the API does that on every call. */
export function readClaims(jwt: string): Claims {
  const payload = payloadOf(jwt)
  const { iat, exp } = payload
  return {
    user: {
      id: textIn(payload, 'sub'),
      name: textIn(payload, 'name'),
      email: textIn(payload, 'email'),
    },
    lifetimeSeconds: Number(exp) - Number(iat) || 0,
  }
}

/** Throws `ApiFailure` for anything but an access token: then the API did not send it. */
function payloadOf(jwt: string): Record<string, unknown> {
  try {
    const payload: unknown = JSON.parse(decode(jwt.split('.')[1] ?? ''))
    if (isObject(payload) && payload.sub) return payload
  } catch {}
  return foreign()
}

function decode(base64url: string): string {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
}
