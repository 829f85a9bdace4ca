// The rule behind the design: one call to the database per API request. Every operation of the OpenAPI document has its
// number here; a new one without a number fails.
import { describe, expect, it } from 'vitest'
import { formatToken, tokenHash } from './personal-token.ts'
import { call } from './testing/call.ts'
import { control, sql } from './testing/neon.ts'
import { accessToken, type Person, signUp } from './testing/people.ts'

interface Operation {
  calls: number
  statements: number
  run: (ada: Person, id: string, feed: string) => Promise<Response>
}

const api = (method: string, path: string, body?: object): Operation => ({
  calls: 1,
  statements: 2,
  run: (ada, id) =>
    call(path.replace('{user_id}', 'me').replace('{id}', id), {
      method,
      token: ada.token,
      ...(body && { body }),
    }),
})

const file = { version: 1, tasks: [{ id: crypto.randomUUID(), title: 'One' }] }

const auth = (calls: number, statements: number, run: Operation['run']): Operation => ({
  calls,
  statements,
  run,
})

const withSession =
  (path: string, body?: object): Operation['run'] =>
  ({ session }) =>
    call(`/api/auth/${path}`, { method: 'POST', token: session, ...(body && { body }) })

const many = (base: string, requests: readonly (readonly [string, object?])[]) =>
  Object.fromEntries(
    requests.map(([request, body]) => {
      const [method = '', path = ''] = request.split(' ')
      return [`${method} ${base}${path}`, api(method.toUpperCase(), base + path, body)]
    }),
  )

const taskOperations = (base: string): Record<string, Operation> =>
  many(base, [
    ['get '],
    ['post ', { title: 'One' }],
    ['get /{id}'],
    ['patch /{id}', { title: 'Two' }],
    ['put /{id}', { title: 'Two' }],
    ['delete /{id}'],
    ['post /{id}/complete'],
    ['post /{id}/reopen'],
    ['post /{id}/restore'],
    ['post /{id}/move', { after_id: null }],
    ['post /quick', { text: 'Call Mia tomorrow' }],
    ['post /batch', { operations: [{ op: 'create', body: { title: 'One' } }] }],
  ])

const listOperations = (base: string): Record<string, Operation> =>
  many(base, [
    ['get '],
    ['post ', { name: 'Home' }],
    ['get /{id}'],
    ['patch /{id}', { name: 'House' }],
    ['delete /{id}'],
    ['post /{id}/move', { after_id: null }],
  ])

const tokenOperations = (base: string): Record<string, Operation> =>
  many(base, [
    ['get '],
    ['post ', { name: 'Script', scopes: ['tasks:read'] }],
    ['get /{id}'],
    ['delete /{id}'],
    ['post /{id}/revert'],
  ])

const operations: Record<string, Operation> = {
  'get /health': auth(0, 0, () => call('/health')),
  'get /ready': auth(1, 1, () => call('/ready')),
  'get /.well-known/jwks.json': auth(0, 0, () => call('/.well-known/jwks.json')),
  'get /api/auth/jwks': auth(0, 0, () => call('/api/auth/jwks')),
  'get /api/v1/me': api('GET', '/api/v1/me'),
  'get /api/v1/debug/token': api('GET', '/api/v1/debug/token'),
  ...taskOperations('/api/v1/tasks'),
  ...taskOperations('/api/v1/users/{user_id}/tasks'),
  ...listOperations('/api/v1/lists'),
  ...listOperations('/api/v1/users/{user_id}/lists'),
  'get /api/v1/changes': api('GET', '/api/v1/changes?since=0'),
  'get /api/v1/users/{user_id}/changes': api('GET', '/api/v1/users/me/changes?since=0'),
  // Import and export make one call per 1,000 rows (below).
  ...many('/api/v1', [['get /export'], ['post /import', file]]),
  ...many('/api/v1/users/{user_id}', [['get /export'], ['post /import', file]]),
  'get /api/v1/feed/{token}.ics': auth(1, 2, (_, __, feed) => call(`/api/v1/feed/${feed}.ics`)),
  ...tokenOperations('/api/v1/tokens'),
  ...tokenOperations('/api/v1/users/{user_id}/tokens'),
  // begin, is the address taken, user, account, session, commit: one WebSocket session.
  'post /api/auth/sign-up/email': auth(1, 6, () =>
    call('/api/auth/sign-up/email', {
      body: { name: 'Bob', email: `${crypto.randomUUID()}@example.com`, password: 'correct horse' },
    }),
  ),
  'post /api/auth/sign-in/email': auth(2, 2, ({ email, password }) =>
    call('/api/auth/sign-in/email', { body: { email, password } }),
  ),
  'get /api/auth/token': auth(1, 1, ({ session }) => call('/api/auth/token', { token: session })),
  'get /api/auth/get-session': auth(1, 1, ({ session }) =>
    call('/api/auth/get-session', { token: session }),
  ),
  'get /api/auth/list-sessions': auth(2, 2, ({ session }) =>
    call('/api/auth/list-sessions', { token: session }),
  ),
  'post /api/auth/sign-out': auth(4, 4, withSession('sign-out')),
  'post /api/auth/revoke-session': auth(2, 2, withSession('revoke-session', { token: 'x' })),
  'post /api/auth/revoke-other-sessions': auth(2, 2, withSession('revoke-other-sessions')),
  'post /api/auth/revoke-sessions': auth(3, 3, withSession('revoke-sessions')),
  'post /api/auth/update-user': auth(2, 2, withSession('update-user', { name: 'Bob' })),
  // Looks up the session and the password, then makes the change in one WebSocket session.
  'post /api/auth/change-password': auth(3, 9, ({ session, password }) =>
    call('/api/auth/change-password', {
      token: session,
      body: { currentPassword: password, newPassword: 'battery staple' },
    }),
  ),
  // Everything in one WebSocket session.
  'post /api/auth/delete-user': auth(1, 13, ({ session, password }) =>
    call('/api/auth/delete-user', { token: session, body: { password } }),
  ),
}

