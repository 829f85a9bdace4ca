// Signing and verification keys of access tokens. They come from one secret and are never fetched or minted: a cold
// isolate verifies its first token without any I/O.
import { base64url, errors, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import { isCanonical, type PublicKey, parseJson, parseKeySet, publicPart } from './key-set.ts'
import { hasLowS, withLowS } from './low-s.ts'

/** What an access token says (RFC 9068, with Better Auth's session id). Times are in seconds. */
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

/** Why a token is refused. Only `expired` is told to the caller; the log keeps the rest. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  readonly expired: boolean
  constructor(reason: string, options: { expired?: boolean; cause?: unknown } = {}) {
    super(reason, { cause: options.cause })
    this.expired = options.expired ?? false
  }
}

const tokenType = 'at+jwt'
/** Seconds that an access token lives. */
export const tokenLifetime = 15 * 60
const clockTolerance = 5
const maxTokenLength = 4_096

export interface Keys {
  /** Signs with the first key of the set. */
  sign(claims: JWTPayload): Promise<string>
  /** @throws TokenRefused for whatever is wrong with the token. Does no I/O. */
  verify(token: string, expected: { issuer: string; audience: string; now: Date }): Promise<Claims>
  /** The JWK set without private parts and without shared secrets (RFC 7517). */
  published(): { keys: PublicKey[] }
  /** How many keys verify. */
  readonly count: number
  /** True if a shared key is made of this secret. */
  contains(secret: string): boolean
}

/** @throws Error that says what is wrong with the set, without quoting it */
export function parseKeys(json: string): Keys {
  const keys = parseKeySet(json)
  // jose keeps the imported CryptoKey of each JWK object, so each is made once.
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
  // One spelling only: a token must have no twin that a list of revoked ones would not know.
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

/** Our own tokens carry these three header parameters and no others: no `crit`, `jwk`, `jku`, `x5c`, `b64`. */
const Header = z.strictObject({ alg: z.string(), kid: z.string(), typ: z.literal(tokenType) })

function keyFor(keys: VerificationKeys, segment: string) {
  const header = Header.safeParse(parseJson(textOf(segment)))
  if (!header.success) throw new TokenRefused('header is not one of ours')
  const key = keys.get(header.data.kid)
  if (!key) throw new TokenRefused('unknown kid')
  if (key.alg !== header.data.alg) throw new TokenRefused('another algorithm than the key has')
  return key
}

/** What jose says of a token is the caller's fault; anything else is ours and goes on as it is. */
function refuse(error: unknown): never {
  if (!(error instanceof errors.JOSEError)) throw error
  throw new TokenRefused(error.code, { expired: error instanceof errors.JWTExpired, cause: error })
}

const isMadeOf = (k: string, secret: string) => k === secret || textOf(k) === secret

const textOf = (segment: string) => new TextDecoder().decode(base64url.decode(segment))
