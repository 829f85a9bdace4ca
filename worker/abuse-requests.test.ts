// For every operation, no token, method, path or origin can get a request past the guard.
import { describe, expect, it } from 'vitest'
import { appOrigin, type CallOptions, call } from './testing/call.ts'
import { concrete, type Probe, probes, proper } from './testing/operations.ts'
import { type Person, signUp } from './testing/people.ts'
import { expectUnauthenticated } from './testing/refusal.ts'

const all = await probes()
const guarded = all.filter(({ needs }) => needs === 'access token')
const named = (list: Probe[]) => list.map((probe) => [probe.name, probe] as const)

const codeOf = async (answer: Response) => {
  const text = await answer.text()
  return [answer.status, text && JSON.parse(text).code]
}
const send = (probe: Probe, ada: Person, options: CallOptions = {}, path = concrete(probe)) =>
  call(path, proper(probe, { token: ada.token, ...options }))

it('there are plenty of guarded operations', () => {
  expect(guarded.map(({ name }) => name)).toEqual(expect.arrayContaining(['getMe', 'updateTask']))
})

describe.each(named(guarded))('%s', (_, probe) => {
  it('without a token is refused with exactly the same bytes as any other', async () => {
    await expectUnauthenticated(proper(probe), concrete(probe))
  })

  it('reads no token from a query, a cookie or another header', async () => {
    const { token } = await signUp()
    const elsewhere: [string, CallOptions][] = [
      [`${concrete(probe)}?access_token=${token}&token=${token}`, {}],
      [concrete(probe), { headers: { Cookie: `token=${token}; access_token=${token}` } }],
      [concrete(probe), { headers: { 'X-Access-Token': token, 'Proxy-Authorization': token } }],
    ]
    for (const [path, options] of elsewhere) {
      const answer = await call(path, proper(probe, options))
      expect(await codeOf(answer)).toEqual([401, 'unauthenticated'])
    }
  })

  it('cannot be reached by HEAD, or by a header that names another method', async () => {
    const path = concrete(probe)
    const head = await call(path, { method: 'HEAD' })
    expect([401, 404, 405]).toContain(head.status)
    if (probe.method === 'GET') expect(head.status).toBe(401)
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      const headers = { [name]: 'GET' }
      expect((await call(path, proper(probe, { headers }))).status).toBe(401)
    }
  })

  it('cannot be reached by another spelling of its path', async () => {
    for (const path of spellings(concrete(probe))) {
      const { status } = await call(path, proper(probe))
      expect([path, [401, 404, 405]]).toEqual([path, expect.arrayContaining([status])])
    }
  })

  it('refuses an unknown query parameter, by name', async () => {
    const ada = await signUp()
    for (const name of ['drop_table', '__proto__', 'constructor', '_method']) {
      const answer = await send(probe, ada, {}, `${concrete(probe)}?${name}=DELETE`)
      expect([answer.status, await answer.json()]).toEqual([
        422,
        expect.objectContaining({
          errors: expect.arrayContaining([
            expect.objectContaining({ pointer: `/${name}`, code: 'unknown_field' }),
          ]),
        }),
      ])
    }
  })

  it('refuses or accepts any parameter value, and never fails', async () => {
    const ada = await signUp()
    const broken: unknown[] = []
    for (const { name, in: where } of probe.parameters) {
      for (const value of where === 'header' ? oddHeaders : oddTexts) {
        const path = where === 'path' ? concrete(probe, { [name]: value }) : concrete(probe)
        const query = where === 'query' ? `?${name}=${value}` : ''
        const headers = where === 'header' ? { [name]: value } : {}
        const { status } = await send(probe, ada, { headers }, path + query)
        if (status >= 500) broken.push([name, value, status])
      }
    }
    expect(broken).toEqual([])
  })

  it('answers 406 to clients that accept none of its types', async () => {
    const ada = await signUp()
    for (const Accept of ['text/html', 'application/xml', '*/*;q=0', 'application/*;q=0.0']) {
      const answer = await send(probe, ada, { headers: { Accept } })
      expect([Accept, ...(await codeOf(answer))]).toEqual([Accept, 406, 'not_acceptable'])
    }
    for (const Accept of [
      '*/*',
      'application/*',
      'text/html, */*;q=0.1',
      'application/problem+json',
    ])
      expect((await send(probe, ada, { headers: { Accept } })).status).not.toBe(406)
  })

  it('can be read by the app, whatever it answers, and by no other page', async () => {
    const ada = await signUp()
    const kinds: CallOptions[] = [{}, { token: '' }, probe.schema ? { body: '[' } : {}]
    const tried = [
      ...kinds.map((options) => [appOrigin, options, appOrigin] as const),
      ...strangers.map((origin, index) => [origin, kinds[index % 3], null] as const),
    ]
    for (const [origin, options, reader] of tried) {
      const answer = await send(probe, ada, { ...options, headers: { Origin: origin } })
      const readable = answer.headers.get('Access-Control-Allow-Origin')
      expect([origin, answer.status, readable]).toEqual([origin, answer.status, reader])
    }
  })

  it('returns a well-formed request id', async () => {
    const wanted = crypto.randomUUID()
    const answer = await call(
      concrete(probe),
      proper(probe, { headers: { 'X-Request-Id': wanted } }),
    )
    expect(answer.headers.get('X-Request-Id')).toBe(wanted)
    expect(await answer.json()).toMatchObject({ request_id: wanted })
  })
})

