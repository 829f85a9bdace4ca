// A token has a single valid form and place, and nothing else is read as one.
import { beforeAll, describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { dissect, encode, type Genuine, signed, withClaims } from '../testing/forge.ts'
import { type Person, signUp } from '../testing/people.ts'
import { expectRefused, expectUnauthenticated } from '../testing/refusal.ts'

type Row = [form: string, token: (genuine: Genuine) => string | Promise<string>]

let ada: Person
let genuine: Genuine
beforeAll(async () => {
  ada = await signUp()
  genuine = dissect(ada.token)
})

const refuses = async (_: string, token: Row[1]) => expectRefused(await token(genuine))

describe('a segment', () => {
  it.each<Row>([
    ['is padded', ({ token }) => `${token}==`],
    ['is padded by one', ({ token }) => `${token}=`],
    ['is padded in front', ({ segments: [header, ...rest] }) => [`${header}=`, ...rest].join('.')],
    ['is in the other base64', (it) => inOtherBase64(it)],
    ['has white space in it', ({ token }) => `${token.slice(0, 9)} ${token.slice(9)}`],
    ['has a tab in it', ({ token }) => `${token.slice(0, 9)}\t${token.slice(9)}`],
    ['has garbage after it', ({ token }) => `${token}A`],
    ['has more garbage after it', ({ token }) => `${token}AAAA`],
    ['has a comma after it', ({ token }) => `${token},`],
    ['has a quote around it', ({ token }) => `"${token}"`],
    ['is percent-encoded', ({ token }) => token.replaceAll('.', '%2E')],
    ['has other bits left over, in the signature', ({ token }) => nextInAlphabet(token)],
    [
      'has other bits left over, in the payload',
      async (it) => {
        const [header, payload = '', signature] = (await leavingBits(it)).split('.')
        return [header, nextInAlphabet(payload), signature].join('.')
      },
    ],
    ['is not base64url', ({ segments: [header, , signature] }) => `${header}.!!.${signature}`],
    ['is of no bytes', ({ segments: [header, , signature] }) => `${header}..${signature}`],
    ['is one letter', ({ segments: [header, payload] }) => `${header}.${payload}.A`],
  ])('is refused if it %s', refuses)
})

describe('a token', () => {
  it.each<Row>([
    ['one segment', ({ segments }) => segments[1]],
    ['two segments', ({ segments }) => segments.slice(0, 2).join('.')],
    ['two segments and a dot', ({ segments }) => `${segments.slice(0, 2).join('.')}.`],
    ['four segments', ({ token, segments }) => `${token}.${segments[2]}`],
    ['a dot in front', ({ token }) => `.${token}`],
    ['a dot at the end', ({ token }) => `${token}.`],
    ['dots only', () => '..'],
    ['five segments, as a JWE has', () => [encode(jwe), 'a2V5', 'aXY', 'dGV4dA', 'dGFn'].join('.')],
    ['the JSON serialisation', ({ segments }) => serialised(segments)],
    ['the general JSON serialisation', ({ segments }) => generallySerialised(segments)],
    ['another token for a payload', ({ header, token }) => signed(header, token)],
    ['another token for a payload, in JSON', ({ header, token }) => signed(header, `"${token}"`)],
  ])('is refused with %s', refuses)

  it.each<Row>([
    ['little more than 4 KiB', (it) => ofLength(it, 4_100)],
    ['100 KB', (it) => ofLength(it, 100_000)],
    ['100 KB of dots', () => '.'.repeat(100_000)],
    ['100 KB of one letter', () => 'A'.repeat(100_000)],
  ])('is refused within 50 ms with %s', async (_, make) => {
    const token = await make(genuine)
    const start = performance.now()
    const answer = await call('/api/v1/me', { token })
    const took = performance.now() - start
    expect(answer.status).toBe(401)
    expect(took).toBeLessThan(50)
    await expectRefused(token)
  })

  it('may have 4 KiB', async () => {
    const token = await ofLength(genuine, 4_096)
    expect(token.length).toBe(4_096)
    expect((await call('/api/v1/me', { token })).status).toBe(200)
  })
})

describe('the Authorization header', () => {
  it.each(['bearer', 'BEARER', 'bEaReR'])('may spell its scheme %s', async (scheme) => {
    const headers = { Authorization: `${scheme} ${ada.token}` }
    expect((await call('/api/v1/me', { headers })).status).toBe(200)
  })

  it.each<[string, (token: string) => string]>([
    ['Bearer and nothing', () => 'Bearer'],
    ['Bearer and a space', () => 'Bearer '],
    ['the token alone', (token) => token],
    ['Basic', (token) => `Basic ${btoa(`ada:${token}`)}`],
    ['Basic with the token as it is', (token) => `Basic ${token}`],
    ['Digest', (token) => `Digest token="${token}"`],
    ['DPoP', (token) => `DPoP ${token}`],
    ['JWT', (token) => `JWT ${token}`],
    ['a tab for the space', (token) => `Bearer\t${token}`],
    ['a no-break space', (token) => `Bearer\u00a0${token}`],
    ['no space', (token) => `Bearer${token}`],
    ['a colon', (token) => `Bearer: ${token}`],
    ['a comma first', (token) => `, Bearer ${token}`],
    ['16 KB of a scheme', () => 'B'.repeat(16_384)],
  ])('is not a Bearer token with %s', async (_, header) => {
    await expectUnauthenticated({ headers: { Authorization: header(ada.token) } })
  })

  it.each([2, 3, 40])(
    'is a Bearer token with %i spaces, for the API and for sessions',
    async (n) => {
      const bearer = (token: string) => ({
        headers: { Authorization: `Bearer${' '.repeat(n)}${token}` },
      })
      expect((await call('/api/v1/me', bearer(ada.token))).status).toBe(200)
      expect((await call('/api/auth/token', bearer(ada.session))).status).toBe(200)
      await expectRefused(`${' '.repeat(n)}${ada.token} ${ada.token}`)
    },
  )

  it.each<Row>([
    ['two tokens', ({ token }) => `${token} ${token}`],
    ['a tab after the space', ({ token }) => `\t${token}`],
    ['two tokens and a comma', ({ token }) => `${token}, ${token}`],
    ['a parameter after the token', ({ token }) => `${token} realm="duly"`],
    ['two headers', ({ token }) => `${token}, Bearer ${token}`],
    ['16 KB', () => 'x'.repeat(16_384)],
  ])('is refused with %s', refuses)
})

describe('a token in another place', () => {
  it.each(['access_token', 'token', 'authorization', 'bearer_token', 'jwt'])(
    'is not read: the query parameter `%s`',
    async (name) => {
      await expectUnauthenticated({}, `/api/v1/me?${name}=${ada.token}`)
      await expectUnauthenticated({}, `/api/v1/me?${name}=Bearer%20${ada.token}`)
    },
  )

  it.each(['access_token', 'token'])('is not read: the field `%s` of the body', async (name) => {
    const body = { title: 'Call', [name]: ada.token }
    await expectUnauthenticated({ body }, '/api/v1/tasks')
  })

  it.each([
    'access_token',
    'better-auth.session_token',
    '__Secure-better-auth.session_token',
    'better-auth.session_data',
  ])('is not read: the cookie `%s`', async (name) => {
    await expectUnauthenticated({ headers: { Cookie: `${name}=${ada.token}` } })
    await expectUnauthenticated({
      headers: { Cookie: `${name}=${encodeURIComponent(ada.session)}` },
    })
  })

  it.each([
    'X-Access-Token',
    'X-Authorization',
    'X-Forwarded-Authorization',
    'X-Original-Authorization',
    'Proxy-Authorization',
    'Authentication',
    'X-API-Key',
    'set-auth-token',
    'Sec-WebSocket-Protocol',
    'CF-Access-JWT-Assertion',
  ])('is not read: the header `%s`', async (name) => {
    await expectUnauthenticated({ headers: { [name]: `Bearer ${ada.token}` } })
    await expectUnauthenticated({ headers: { [name]: ada.token } })
  })
})

const jwe = { alg: 'dir', enc: 'A256GCM', typ: 'at+jwt' }

const serialised = ([header, payload, signature]: Genuine['segments']) =>
  JSON.stringify({ payload, protected: header, signature })
const generallySerialised = ([header, payload, signature]: Genuine['segments']) =>
  JSON.stringify({ payload, signatures: [{ protected: header, signature }] })

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The same bytes in a lenient decoder, which ignores spare bits of the last letter. */
const nextInAlphabet = (text: string) =>
  text.slice(0, -1) + alphabet[alphabet.indexOf(text.slice(-1)) ^ 1]

/** A token whose payload leaves spare bits: its length is not a multiple of three bytes. */
async function leavingBits(genuine: Genuine): Promise<string> {
  for (const name of ['A', 'AA', 'AAA']) {
    const token = await withClaims(genuine, { name })
    if ((token.split('.')[1] ?? '').length % 4 > 0) return token
  }
  throw new TypeError('three lengths in a row are not all multiples of three')
}

/** The alphabet of RFC 4648, section 4, for a signature with a letter that differs between the two. */
async function inOtherBase64(genuine: Genuine): Promise<string> {
  for (;;) {
    const token = await withClaims(genuine, { jti: crypto.randomUUID() })
    const signature = token.split('.')[2] ?? ''
    const other = signature.replaceAll('-', '+').replaceAll('_', '/')
    if (other !== signature) return token.replace(signature, other)
  }
}

/** The longest valid token of at most this length: its name fills the gap. */
async function ofLength(genuine: Genuine, length: number): Promise<string> {
  const spare = length - (await withClaims(genuine, { name: '' })).length
  for (let name = Math.floor(spare * 0.75) + 2; ; name -= 1) {
    const token = await withClaims(genuine, { name: 'n'.repeat(name) })
    if (token.length <= length) return token
  }
}
