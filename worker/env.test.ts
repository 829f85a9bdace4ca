// Settings: a deployment with a missing or wrong one refuses to serve, names it, and shows no value.
import { env } from 'cloudflare:workers'
import { base64url } from 'jose'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import configuration from '../wrangler.toml?raw'
import { readSettings } from './env.ts'
import { deploy } from './testing/deploy.ts'

const wrongIn = (change: Record<string, unknown>) => {
  const read = readSettings({ ...env, ...change })
  return read.ok ? [] : read.wrong
}

/** Is part of every wrong value, so that any leak into a response or a log is noticed. */
const marker = 'kXq7Zp2W'
const randomSecret = 'v8Rk2Jm5Yt0Wc7Xb3Nf9Lh4Qd6Sg1Pz+='
const required = ['DATABASE_URL', 'BETTER_AUTH_SECRET', 'BETTER_AUTH_URL', 'JWT_KEYS', 'APP_ORIGIN']
/** Of Durable Objects and rate limits. */
const bindings = [...configuration.matchAll(/^name = "([A-Z_]+)"$/gm)].map(([, name = '']) => name)

type Bad = [name: string, why: string, value: unknown]
const bad: Bad[] = [
  ['DATABASE_URL', 'is empty', ''],
  ['DATABASE_URL', 'is no URL', marker],
  ['DATABASE_URL', 'is another kind of URL', `https://ada:${marker}@example.com/db`],
  ['DATABASE_URL', 'is of another database', `mysql://ada:${marker}@example.com/db`],
  ['NEON_ENDPOINT', 'has a path', `https://example.com/${marker}`],
  ['NEON_ENDPOINT', 'has a password', `https://ada:${marker}@example.com`],
  ['BETTER_AUTH_SECRET', 'is empty', ''],
  ['BETTER_AUTH_SECRET', 'is short', `${marker}${marker}${marker}1234567`],
  ['BETTER_AUTH_SECRET', 'is the published default', 'better-auth-secret-12345678901234567890'],
  ['BETTER_AUTH_SECRET', 'is one word again and again', marker.repeat(4)],
  ['BETTER_AUTH_URL', 'is empty', ''],
  ['BETTER_AUTH_URL', 'is a host', `${marker}.example.com`],
  ['BETTER_AUTH_URL', 'has a path', `https://example.com/${marker}`],
  ['BETTER_AUTH_URL', 'has a slash at the end', `https://${marker.toLowerCase()}.example.com/`],
  ['BETTER_AUTH_URL', 'has capitals', `https://${marker}.example.com`],
  ['BETTER_AUTH_URL', 'has the port that goes without saying', 'https://example.com:443'],
  ['BETTER_AUTH_URL', 'is a script', `javascript:${marker}`],
  ...['BETTER_AUTH_URL', 'APP_ORIGIN', 'NEON_ENDPOINT'].flatMap((name): Bad[] => [
    [name, 'is the placeholder of wrangler.toml', 'https://duly.example.workers.dev'],
    [name, 'is the placeholder of the app', 'https://duly.example.pages.dev'],
    [name, 'is an address of the documentation', 'https://api.example.com'],
    [name, "is nobody's address", 'https://example.org'],
    [name, 'is not encrypted', `http://${marker.toLowerCase()}.duly.dev`],
    [name, 'is not encrypted, at an address', 'http://203.0.113.7:8787'],
    [name, 'only begins like this machine', 'http://localhost.duly.dev'],
    [name, 'only begins like this machine, by its address', 'http://127.0.0.1.duly.dev'],
    [name, 'only contains a local name', 'http://local.duly.dev'],
    [name, 'is not encrypted, at an address of version 6', 'http://[2001:db8::7]:8787'],
  ]),
  ['JWT_KEYS', 'is no JSON', marker],
  ['JWT_KEYS', 'has no keys', '{"keys":[]}'],
  ['JWT_KEYS', 'has a key without its private part', publicSet()],
  ['APP_ORIGIN', 'is empty', ''],
  ['APP_ORIGIN', 'is any origin', '*'],
  ['APP_ORIGIN', 'is the origin of files', 'null'],
  ['APP_ORIGIN', 'is a pattern', `https://*.${marker}.com`],
  ['APP_ORIGIN', 'has a slash at the end', `https://${marker.toLowerCase()}.example.com/`],
  ['APP_ORIGIN', 'has a bad one among good ones', `https://good.example.com,${marker}`],
  ['APP_ORIGIN', 'ends with a comma', 'https://good.example.com,'],
  ['PREVIEW_ORIGIN', 'is empty', ''],
  ['PREVIEW_ORIGIN', 'is any origin', '*'],
  ['PREVIEW_ORIGIN', 'is any host', 'https://*'],
  ['PREVIEW_ORIGIN', 'is any host of a top-level domain', 'https://*.dev'],
  ['PREVIEW_ORIGIN', 'is not encrypted', 'http://*.duly.pages.dev'],
  ['PREVIEW_ORIGIN', 'has two patterns', 'https://*.*.duly.pages.dev'],
  ['PREVIEW_ORIGIN', 'has a pattern within a label', `https://*-${marker}.pages.dev`],
  ['PREVIEW_ORIGIN', 'has a path', 'https://*.duly.pages.dev/'],
  ['PREVIEW_ORIGIN', "is everybody's project", 'https://*.pages.dev'],
  ['PREVIEW_ORIGIN', "is everybody's Worker", 'https://*.workers.dev'],
  ...[
    ...[
      'co.uk',
      'com.au',
      'co.jp',
      'com.br',
      'org.uk',
      'gov.uk',
      'ac.uk',
      'k12.ca.us',
      'github.io',
    ],
    ...['vercel.app', 'netlify.app', 'web.app', 'herokuapp.com', 's3.amazonaws.com', 'r2.dev'],
    ...[
      'azurewebsites.net',
      'fly.dev',
      'onrender.com',
      'blogspot.com',
      'kawasaki.jp',
      'x.kawasaki.jp',
    ],
  ].map(
    (suffix): Bad => ['PREVIEW_ORIGIN', `lets in everybody under ${suffix}`, `https://*.${suffix}`],
  ),
  ['PREVIEW_ORIGIN', 'is a placeholder', 'https://*.example.pages.dev'],
  ['DEBUG_ROUTES', 'is a word', marker],
  ['QUOTA_TASKS', 'is a word', marker],
  ['QUOTA_LISTS', 'is nothing', '0'],
  ['QUOTA_LABELS', 'is nothing', '0'],
  ['QUOTA_BYTES', 'is a fraction', '1.5'],
  ['QUOTA_KEPT_BYTES', 'is below nothing', '-1'],
]

