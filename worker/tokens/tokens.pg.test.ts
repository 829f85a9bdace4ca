// The life of a personal access token: made, shown once, used within its scopes, and ended.
import { describe, expect, it } from 'vitest'
import { scopes } from '../domain/scopes.ts'
import { call } from '../testing/call.ts'
import { handedOut } from '../testing/handed-out.ts'
import { control, sql } from '../testing/neon.ts'
import { concrete, type Probe, probes, proper } from '../testing/operations.ts'
import { type Person, signUp } from '../testing/people.ts'
import { type Made, makeToken } from '../testing/personal-tokens.ts'
import type { Token } from './schema.ts'

const codeOf = async (answer: Response) => {
  const { code } = await answer.json<{ code: string }>()
  return [answer.status, code]
}
const use = (token: string, path = '/api/v1/tasks') => call(path, { token })
const tokensOf = async ({ token }: Person) =>
  (await (await call('/api/v1/tokens', { token })).json<{ items: Token[] }>()).items
const revoke = (person: Person, { id }: Made) =>
  call(`/api/v1/tokens/${id}`, { token: person.token, method: 'DELETE' })

describe('a personal access token', () => {
  it('is made, listed, read and revoked; the token itself is in the first answer only', async () => {
    const ada = await signUp()
    const body = { name: ' Backup ', scopes: ['tasks:read'], expires_in_days: 30 }
    const answer = await call('/api/v1/tokens', { token: ada.token, body })
    const { token, ...resource } = await answer.json<Made>()
    handedOut.add(token)
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      201,
      `/api/v1/tokens/${resource.id}`,
    ])
    expect(token).toMatch(/^duly_pat_[\w-]{49}$/)
    expect(resource).toMatchObject({
      name: 'Backup',
      scopes: ['tasks:read'],
      hint: token.slice(-4),
      last_used_at: null,
      revoked_at: null,
    })
    const days = (Date.parse(resource.expires_at) - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(30, 2)
    expect(await tokensOf(ada)).toEqual([resource])
    const path = `/api/v1/tokens/${resource.id}`
    expect(await (await use(ada.token, path)).json()).toEqual(resource)

    for (const _ of ['once', 'twice'])
      expect((await call(path, { token: ada.token, method: 'DELETE' })).status).toBe(204)
    expect(await tokensOf(ada)).toMatchObject([{ revoked_at: expect.stringMatching(/^2/) }])
    expect(await codeOf(await use(token))).toEqual([401, 'token_revoked'])
  })

  it('is nowhere in the database, only its SHA-256 is', async () => {
    const { token } = await makeToken(await signUp())
    const tables = await sql`
      select c.oid::regclass::text as name from pg_class c
      where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'auth', 'app')`
    const found: string[] = []
    const secrets = [token, token.slice(9, 52)]
    for (const { name } of tables) {
      for (const secret of secrets) {
        const rows = await sql.query(`select 1 from ${name} t where t::text like $1 limit 1`, [
          `%${secret.replaceAll('_', '\\_')}%`,
        ])
        if (rows.length > 0) found.push(name)
      }
    }
    expect(found).toEqual([])
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
    const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0'))
    expect(await sql`select 1 from access_tokens where hash = ${hash.join('')}`).toHaveLength(1)
  })

  it('is another one each time, and the same for the same request with the same key', async () => {
    const ada = await signUp()
    const ask = async (key: string) => {
      const headers = { 'Idempotency-Key': key }
      const body = { name: 'Once', scopes: ['tasks:read'] }
      const answer = await call('/api/v1/tokens', { token: ada.token, body, headers })
      const { token } = await answer.json<Made>()
      handedOut.add(token)
      return token
    }
    const made = await Promise.all(['a', 'a', 'a', 'b'].map(ask))
    expect(new Set(made).size).toBe(2)
    expect(await tokensOf(ada)).toHaveLength(2)
    for (const token of made) expect((await use(token)).status).toBe(200)
  })

  it('is one of at most fifty that are good, also when many are asked for at once', async () => {
    const ada = await signUp()
    await sql`insert into access_tokens (user_id, id, name, scopes, hash, hint, expires_at)
      select ${ada.id}, gen_random_uuid(), 'Filler', '{tasks:read}', gen_random_uuid()::text, '',
        now() + interval '1 day' from generate_series(1, 47)`
    const ask = () =>
      call('/api/v1/tokens', { token: ada.token, body: { name: 'X', scopes: ['tasks:read'] } })
    const answers = await Promise.all(Array.from({ length: 8 }, ask))
    const statuses = answers.map(({ status }) => status).sort((one, other) => one - other)
    expect(statuses).toEqual([201, 201, 201, 409, 409, 409, 409, 409])
    expect(await codeOf(await ask())).toEqual([409, 'too_many_tokens'])
    const [{ id } = { id: '' }] = await tokensOf(ada)
    await call(`/api/v1/tokens/${id}`, { token: ada.token, method: 'DELETE' })
    expect((await ask()).status).toBe(201)
    expect((await call('/api/v1/tokens', { token: (await signUp()).token })).status).toBe(200)
  })
})

