// Header and signature: a token is never trusted because of what it says about itself.
import { base64url } from 'jose'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { call } from '../testing/call.ts'
import {
  dissect,
  type Genuine,
  hs256,
  join,
  ownKey,
  signed,
  withHeader,
  withSignature,
} from '../testing/forge.ts'
import { signUp } from '../testing/people.ts'
import { expectRefused } from '../testing/refusal.ts'

type Row = [attack: string, token: (genuine: Genuine) => string | Promise<string>]

let genuine: Genuine
let published: { keys: [{ x: string }] }
beforeAll(async () => {
  genuine = dissect((await signUp()).token)
  published = await (await call('/.well-known/jwks.json')).json()
})

const refuses = async (_: string, token: Row[1]) => expectRefused(await token(genuine))
const accepts = async (token: string) =>
  expect((await call('/api/v1/me', { token })).status).toBe(200)

it('accepts a genuine token, and one made the same way as the forged ones', async () => {
  await accepts(genuine.token)
  await accepts(await signed(genuine.header, genuine.claims))
})

describe('an algorithm', () => {
  const claiming =
    (change: object): Row[1] =>
    (it) =>
      withHeader(it, change)
  const unsigned = (alg: string): Row[1] => {
    return ({ header, claims }) => join({ ...header, alg }, claims, async () => new Uint8Array())
  }
  it.each<Row>([
    ['none, without a signature', unsigned('none')],
    ['NoNe, without a signature', unsigned('NoNe')],
    ['of no letters, without a signature', unsigned('')],
    ['none, with a good signature', claiming({ alg: 'none' })],
    ['null', claiming({ alg: null })],
    ['in a list', claiming({ alg: ['EdDSA'] })],
    ['left out', claiming({ alg: undefined })],
    ['in other letters', claiming({ alg: 'eddsa' })],
    ['by another name for the same', claiming({ alg: 'Ed25519' })],
    ['RS256', claiming({ alg: 'RS256' })],
    ['ES256, over an Ed25519 signature', claiming({ alg: 'ES256' })],
    ['HS256, over an Ed25519 signature', claiming({ alg: 'HS256' })],
  ])('is refused: %s', refuses)

  const keyed = (secret: () => string | Uint8Array): Row[1] => {
    return ({ header, claims }) => join({ ...header, alg: 'HS256' }, claims, hs256(secret()))
  }
  it.each<Row>([
    ['its bytes', keyed(() => base64url.decode(published.keys[0].x))],
    ['its `x`', keyed(() => published.keys[0].x)],
    ['its PEM', keyed(() => pem(published.keys[0].x))],
    ['its PEM with a line break at the end', keyed(() => `${pem(published.keys[0].x)}\n`)],
    ['its JWK', keyed(() => JSON.stringify(published.keys[0]))],
    ['the JWK set', keyed(() => JSON.stringify(published))],
    ['nothing', keyed(() => new Uint8Array(32))],
    ['the secret of the sessions', keyed(() => inject('settings').BETTER_AUTH_SECRET ?? '')],
  ])('is not HS256 with the public key as the secret: %s', refuses)
})

describe('a key', () => {
  it.each<Row>([
    ['of the forger, with our `kid`', async (it) => join(it.header, it.claims, await forger())],
    [
      'of the forger, with our `kid` and ES256',
      async ({ header, claims }) =>
        join({ ...header, alg: 'ES256' }, claims, (await ownKey('ES256')).sign),
    ],
    [
      'of the forger, embedded as `jwk`',
      async ({ header, claims }) => {
        const { sign, jwk } = await ownKey('EdDSA')
        return join({ ...header, jwk }, claims, sign)
      },
    ],
    ...['jku', 'x5u'].map(
      (parameter): Row => [
        `to be fetched by \`${parameter}\``,
        async ({ header, claims }) => {
          const url = `${inject('settings').NEON_ENDPOINT}/sql`
          return join({ ...header, kid: 'theirs', [parameter]: url }, claims, await forger())
        },
      ],
    ),
    [
      'in a certificate, `x5c`',
      async ({ header, claims }) => join({ ...header, x5c: ['MIIB'] }, claims, await forger()),
    ],
    ['embedded as `jwk`, though it is ours', (it) => withHeader(it, { jwk: published.keys[0] })],
  ])('is not trusted: %s', refuses)

  it.each<[string, unknown]>([
    ['unknown', 'unknown'],
    ['left out', undefined],
    ['null', null],
    ['a number', 1],
    ['a list', ['unknown']],
    ['an object', { length: 1 }],
    ['of no letters', ''],
    ['`__proto__`', '__proto__'],
    ['`constructor`', 'constructor'],
    ['a path', '../../../../dev/null'],
    ['SQL', "x' union select 'key'--"],
    ['with NUL', 'a\0b'],
    ['of 64 KB', 'k'.repeat(65_536)],
  ])('is not found by a `kid` that is %s', async (_, kid) => {
    await expectRefused(await withHeader(genuine, { kid }))
  })

  it('is not found by our `kid` in another case', async () => {
    const kid = String(genuine.header.kid).toUpperCase()
    await expectRefused(await withHeader(genuine, { kid }))
  })
})