describe('settings', () => {
  it('are read when they are good', () => {
    expect(wrongIn({})).toEqual([])
  })

  it('work without the optional ones', () => {
    const change = { NEON_ENDPOINT: undefined, PREVIEW_ORIGIN: undefined, DEBUG_ROUTES: undefined }
    const read = readSettings({ ...env, ...change })
    expect(read).toMatchObject({ ok: true, settings: { DEBUG_ROUTES: '0' } })
  })

  it('accept several origins of the app', () => {
    const read = readSettings({ ...env, APP_ORIGIN: 'https://a.example , http://localhost:5173' })
    const origins = ['https://a.example', 'http://localhost:5173']
    expect(read).toMatchObject({ ok: true, settings: { APP_ORIGIN: origins } })
  })

  it.each([
    ['https://duly.ada.workers.dev', 'https://duly.pages.dev', 'https://*.duly.pages.dev'],
    ['https://api.ada.co.uk', 'https://ada.co.uk', 'https://*.ada.co.uk'],
    ['https://api.ada.dev', 'https://tasks.ada.dev:8443', 'https://*.preview.ada.dev'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:5173,http://localhost:5173', 'https://*.ada.test'],
    ['http://localhost:8787', 'http://duly.localhost:5173', 'https://*.city.kawasaki.jp'],
    ['http://[::1]:8787', 'http://192.168.0.7:5173', 'https://*.a.x.kawasaki.jp'],
    ['http://10.0.0.7:8787', 'http://172.16.0.7', 'https://*.example-tasks.pages.dev'],
    ['http://nas:8787', 'http://duly.local', 'https://*.ada.dev'],
    ['http://duly.home.arpa', 'http://host.docker.internal:5173', 'https://*.ada.dev'],
    ['http://[fd12:3456::7]:8787', 'http://[fe80::7]:5173', 'https://*.ada.dev'],
  ])('may be %s, %s and %s', (BETTER_AUTH_URL, APP_ORIGIN, PREVIEW_ORIGIN) => {
    expect(wrongIn({ BETTER_AUTH_URL, APP_ORIGIN, PREVIEW_ORIGIN })).toEqual([])
  })

  it('name placeholders, and what to do about them', () => {
    const BETTER_AUTH_URL = 'https://duly.example.workers.dev'
    expect(wrongIn({ BETTER_AUTH_URL })).toEqual([
      'BETTER_AUTH_URL: is a placeholder: set it to your own address',
    ])
    expect(wrongIn({ PREVIEW_ORIGIN: 'https://*.co.uk' })).toEqual([
      'PREVIEW_ORIGIN: lets in everybody: add the name of your project',
    ])
  })

  it.each(required)('are wrong without %s', (name) => {
    expect(wrongIn({ [name]: undefined })).toEqual([`${name}: is not set`])
  })

  it('need every binding of wrangler.toml', () => {
    expect(bindings).toEqual(expect.arrayContaining(['PASSWORD_HASHER', 'TOKENS_LIMITER']))
  })

  it.each(bindings)('are wrong without the binding %s', (name) => {
    expect(wrongIn({ [name]: undefined })).toEqual([`${name}: is not bound`])
  })

  it.each(bad)('are wrong when %s %s, and nothing else is revealed', (name, _, value) => {
    const wrong = wrongIn({ [name]: value })
    expect(wrong.length).toBeGreaterThan(0)
    for (const line of wrong) expect(line).toMatch(new RegExp(`^${name}(\\.\\d+)?: `))
    expect(wrong.join().toLowerCase()).not.toContain(marker.toLowerCase())
  })

  it('are wrong with a value that is not text', () => {
    const wrong = wrongIn({ DATABASE_URL: 1, JWT_KEYS: { keys: [] }, APP_ORIGIN: null })
    expect(wrong.map(nameIn)).toEqual(['DATABASE_URL', 'JWT_KEYS', 'APP_ORIGIN'])
  })

  it('are reported all at once', () => {
    const nothing = Object.fromEntries([...required, ...bindings].map((name) => [name, undefined]))
    expect(wrongIn(nothing).map(nameIn).sort()).toEqual([...required, ...bindings].sort())
  })

  it.each([
    ['as the bytes of a key', base64url.encode(randomSecret)],
    ['as a key itself', base64url.encode('A'.repeat(12) + randomSecret)],
  ])('are wrong if the session secret also signs tokens: %s', (_, k) => {
    const secret = k === base64url.encode(randomSecret) ? randomSecret : k
    const shared = { kty: 'oct', alg: 'HS256', kid: 'shared', k }
    const keys = [...JSON.parse(inject('settings').JWT_KEYS ?? '').keys, shared]
    const wrong = wrongIn({ BETTER_AUTH_SECRET: secret, JWT_KEYS: JSON.stringify({ keys }) })
    expect(wrong).toEqual([expect.stringMatching(/^JWT_KEYS: must not contain BETTER_AUTH_SECRET/)])
    expect(wrong.join()).not.toContain(secret)
  })

  it('explain what is wrong with a malformed shared key', () => {
    const shared = { kty: 'oct', alg: 'HS256', kid: 'shared', k: `${marker.repeat(6)}!` }
    const wrong = wrongIn({ JWT_KEYS: JSON.stringify({ keys: [shared] }) })
    expect(wrong.map(nameIn)).toEqual(['JWT_KEYS'])
    expect(wrong.join()).not.toContain(marker)
  })
})

describe('promise 7: a misconfigured deployment', () => {
  const logged: string[] = []
  beforeEach(() => {
    logged.length = 0
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, method).mockImplementation((...words) => {
        logged.push(words.map(String).join(' '))
      })
  })
  afterEach(() => vi.restoreAllMocks())

  it.each([
    ['GET', '/health'],
    ['GET', '/ready'],
    ['GET', '/'],
    ['GET', '/api/openapi.json'],
    ['GET', '/api/v1/me'],
    ['POST', '/api/v1/tasks'],
    ['POST', '/api/auth/sign-in/email'],
    ['GET', '/.well-known/jwks.json'],
    ['OPTIONS', '/api/v1/tasks'],
  ])('answers 500 to %s %s, naming the settings and showing no value', async (method, path) => {
    const misconfigured = await deploy({
      DATABASE_URL: `mysql://ada:${marker}@example.com/db`,
      BETTER_AUTH_SECRET: marker,
      JWT_KEYS: `{"keys":[{"k":"${marker}"}]}`,
      APP_ORIGIN: undefined,
    })
    const answer = await misconfigured(path, { method })
    const text = await answer.text()
    expect(answer.status).toBe(500)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'private, no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'content-type': 'application/problem+json',
      'strict-transport-security': expect.stringMatching(/^max-age=\d{7,}/),
      'x-content-type-options': 'nosniff',
    })
    expect(JSON.parse(text)).toMatchObject({ code: 'misconfigured', status: 500 })
    for (const name of ['DATABASE_URL', 'BETTER_AUTH_SECRET', 'JWT_KEYS', 'APP_ORIGIN'])
      expect(JSON.parse(text).detail).toContain(`${name}: `)
    expect(logged.join()).toContain('BETTER_AUTH_SECRET')
    expect(text + logged.join() + JSON.stringify([...answer.headers])).not.toContain(marker)
  })

  it('can be found in its log by the request id', async () => {
    const misconfigured = await deploy({ APP_ORIGIN: undefined })
    const answer = await misconfigured('/health')
    const { request_id } = await answer.json<{ request_id: string }>()
    expect(answer.headers.get('X-Request-Id')).toBe(request_id)
    expect(logged.join()).toContain(request_id)
  })
})

const nameIn = (line: string) => line.split(/[.:]/)[0]

function publicSet(): string {
  const [{ d: _, ...key }] = JSON.parse(inject('settings').JWT_KEYS ?? '').keys
  return JSON.stringify({ keys: [key] })
}