describe('a token ends', () => {
  it('promise 3: at the next request after it was revoked, whoever else goes on', async () => {
    const ada = await signUp()
    const [ended, kept] = [await makeToken(ada), await makeToken(ada)]
    expect((await use(ended.token)).status).toBe(200)
    await revoke(ada, ended)
    expect(await codeOf(await use(ended.token))).toEqual([401, 'token_revoked'])
    expect((await use(kept.token)).status).toBe(200)
  })

  it('when it expires', async () => {
    const ada = await signUp()
    const { id, token } = await makeToken(ada, undefined, { expires_in_days: 1 })
    await sql`update access_tokens set expires_at = now() + interval '3 seconds' where id = ${id}`
    expect((await use(token)).status).toBe(200)
    await sql`update access_tokens set expires_at = now() where id = ${id}`
    expect(await codeOf(await use(token))).toEqual([401, 'token_expired'])
  })

  it('promise 3: with its user, of whom nothing is left', async () => {
    const ada = await signUp()
    const { token } = await makeToken(ada)
    const list = crypto.randomUUID()
    await call('/api/v1/lists', { token, body: { id: list, name: 'Home' } })
    const parent = crypto.randomUUID()
    await call('/api/v1/tasks', { token, body: { id: parent, title: 'One', list_id: list } })
    await call('/api/v1/tasks', { token, body: { title: 'Below', parent_id: parent } })
    const body = { password: ada.password }
    expect((await call('/api/auth/delete-user', { token: ada.session, body })).status).toBe(200)
    expect(await codeOf(await use(token))).toEqual([401, 'token_invalid'])
    const left = await sql`
      select (select count(*) from access_tokens where user_id = ${ada.id})
        + (select count(*) from app.revisions where user_id = ${ada.id})
        + (select count(*) from tombstones where user_id = ${ada.id})
        + (select count(*) from change_log_heads where user_id = ${ada.id})
        + (select count(*) from lists where user_id = ${ada.id}) as count`
    expect(Number(left[0]?.count)).toBe(0)
  })

  it('neither with a session nor with a password: it is no part of them', async () => {
    const ada = await signUp()
    const { token } = await makeToken(ada)
    await call('/api/auth/change-password', {
      token: ada.session,
      body: { currentPassword: ada.password, newPassword: 'battery staple' },
    })
    expect((await use(ada.token)).status).toBe(401)
    expect((await use(token)).status).toBe(200)
  })
})