describe('a header', () => {
  it.each<[string, object]>([
    ['an unknown extension', { crit: ['x'], x: 1 }],
    ['an empty list of extensions', { crit: [] }],
    ['a claim for an extension', { crit: ['exp'] }],
    ['an unencoded payload', { crit: ['b64'], b64: false }],
    ['an unencoded payload on the quiet', { b64: false }],
    ['compression', { zip: 'DEF' }],
    ['a nested token', { cty: 'JWT' }],
    ['the type of a log-out token', { typ: 'logout+jwt' }],
    ['the type of any token', { typ: 'JWT' }],
    ['the type in capitals', { typ: 'AT+JWT' }],
    ['the type in a list', { typ: ['at+jwt'] }],
    ['no type', { typ: undefined }],
  ])('is refused with %s', async (_, change) => {
    await expectRefused(await withHeader(genuine, change))
  })

  it.each(['[]', '"EdDSA"', 'null', '', '{', '{"alg":"EdDSA"'])(
    'is refused when it is `%s`',
    async (header) => {
      await expectRefused(await signed(header, genuine.claims))
    },
  )

  it('takes nothing from a `__proto__` in it', async () => {
    const { alg, kid, typ } = genuine.header
    const inherited = `{"__proto__":${JSON.stringify({ alg, kid, typ, forged: true })}}`
    await expectRefused(await signed(inherited, genuine.claims))
    expect(Reflect.get({}, 'forged')).toBeUndefined()
  })
})

describe('a signature', () => {
  it.each<Row>([
    ['cut by a byte', (it) => withSignature(it, (bytes) => bytes.slice(0, -1))],
    ['cut to half', (it) => withSignature(it, (bytes) => bytes.slice(0, 32))],
    ['left out', (it) => withSignature(it, () => new Uint8Array())],
    ['with a byte more', (it) => withSignature(it, (bytes) => new Uint8Array([...bytes, 0]))],
    ['sent twice over', (it) => withSignature(it, (bytes) => new Uint8Array([...bytes, ...bytes]))],
    ['of zeros', (it) => withSignature(it, (bytes) => bytes.map(() => 0))],
    ['with its first bit flipped', (it) => withSignature(it, flip(0, 1))],
    ['with its last bit flipped', (it) => withSignature(it, flip(63, 128))],
    ['whose S has the order of the curve added', (it) => withSignature(it, addOrder)],
    [
      'of another token',
      async (it) => {
        const other = dissect(await signed(it.header, { ...it.claims, jti: 'other' }))
        return [...it.segments.slice(0, 2), other.segments[2]].join('.')
      },
    ],
  ])('is refused %s', refuses)
})

const forger = async () => (await ownKey('EdDSA')).sign

const pem = (x: string) => {
  const prefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]
  const der = String.fromCharCode(...prefix, ...base64url.decode(x))
  return `-----BEGIN PUBLIC KEY-----\n${btoa(der)}\n-----END PUBLIC KEY-----`
}

const flip = (at: number, bit: number) => (bytes: Uint8Array) =>
  bytes.map((byte, index) => (index === at ? byte ^ bit : byte))

/** S + L: the same point on the curve, encoded differently (RFC 8032, section 5.1.7). */
function addOrder(signature: Uint8Array): Uint8Array {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  const s = [...signature.slice(32)].reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const bytes = Array.from({ length: 32 }, (_, at) =>
    Number(((s + order) >> BigInt(8 * at)) & 255n),
  )
  return new Uint8Array([...signature.slice(0, 32), ...bytes])
}