describe.each(named(all.filter(({ needs }) => needs === 'session token')))('%s', (_, probe) => {
  it('does nothing without a session', async () => {
    const answer = await call(concrete(probe), proper(probe))
    const isQuestion = probe.name === 'getSession' && (await answer.clone().json()) === null
    expect([200, 401]).toContain(answer.status)
    if (answer.status === 200) expect(isQuestion).toBe(true)
  })

  it('does not accept an access token', async () => {
    const { token } = await signUp()
    const answer = await call(concrete(probe), proper(probe, { token }))
    if (probe.name === 'getSession') expect(await answer.json()).toBeNull()
    else expect(await codeOf(answer)).toEqual([401, 'session_invalid'])
  })
})

/** As they appear in a URL: NUL, half of a surrogate pair, not UTF-8, other forms of nothing, very long. */
const oddTexts = [
  ...['%00', 'a%00b', '%ED%A0%80', '%ff', '%', '%25', '%5C', '%27%3B--', '..%2f..%2f'],
  ...['null', 'undefined', 'NaN', '-1', '1e9', '0x10', '%20', '__proto__', 'constructor'],
  ...['infinity', 'now', '0000-01-01', '2026-02-30', '{}', '[]', 'x'.repeat(4_000)],
]
const oddHeaders = [
  '',
  '*',
  ',',
  '"',
  'W/',
  '"0"',
  '"-1"',
  '"99999999999"',
  '\u00e9',
  'x'.repeat(4_000),
]

const strangers = [
  'null',
  'https://evil.test',
  `${appOrigin}.evil.test`,
  'https://evilapp.duly.test',
  `${appOrigin}:8443`,
  appOrigin.replace('https', 'http'),
  'https://a.b.duly.pages.dev',
  'https://evil-duly.pages.dev',
]

function spellings(path: string): string[] {
  const last = path.slice(path.lastIndexOf('/') + 1)
  const before = path.slice(0, -last.length)
  const first = `%${last.charCodeAt(0).toString(16)}`
  return [
    `/${path}`,
    path.replace('/v1/', '//v1/'),
    path.replace('/api/', '/%61pi/'),
    `${before}${first}${last.slice(1)}`,
    `${path}/`,
    `${path}//`,
    `${path};x=1`,
    `${path}%2F`,
    `${path}%00`,
    `${path}.json`,
    `${before}x/../${last}`,
    `${before}x/%2e%2e/${last}`,
    `${before}x/..%2f${last}`,
    path.replace('/v1/', '/auth/../v1/'),
    path.replace('/api/v1/', '/health/../api/v1/'),
    path.replaceAll('/', '\\').replace('\\', '/'),
    path.toUpperCase(),
  ]
}
