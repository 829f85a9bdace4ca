// The key set: which are refused, which key signs, which keys verify, and what is public.
import { base64url, decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { call, origin } from '../testing/call.ts'
import { deploy } from '../testing/deploy.ts'
import { newKey } from '../testing/forge.ts'
import { type Person, signUp } from '../testing/people.ts'
import { type Keys, parseKeys } from './keys.ts'

const set = (...keys: object[]) => JSON.stringify({ keys })
const oct = { kty: 'oct', alg: 'HS256', kid: 'shared', k: base64url.encode('s'.repeat(32)) }

const claims = () => {
  const iat = Math.floor(Date.now() / 1_000)
  return {
    iss: origin,
    aud: origin,
    sub: crypto.randomUUID(),
    sid: crypto.randomUUID(),
    scope: 'tasks:read',
    email: 'ada@example.com',
    name: 'Ada',
    iat,
    exp: iat + 900,
    jti: crypto.randomUUID(),
  }
}
const verify = (keys: Keys, token: string) =>
  keys.verify(token, { issuer: origin, audience: origin, now: new Date() })

describe('a key set', () => {
  const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I'
  const okp = { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', kid: 'a', x: secret, d: secret }
  it.each<[string, string]>([
    ['no JSON', secret],
    ['of no letters', ''],
    ['null', 'null'],
    ['a list of keys', JSON.stringify([okp])],
    ['one key', JSON.stringify(okp)],
    ['empty', set()],
    ['of a key without `kid`', set({ ...okp, kid: undefined })],
    ['of a key with a path for `kid`', set({ ...okp, kid: `../${secret}` })],
    ['of a key with a long `kid`', set({ ...okp, kid: secret.repeat(2) })],
    ['of a key without `alg`', set({ ...okp, alg: undefined })],
    ['of a key with the `alg` of another', set({ ...okp, alg: 'HS256' })],
    ['of a public key', set({ ...okp, d: undefined })],
    ['of an RSA key', set({ kty: 'RSA', alg: 'RS256', kid: 'a', n: secret, d: secret, e: 'AQAB' })],
    ['of a key of another curve', set({ ...okp, crv: 'X25519' })],
    ['of a short shared key', set({ ...oct, k: secret.slice(0, 42) })],
    ['of a shared key for HS512', set({ ...oct, alg: 'HS512', k: secret })],
    ['of two keys with one `kid`', set(okp, okp)],
    ['of a good and a bad key', set(okp, { ...okp, kid: 'b', d: 1 })],
    ['of a key whose parts are too short', set({ ...okp, x: secret.slice(0, 9), d: secret })],
    ['of a key that is no base64url', set({ ...okp, d: `${secret.slice(0, -1)}!` })],
    ['of a key whose public part belongs to another', set({ ...okp, d: `A${secret.slice(1)}` })],
    ['of a shared key that is no base64url', set({ ...oct, k: `${secret}!!` })],
  ])('is refused when it is %s, without quoting any of it', (_, json) => {
    const refusal = sentenceOf(() => parseKeys(json))
    expect(refusal).toMatch(/^(is|has) /)
    expect(refusal).not.toContain(secret.slice(0, 8))
  })

  it('counts its keys', async () => {
    expect(parseKeys(set(await newKey('a'), oct)).count).toBe(2)
  })

  it('signs with its first key and verifies with all of them', async () => {
    const [first, second] = [await newKey('first'), await newKey('second')]
    const keys = parseKeys(set(first, second))
    const wanted = claims()
    const token = await keys.sign(wanted)
    const older = await parseKeys(set(second)).sign(wanted)
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', kid: 'first', typ: 'at+jwt' })
    expect(await verify(keys, token)).toEqual(wanted)
    expect(await verify(keys, older)).toEqual(wanted)
  })

  it('does not verify with a key that was removed', async () => {
    const [first, second] = [await newKey('first'), await newKey('second')]
    const token = await parseKeys(set(second)).sign(claims())
    await expect(verify(parseKeys(set(first)), token)).rejects.toMatchObject({
      name: 'TokenRefused',
      expired: false,
    })
  })

  it('does not verify with a different key that has the same `kid`', async () => {
    const token = await parseKeys(set(await newKey('a'))).sign(claims())
    const other = parseKeys(set(await newKey('a')))
    await expect(verify(other, token)).rejects.toMatchObject({ name: 'TokenRefused' })
  })

  it('signs and verifies with a shared key', async () => {
    const keys = parseKeys(set(oct))
    const wanted = claims()
    const token = await keys.sign(wanted)
    expect(decodeProtectedHeader(token).alg).toBe('HS256')
    expect(await verify(keys, token)).toEqual(wanted)
  })

  it('signs and verifies with a P-256 key', async () => {
    const keys = parseKeys(set(await newKey('ec', 'ES256')))
    const wanted = claims()
    const token = await keys.sign(wanted)
    expect(decodeProtectedHeader(token).alg).toBe('ES256')
    expect(await verify(keys, token)).toEqual(wanted)
  })

  it('accepts one of the two possible signatures of a P-256 key, and makes that one', async () => {
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
    const keys = parseKeys(set(await newKey('ec', 'ES256')))
    // Without normalisation, each would be the other one half of the time.
    for (let round = 0; round < 20; round += 1) {
      const token = await keys.sign(claims())
      expect((await verify(keys, token)).iss).toBe(origin)
      const [header, payload, signature = ''] = token.split('.')
      const bytes = base64url.decode(signature)
      const s = [...bytes.slice(32)].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
      const other = [...Array(32).keys()].map((at) =>
        Number(((order - s) >> BigInt(8 * at)) & 255n),
      )
      bytes.set(other.toReversed(), 32)
      const twin = [header, payload, base64url.encode(bytes)].join('.')
      await expect(verify(keys, twin)).rejects.toMatchObject({ name: 'TokenRefused' })
    }
  })

  it('does not verify a token under the algorithm of another key in the set', async () => {
    const pair = await newKey('pair')
    const forged = await parseKeys(set({ ...oct, kid: 'pair' })).sign(claims())
    const keys = parseKeys(set(pair, oct))
    await expect(verify(keys, forged)).rejects.toMatchObject({ name: 'TokenRefused' })
  })
})

describe('published keys', () => {
  it('have no private members, whatever else the set contains', async () => {
    const pair = { ...(await newKey('pair')), key_ops: ['sign'], ext: true, note: 'of May' }
    const ec = await newKey('ec', 'ES256')
    const { keys } = parseKeys(set(pair, ec)).published()
    const { crv, kty, x } = pair
    expect(keys).toEqual([
      { kty, crv, x, alg: 'EdDSA', kid: 'pair', use: 'sig' },
      { kty: 'EC', crv: 'P-256', x: ec.x, y: ec.y, alg: 'ES256', kid: 'ec', use: 'sig' },
    ])
  })

  it('are never shared keys', () => {
    expect(parseKeys(set(oct)).published()).toEqual({ keys: [] })
  })

  it('verify signed tokens for anyone who fetches them', async () => {
    const { token, id } = await signUp()
    for (const path of ['/.well-known/jwks.json', '/api/auth/jwks']) {
      const answer = await call(path)
      const { keys } = await answer.json<{ keys: [Record<string, string>] }>()
      const { payload } = await jwtVerify(token, await importJWK(keys[0]), {
        issuer: origin,
        audience: origin,
        typ: 'at+jwt',
      })
      expect(payload.sub).toBe(id)
      expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
      expect(answer.headers.get('Cache-Control')).toBe('public, max-age=300')
    }
  })
})

describe('finding a secret in the set', () => {
  it.each<[string, string, boolean]>([
    ['as the text that the key encodes', 's'.repeat(32), true],
    ['as the key is written', oct.k, true],
    ['not at all', 't'.repeat(32), false],
  ])('works: %s', async (_, secret, contained) => {
    expect(parseKeys(set(await newKey('a'), oct)).contains(secret)).toBe(contained)
  })

  it('does not apply to key pairs', async () => {
    const pair = await newKey('a')
    expect(parseKeys(set(pair)).contains(pair.d)).toBe(false)
  })
})

describe('promise 8: a rotation', () => {
  const old = inject('settings').JWT_KEYS ?? ''
  const [oldKey] = JSON.parse(old).keys
  let ada: Person
  beforeAll(async () => {
    ada = await signUp()
  })
  const as = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } })

  it('keeps old tokens valid while the old key is in the set, and signs with the new one', async () => {
    const rotated = await deploy({ JWT_KEYS: set(await newKey('new'), oldKey) })
    expect((await rotated('/api/v1/me', as(ada.token))).status).toBe(200)
    const answer = await rotated('/api/auth/token', as(ada.session))
    const { token } = await answer.json<{ token: string }>()
    expect(decodeProtectedHeader(token).kid).toBe('new')
    expect((await rotated('/api/v1/me', as(token))).status).toBe(200)
  })

  it('lets other deployments verify before they sign', async () => {
    const prepared = await deploy({ JWT_KEYS: set(oldKey, await newKey('next')) })
    const answer = await prepared('/api/auth/token', as(ada.session))
    const { token } = await answer.json<{ token: string }>()
    expect(decodeProtectedHeader(token).kid).toBe(oldKey.kid)
    expect((await call('/api/v1/me', { token })).status).toBe(200)
  })

  it('ends old tokens, and only those, once the old key is removed', async () => {
    const removed = await deploy({ JWT_KEYS: set(await newKey('new')) })
    const refused = await removed('/api/v1/me', as(ada.token))
    expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'token_invalid' }])
    const answer = await removed('/api/auth/token', as(ada.session))
    const { token } = await answer.json<{ token: string }>()
    expect((await removed('/api/v1/me', as(token))).status).toBe(200)
  })

  it('can switch to a shared key, which is never published', async () => {
    const shared = await deploy({ JWT_KEYS: set(oct, oldKey) })
    const answer = await shared('/api/auth/token', as(ada.session))
    const { token } = await answer.json<{ token: string }>()
    expect((await shared('/api/v1/me', as(token))).status).toBe(200)
    const { keys } = await (await shared('/api/auth/jwks')).json<{ keys: { kid: string }[] }>()
    expect(keys.map(({ kid }) => kid)).toEqual([oldKey.kid])
  })
})

/** Returns the message of the error that a function throws. */
function sentenceOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  return ''
}