describe('a token is used', () => {
  const lastUse = async (id: string) => {
    const [row] = await sql`select last_used_at::text as at from access_tokens where id = ${id}`
    return row?.at
  }

  it('which is noted at most once a minute, and makes no request wait', async () => {
    const { id, token } = await makeToken(await signUp())
    await Promise.all(Array.from({ length: 10 }, () => use(token)))
    const first = await lastUse(id)
    expect(Date.now() - Date.parse(first)).toBeLessThan(10_000)
    await use(token)
    expect(await lastUse(id)).toBe(first)
    await sql`update access_tokens set last_used_at = now() - interval '61 seconds' where id = ${id}`
    await use(token)
    expect(Date.parse(await lastUse(id))).toBeGreaterThanOrEqual(Date.parse(first))
  })

  it('and revoked at the same time, and nobody waits in a circle', async () => {
    const ada = await signUp()
    for (let round = 0; round < 5; round += 1) {
      const made = await makeToken(ada)
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, () =>
          call('/api/v1/tasks', { token: made.token, body: { title: 'At once' } }),
        ),
        revoke(ada, made),
      ])
      expect(answers.at(-1)?.status).toBe(204)
      for (const { status } of answers.slice(0, -1)) expect([201, 401]).toContain(status)
    }
  })

  it('promise 1: while the database is out of reach, which is 503', async () => {
    const { token } = await makeToken(await signUp())
    await control.down()
    try {
      const answer = await use(token)
      expect(await codeOf(answer)).toEqual([503, 'database_unavailable'])
      expect(answer.headers.get('Retry-After')).toBe('2')
      expect(answer.headers.get('WWW-Authenticate')).toBeNull()
    } finally {
      await control.up()
    }
    expect((await use(token)).status).toBe(200)
  })
})

/** What their answers hold or bring needs `lists:` scopes besides: worker/transfer/*.test.ts. */
const needsMore = ({ path }: Probe) => /\/(export|import)$/.test(path)

/** Where no such token will do. */
const managesTokens = ({ path }: Probe) => /\/tokens(\/|$)/.test(path)

describe('scopes', () => {
  it('let a token do what they name, and nothing else, in every operation there is', async () => {
    const document = await (await call('/api/openapi.json')).json<{
      paths: Record<string, Record<string, { 'x-required-scopes'?: string[] }>>
    }>()
    const guarded = (await probes()).filter((probe) => probe.needs === 'access token')
    expect(guarded.length).toBeGreaterThan(40)
    const ada = await signUp()
    const tokens = await Promise.all(
      scopes.map(async (scope) => ({ scope, ...(await makeToken(ada, [scope])) })),
    )
    const wrong: unknown[] = []
    for (const probe of guarded) {
      const required =
        document.paths[probe.path]?.[probe.method.toLowerCase()]?.['x-required-scopes'] ?? []
      for (const { scope, token } of tokens) {
        const answer = await call(concrete(probe), proper(probe, { token }))
        const [status, code] = answer.ok ? [answer.status] : await codeOf(answer)
        const expected = managesTokens(probe)
          ? 'session_required'
          : required.length > 0 && !required.includes(scope)
            ? 'insufficient_scope'
            : undefined
        const isRefused = status === 401 || (code === 'insufficient_scope' && !needsMore(probe))
        if (expected ? code !== expected : isRefused) wrong.push([probe.name, scope, status, code])
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  it('are told by the challenge', async () => {
    const { token } = await makeToken(await signUp(), ['tasks:read'])
    const answer = await call('/api/v1/tasks', { token, body: { title: 'No' } })
    expect(await codeOf(answer)).toEqual([403, 'insufficient_scope'])
    expect(answer.headers.get('WWW-Authenticate')).toBe(
      'Bearer realm="duly", error="insufficient_scope", scope="tasks:write"',
    )
  })

  it.each([
    [[]],
    [['tasks']],
    [['tasks:read', 'tasks:read']],
    [['feed:read', 'tasks:read']],
    [['*']],
    [['tokens:write']],
  ])('are refused where they are not to be had: %j', async (scopes) => {
    const { token } = await signUp()
    const answer = await call('/api/v1/tokens', { token, body: { name: 'X', scopes } })
    expect(await codeOf(answer)).toEqual([422, 'validation_failed'])
  })
})
