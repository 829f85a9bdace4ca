// Personal access tokens that nobody should accept, as worker/auth/verifier*.test.ts is for access tokens.
import { base64url } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { formatToken, tokenHash } from '../personal-token.ts'
import { call } from '../testing/call.ts'
import { control, sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import { type Made, makeToken } from '../testing/personal-tokens.ts'
import { expectRefused, expectUnauthenticated } from '../testing/refusal.ts'

let ada: Person
let made: Made
beforeAll(async () => {
  ada = await signUp()
  made = await makeToken(ada)
})

type Row = [form: string, token: (good: string) => string | Promise<string>]
const body = (token: string) => token.slice(0, -6)
const other = (letter = '') => (letter === 'A' ? 'B' : 'A')
const withLetter = (token: string, at: number) =>
  token.slice(0, at) + other(token[at]) + token.slice(at + 1)

describe('a token is refused, at no cost to the database,', () => {
  it.each<Row>([
    ['that is cut by one', (token) => token.slice(0, -1)],
    ['that is cut by its checksum', body],
    ['that is its prefix', () => 'duly_pat_'],
    ['that is longer by one', (token) => `${token}A`],
    ['that is there twice', (token) => token + token],
    ['with a wrong checksum', (token) => withLetter(token, token.length - 1)],
    ['with a typo', (token) => withLetter(token, 20)],
    ['with two letters changed places', (token) => swapped(token)],
    ['of a feed', async () => await formatToken('feed', new Uint8Array(32).fill(7))],
    ['with the prefix of a feed', (token) => token.replace('duly_pat_', 'duly_feed_')],
    ['with another prefix', (token) => token.replace('duly_pat_', 'ghp_')],
    ['without a prefix', (token) => token.slice('duly_pat_'.length)],
    ['in upper case', (token) => token.toUpperCase()],
    ['with its prefix in upper case', (token) => token.replace('duly_pat_', 'DULY_PAT_')],
    ['with white space in it', (token) => `${token.slice(0, 20)} ${token.slice(20)}`],
    ['with a tab in it', (token) => `${token.slice(0, 20)}\t${token.slice(20)}`],
    ['with a NUL, as far as a header can have one', (token) => `${token}%00`],
    ['with a quote around it', (token) => `"${token}"`],
    ['with padding', (token) => `${token}=`],
    ['with a letter of the other base64', (token) => `${token.slice(0, 20)}+${token.slice(21)}`],
    ['of 31 bytes with a good checksum', async () => await formatToken('api', new Uint8Array(31))],
    ['of 33 bytes with a good checksum', async () => await formatToken('api', new Uint8Array(33))],
    ['of 16 KB', () => `duly_pat_${'A'.repeat(16_384)}`],
    ['with SQL', () => `duly_pat_' or 1=1 --${'A'.repeat(31)}`],
    ['that is the hash', async (token) => `duly_pat_${(await tokenHash(token)).slice(0, 49)}`],
    ['that comes with another', (token) => `${token} ${token}`],
    ['that comes in two headers', (token) => `${token}, Bearer ${token}`],
  ])('%s', async (_, change) => {
    await expectRefused(await change(made.token))
  })
})

describe('a token of the right form', () => {
  it('that nobody made costs one call, and the answer is the same', async () => {
    const token = await formatToken('api', crypto.getRandomValues(new Uint8Array(32)))
    const texts: string[] = []
    const calls = await control.record(async () => {
      for (const one of [token, `${token}x`]) {
        const answer = await call('/api/v1/me', { token: one })
        expect(answer.status).toBe(401)
        texts.push((await answer.text()).replace(/"request_id":"[^"]*"/, ''))
      }
    })
    expect(calls).toHaveLength(1)
    expect(new Set(texts).size).toBe(1)
  })

  it('whose last letter has bits left over is another token', async () => {
    const token = made.token
    const last = token.slice(51, 52)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const twin = token.slice(0, 51) + alphabet[alphabet.indexOf(last) ^ 1]
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(twin))
    const forged = twin + base64url.encode(new Uint8Array(digest)).slice(0, 6)
    expect(base64url.decode(twin.slice(9))).toEqual(base64url.decode(token.slice(9, 52)))
    expect((await call('/api/v1/me', { token: forged })).status).toBe(401)
  })

  it('is taken whatever the case of the scheme', async () => {
    for (const scheme of ['bearer', 'BEARER']) {
      const headers = { Authorization: `${scheme} ${made.token}` }
      expect((await call('/api/v1/me', { headers })).status).toBe(200)
    }
  })

  it('names its user by `me` or their id, and nobody else', async () => {
    const bob = await signUp('Bob')
    const status = async (user: string) =>
      (await call(`/api/v1/users/${user}/tasks`, { token: made.token })).status
    expect([await status('me'), await status(ada.id), await status(bob.id)]).toEqual([
      200, 200, 403,
    ])
  })

  it('promise 5: sees and changes nothing of another user', async () => {
    const bob = await signUp('Bob')
    const theirs = await makeToken(bob)
    await call('/api/v1/tasks', { token: bob.token, body: { title: 'Private' } })
    const tasks = await (await call('/api/v1/tasks?view=all', { token: made.token })).json()
    expect(tasks).toEqual({ items: [], next_cursor: null })
    for (const [method, path] of [
      ['GET', `/api/v1/tokens/${theirs.id}`],
      ['DELETE', `/api/v1/tokens/${theirs.id}`],
      ['POST', `/api/v1/tokens/${theirs.id}/revert`],
    ] as const) {
      expect((await call(path, { method, token: ada.token })).status).toBe(404)
    }
    const [row] = await sql`select revoked_at from access_tokens where id = ${theirs.id}`
    expect(row).toEqual({ revoked_at: null })
  })

  it('is refused by everything under /api/auth, and by what manages tokens', async () => {
    const { token } = made
    expect(await (await call('/api/auth/get-session', { token })).json()).toBeNull()
    for (const path of ['/api/auth/token', '/api/auth/list-sessions'])
      expect((await call(path, { token })).status).toBe(401)
    const answer = await call('/api/v1/tokens', { token })
    expect(await answer.json()).toMatchObject({ status: 403, code: 'session_required' })
  })
})

describe('a token in another place is not read:', () => {
  it.each(['access_token', 'token', 'api_key'])('the query parameter `%s`', async (name) => {
    await expectUnauthenticated({}, `/api/v1/me?${name}=${made.token}`)
  })
  it.each(['access_token', 'token'])('the field `%s` of the body', async (name) => {
    await expectUnauthenticated({ body: { title: 'Call', [name]: made.token } }, '/api/v1/tasks')
  })
  it.each(['token', 'duly_pat'])('the cookie `%s`', async (name) => {
    await expectUnauthenticated({ headers: { Cookie: `${name}=${made.token}` } })
  })
  it.each(['X-API-Key', 'X-Access-Token', 'Proxy-Authorization'])(
    'the header `%s`',
    async (name) => {
      await expectUnauthenticated({ headers: { [name]: `Bearer ${made.token}` } })
    },
  )
  it.each(['Basic', 'Token', 'JWT'])('the scheme `%s`', async (scheme) => {
    await expectUnauthenticated({ headers: { Authorization: `${scheme} ${made.token}` } })
  })
})

/** The first two neighbours of the random part that differ, each in the other's place. */
function swapped(token: string): string {
  let at = 9
  while (token[at] === token[at + 1]) at += 1
  return token.slice(0, at) + token[at + 1] + token[at] + token.slice(at + 2)
}
