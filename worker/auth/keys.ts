// Signing and verification keys of access tokens. They come from one secret and are never fetched or minted: a cold
// isolate verifies its first token without any I/O.
import { base64url, errors, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'

const okp = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  alg: z.literal('EdDSA'),
  x: z.string(),
  d: z.string(),
})
const ec = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  alg: z.literal('ES256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})
const oct = z.object({
  kty: z.literal('oct'),
  alg: z.literal('HS256'),
  k: z.string().min(43, 'needs at least 256 bits'),
})
const Key = z.intersection(
  z.discriminatedUnion('kty', [okp, ec, oct]),
  z.object({ kid: z.string().regex(/^[\w.-]{1,64}$/) }),
)
const KeySet = z.object({ keys: z.array(Key).min(1) })
type Key = z.infer<typeof Key>

/** What an access token says (DESIGN: RFC 9068 with Better Auth's session id). Times are in seconds. */
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

export const tokenType = 'at+jwt'
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

/** @throws Error that says what is wrong with the set, without quoting it. */
export function parseKeys(json: string): Keys {
  const parsed = KeySet.safeParse(parseJson(json))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(
      `is no set of private JWKs with kid and alg (${issue?.path.join('.')}: ${issue?.message})`,
    )
  }
  const keys = parsed.data.keys
  const byId = new Map(keys.map((key) => [key.kid, key]))
  if (byId.size < keys.length) throw new Error('has two keys with one kid')
  const first = keys[0]
  if (!first) throw new Error('is empty')

  return {
    sign: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: first.alg, kid: first.kid, typ: tokenType })
        .sign(asJwk(first)),
    verify: (token, expected) => verify(byId, token, expected),
    count: keys.length,
    published: () => ({ keys: keys.flatMap(publicPart) }),
    contains: (secret) => keys.some((key) => key.kty === 'oct' && isMadeOf(key.k, secret)),
  }
}

async function verify(
  keys: ReadonlyMap<string, Key>,
  token: string,
  expected: { issuer: string; audience: string; now: Date },
): Promise<Claims> {
  if (token.length > maxTokenLength) throw new TokenRefused('too long')
  const segments = token.split('.')
  if (segments.length !== 3 || !segments.every(isCanonical))
    throw new TokenRefused('not a compact JWS')
  const key = keyFor(keys, segments[0] ?? '')
  const { payload } = await jwtVerify(token, asPublic(key), {
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

function keyFor(keys: ReadonlyMap<string, Key>, segment: string): Key {
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

/** RFC 4648, section 3.5: exactly one spelling, no padding, no bits left over, so that no token has a twin. */
const isCanonical = (segment: string) =>
  /^[\w-]+$/.test(segment) &&
  segment.length % 4 !== 1 &&
  base64url.encode(base64url.decode(segment)) === segment

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type PublicKey = { [member: string]: string; kty: string; kid: string; alg: string }

function publicPart(key: Key): PublicKey[] {
  if (key.kty === 'oct') return []
  const { d: _private, ...rest } = key
  return [{ ...rest, use: 'sig' }]
}

/** jose keeps the imported CryptoKey of each JWK object, so the same object is given each time. */
const publicJwks = new WeakMap<Key, JWK>()
function asPublic(key: Key): JWK {
  const known = publicJwks.get(key) ?? publicPart(key)[0] ?? asJwk(key)
  publicJwks.set(key, known)
  return known
}

const asJwk = (key: Key): JWK => key

const isMadeOf = (k: string, secret: string) => k === secret || textOf(k) === secret

const textOf = (segment: string) => new TextDecoder().decode(base64url.decode(segment))
