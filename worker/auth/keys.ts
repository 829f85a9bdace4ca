// Signing and verification keys of access tokens. They come from a secret and are never fetched or generated, so a cold
// isolate verifies its first token without I/O.
import { base64url, errors, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import { isCanonical, type PublicKey, parseJson, parseKeySet, publicPart } from './key-set.ts'
import { hasLowS, withLowS } from './low-s.ts'

/** The claims of an access token (RFC 9068, with Better Auth's session id). Times are in seconds. */
const Claims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: z.uuid().lowercase(),
  sid: z.uuid().lowercase(),
  scope: z.string().max(500),
  email: z.string(),
  name: z.string(),
  iat: z.int().min(0),
  exp: z.int().min(0),
  jti: z.string(),
})
export type Claims = z.infer<typeof Claims>

/** The reason why a token is refused. The caller only learns `expired`; the log has the rest. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  readonly expired: boolean
  constructor(reason: string, options: { expired?: boolean; cause?: unknown } = {}) {
    super(reason, { cause: options.cause })
    this.expired = options.expired ?? false
  }
}

const tokenType = 'at+jwt'
/** Lifetime of an access token, in seconds. */
export const tokenLifetime = 15 * 60
const clockTolerance = 5
const maxTokenLength = 4_096

export interface Keys {
  /** Signs with the first key of the set. */
  sign(claims: JWTPayload): Promise<string>
  /**
   * Does no I/O.
   * @throws TokenRefused if anything is wrong with the token
   */
  verify(token: string, expected: { issuer: string; audience: string; now: Date }): Promise<Claims>
  /** The JWK set without private parts and without shared secrets (RFC 7517). */
  published(): { keys: PublicKey[] }
  /** The number of keys that verify. */
  readonly count: number
  /** True if a shared key is the same as this secret. */
  contains(secret: string): boolean
}

/**
 * Parses the secret.
 * @throws Error that says what is wrong with the set, without quoting it
 */
export function parseKeys(json: string): Keys {
  const keys = parseKeySet(json)
  // jose caches the imported CryptoKey per JWK object, so each object is made only once.
  const byId: VerificationKeys = new Map(
    keys.map((key) => [key.kid, { alg: key.alg, jwk: publicPart(key) ?? key }]),
  )
  const [first] = keys
  return {
    count: keys.length,
    sign: async (claims) => {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: first.alg, kid: first.kid, typ: tokenType })
        .sign(first)
      return first.alg === 'ES256' ? withLowS(token) : token
    },
    verify: (token, expected) => verify(byId, token, expected),
    published: () => ({ keys: keys.flatMap((key) => publicPart(key) ?? []) }),
    contains: (secret) => keys.some((key) => key.kty === 'oct' && isMadeOf(key.k, secret)),
  }
}

type VerificationKeys = ReadonlyMap<string, { alg: string; jwk: JWK }>

async function verify(
  keys: VerificationKeys,
  token: string,
  expected: { issuer: string; audience: string; now: Date },
): Promise<Claims> {
  if (token.length > maxTokenLength) throw new TokenRefused('too long')
  const segments = token.split('.')
  // Accepts a single encoding: a token must have no twin that a list of revoked tokens would miss.
  if (segments.length !== 3 || !segments.every(isCanonical))
    throw new TokenRefused('not a compact JWS')
  const key = keyFor(keys, segments[0] ?? '')
  if (key.alg === 'ES256' && !hasLowS(segments[2] ?? '')) throw new TokenRefused('a twin')
  const { payload } = await jwtVerify(token, key.jwk, {
    algorithms: [key.alg],
    typ: tokenType,
    issuer: expected.issuer,
    audience: expected.audience,
    currentDate: expected.now,
    clockTolerance,
  }).catch(refuse)
  const claims = Claims.safeParse(payload)
  if (!claims.success) throw new TokenRefused('claims are missing or of the wrong type')
  const { iat, exp } = claims.data
  if (iat > expected.now.getTime() / 1_000 + clockTolerance)
    throw new TokenRefused('issued in the future')
  if (exp - iat > tokenLifetime) throw new TokenRefused('lives longer than any token we sign')
  return claims.data
}

/** Our tokens have exactly these three header parameters: no `crit`, `jwk`, `jku`, `x5c`, `b64`. */
const Header = z.strictObject({ alg: z.string(), kid: z.string(), typ: z.literal(tokenType) })

function keyFor(keys: VerificationKeys, segment: string) {
  const header = Header.safeParse(parseJson(textOf(segment)))
  if (!header.success) throw new TokenRefused('header is not one of ours')
  const key = keys.get(header.data.kid)
  if (!key) throw new TokenRefused('unknown kid')
  if (key.alg !== header.data.alg) throw new TokenRefused('another algorithm than the key has')
  return key
}

/** Errors of jose are the caller's fault; any other error is ours and is rethrown. */
function refuse(error: unknown): never {
  if (!(error instanceof errors.JOSEError)) throw error
  throw new TokenRefused(error.code, { expired: error instanceof errors.JWTExpired, cause: error })
}

const isMadeOf = (k: string, secret: string) => k === secret || textOf(k) === secret

const textOf = (segment: string) => new TextDecoder().decode(base64url.decode(segment))