/** Inserts a feed token as the API would, without its call. */
async function feedTokenOf({ id }: Person): Promise<string> {
  const token = await formatToken('feed', crypto.getRandomValues(new Uint8Array(32)))
  await sql`insert into access_tokens (user_id, id, name, scopes, hash, hint, expires_at)
    values (${id}, ${crypto.randomUUID()}, 'Calendar', '{feed:read}', ${await tokenHash(token)}, '',
      now() + interval '1 day')`
  return token
}

const documented = async () => {
  const { paths } = await (await call('/api/openapi.json')).json<{
    paths: Record<string, object>
  }>()
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => key !== 'parameters')
      .map((method) => `${method} ${path}`),
  )
}

describe('calls to the database', () => {
  it('are listed for every documented operation', async () => {
    expect(Object.keys(operations).sort()).toEqual((await documented()).sort())
  })

  it.each(Object.entries(operations))('%s', async (_, { calls, statements, run }) => {
    const ada = await signUp()
    const created = await call('/api/v1/tasks', { token: ada.token, body: { title: 'Call Mia' } })
    const { id } = await created.json<{ id: string }>()
    await call('/api/v1/lists', { token: ada.token, body: { id, name: 'Home' } })
    // One id for all three, so that every path finds something.
    await sql`insert into access_tokens (user_id, id, name, scopes, hash, hint, expires_at)
      values (${ada.id}, ${id}, 'Script', ${['tasks:read']}, ${id}, '', now() + interval '1 day')`
    const feed = await feedTokenOf(ada)
    const log = await control.record(async () => {
      const answer = await run(ada, id, feed)
      expect(answer.ok).toBe(true)
      await answer.text()
    })
    expect(log).toHaveLength(calls)
    expect(log.flatMap((entry) => entry.statements)).toHaveLength(statements)
  })

  it('are one per 1,000 rows of a file, for export and import', async () => {
    const ada = await signUp()
    const titles = Array.from({ length: 2_500 }, (_, n) => `Task ${n}`)
    const body = ['title', ...titles].join('\n')
    const headers = { 'Content-Type': 'text/csv' }
    const inward = await control.record(async () => {
      const path = '/api/v1/import?format=csv'
      const answer = await call(path, { token: ada.token, body, headers })
      expect(await answer.json()).toMatchObject({ created: 2_500, refused: 0 })
    })
    expect(inward.map(({ statements }) => statements.length)).toEqual([2, 2, 2])
    for (const format of ['json', 'csv', 'ics']) {
      const outward = await control.record(async () => {
        const answer = await call(`/api/v1/export?format=${format}`, { token: ada.token })
        expect((await answer.text()).match(/Task \d+/g)).toHaveLength(2_500)
      })
      expect(outward.map(({ statements }) => statements.length)).toEqual([2, 2, 2])
    }
  })

  it('are one for the first request of a cold isolate', async () => {
    const ada = await signUp()
    const token = await accessToken(ada.session)
    const { vi } = await import('vitest')
    vi.resetModules()
    const { env } = await import('cloudflare:workers')
    const { createExecutionContext } = await import('cloudflare:test')
    const { default: worker } = await import('./index.ts')
    const request = new Request<unknown, IncomingRequestCfProperties>(
      'https://api.duly.test/api/v1/tasks',
      {
        headers: { Authorization: `Bearer ${token}` },
      },
    )
    const log = await control.record(async () => {
      const answer = await worker.fetch(request, env, createExecutionContext())
      expect(await answer.json()).toEqual({ items: [], next_cursor: null })
    })
    expect(log).toHaveLength(1)
  })
})
