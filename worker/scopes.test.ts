// What each scope of a personal access token allows by itself: written by hand for every operation, so that no scope
// allows more than its name says.
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { tokenScopes as scopes } from './domain/scopes.ts'
import { type CallOptions, call } from './testing/call.ts'
import { probes, unmirrored } from './testing/operations.ts'
import { type Person, signUp } from './testing/people.ts'
import { makeToken } from './testing/personal-tokens.ts'

type Scope = (typeof scopes)[number]

let ada: Person
const tokens = new Map<string, string>()
/** Creates a token with exactly these scopes. */
async function tokenWith(...wanted: Scope[]): Promise<string> {
  const key = wanted.join()
  const token = tokens.get(key) ?? (await makeToken(ada, wanted)).token
  tokens.set(key, token)
  return token
}
beforeAll(async () => {
  ada = await signUp()
})

const task = async (fields: object = {}) =>
  await (
    await call('/api/v1/tasks', { token: ada.token, body: { title: 'Secret', ...fields } })
  ).json<{ id: string }>()
const list = async () =>
  await (await call('/api/v1/lists', { token: ada.token, body: { name: uuidv7() } })).json<{
    id: string
  }>()
const trashed = async () => {
  const made = await task()
  await call(`/api/v1/tasks/${made.id}`, { token: ada.token, method: 'DELETE' })
  return made
}

/** Path under /api/v1 and how to call it, each time with something new. */
type Asked = [path: string, options?: CallOptions]
type Row = [operation: string, what: string, enough: Scope[], ask: () => Asked | Promise<Asked>]
const body = (fields: unknown): CallOptions => ({ body: fields })
const patch = (fields: object): CallOptions => ({ method: 'PATCH', body: fields })
const batch = (...operations: object[]): Asked => ['/tasks/batch', body({ operations })]
const csv = { 'Content-Type': 'text/csv' }

/** `enough` lists all scopes that are needed together; an empty list means any scope but that of a feed. */
const rows: Row[] = [
  ['getMe', 'oneself', [], () => ['/me']],
  ['listTasks', 'all', ['tasks:read'], () => ['/tasks']],
  ['listTasks', 'the trash', ['tasks:read'], () => ['/tasks?view=trash']],
  ['createTask', 'one', ['tasks:write'], () => ['/tasks', body({ title: 'New' })]],
  [
    'createTask',
    'one in a list',
    ['tasks:write'],
    async () => ['/tasks', body({ title: 'New', list_id: (await list()).id })],
  ],
  ['getTask', 'one', ['tasks:read'], async () => [`/tasks/${(await task()).id}`]],
  ['updateTask', 'one', ['tasks:write'], async () => [`/tasks/${(await task()).id}`, patch({})]],
  [
    'replaceTask',
    'one',
    ['tasks:write'],
    async () => [`/tasks/${(await task()).id}`, { method: 'PUT', body: { title: 'New' } }],
  ],
  [
    'deleteTask',
    'to the trash',
    ['tasks:delete'],
    async () => [`/tasks/${(await task()).id}`, { method: 'DELETE' }],
  ],
  [
    'deleteTask',
    'for good',
    ['tasks:delete'],
    async () => [`/tasks/${(await task()).id}?permanent=true`, { method: 'DELETE' }],
  ],
  ...(['complete', 'reopen'] as const).map(
    (action): Row => [
      `${action}Task`,
      'one',
      ['tasks:write'],
      async () => [`/tasks/${(await task()).id}/${action}`, { method: 'POST' }],
    ],
  ),
  [
    'restoreTask',
    'one',
    ['tasks:write'],
    async () => [`/tasks/${(await trashed()).id}/restore`, { method: 'POST' }],
  ],
  [
    'moveTask',
    'one into a list',
    ['tasks:write'],
    async () => [`/tasks/${(await task()).id}/move`, body({ list_id: (await list()).id })],
  ],
  ['quickTasks', 'create', ['tasks:write'], () => ['/tasks/quick', body({ text: 'Call Mia' })]],
  [
    'quickTasks',
    'only understand',
    ['tasks:write'],
    () => ['/tasks/quick?dry_run=true', body({ text: 'Call Mia' })],
  ],
  ['batchTasks', 'create', ['tasks:write'], () => batch({ op: 'create', body: { title: 'New' } })],
  ...(['complete', 'reopen', 'restore'] as const).map(
    (op): Row => [
      'batchTasks',
      op,
      ['tasks:write'],
      async () => batch({ op, id: (await task()).id }),
    ],
  ),
  [
    'batchTasks',
    'update and move',
    ['tasks:write'],
    async () => {
      const { id } = await task()
      return batch({ op: 'update', id, body: {} }, { op: 'move', id, body: { after_id: null } })
    },
  ],
  ...[true, false].map(
    (permanent): Row => [
      'batchTasks',
      `delete, for good: ${permanent}`,
      ['tasks:write', 'tasks:delete'],
      async () => batch({ op: 'delete', id: (await task()).id, permanent }),
    ],
  ),
  ['listLists', 'all', ['lists:read'], () => ['/lists']],
  ['createList', 'one', ['lists:write'], () => ['/lists', body({ name: 'New' })]],
  ['getList', 'one', ['lists:read'], async () => [`/lists/${(await list()).id}`]],
  ['updateList', 'one', ['lists:write'], async () => [`/lists/${(await list()).id}`, patch({})]],
  [
    'moveList',
    'one',
    ['lists:write'],
    async () => [`/lists/${(await list()).id}/move`, body({ after_id: null })],
  ],
  [
    'deleteList',
    'its tasks to the Inbox',
    ['lists:delete'],
    async () => [`/lists/${(await list()).id}`, { method: 'DELETE' }],
  ],
  [
    'deleteList',
    'its tasks to the trash',
    ['lists:delete', 'tasks:delete'],
    async () => [`/lists/${(await list()).id}?tasks=delete`, { method: 'DELETE' }],
  ],
  ['listChanges', 'from the beginning', ['tasks:read'], () => ['/changes']],
  ['exportData', 'as JSON', ['tasks:read', 'lists:read'], () => ['/export?format=json']],
  ['exportData', 'as a table', ['tasks:read', 'lists:read'], () => ['/export?format=csv']],
  ['exportData', 'as a calendar', ['tasks:read'], () => ['/export?format=ics']],
  [
    'importData',
    'tasks',
    ['tasks:write'],
    () => ['/import?format=csv', { body: 'title\nNew\n', headers: csv }],
  ],
  [
    'importData',
    'a list, too',
    ['tasks:write', 'lists:write'],
    () => ['/import?format=csv', { body: 'title,list\nNew,Home\n', headers: csv }],
  ],
]

/** A token that could manage tokens could give itself every scope. */
const ofSessions = ['createToken', 'deleteToken', 'getToken', 'listTokens', 'revertToken']

it('the table has every operation of the API that accepts a token', async () => {
  const all = unmirrored(await probes())
  const guarded = all.filter(({ needs }) => needs === 'access token').map(({ name }) => name)
  const named = new Set([...rows.map(([operation]) => operation), ...ofSessions])
  // Enabled by its own setting; it shows the same as getMe.
  named.add('getDebugToken')
  expect([...named].sort()).toEqual([...guarded].sort())
})

describe.each(rows)('%s, %s', (_, __, enough, ask) => {
  const outcome = async (token: string, prefix = '/api/v1') => {
    const [path, options = {}] = await ask()
    const answer = await call(prefix + path, { ...options, token })
    const text = await answer.text()
    return answer.ok ? 'done' : `${answer.status} ${JSON.parse(text).code}`
  }
  const mayAlone = (scope: Scope) => enough.every((needed) => needed === scope)

  it.each(scopes)('with only %s', async (scope) => {
    const token = await tokenWith(scope)
    // A feed token works only in an address.
    const refusal = scope === 'feed:read' ? '401 token_invalid' : '403 insufficient_scope'
    const isAllowed = scope !== 'feed:read' && mayAlone(scope)
    expect(await outcome(token)).toBe(isAllowed ? 'done' : refusal)
  })

  it('with everything it needs, but not with one scope less', async () => {
    if (enough.length === 0)
      return expect(await outcome(await tokenWith('lists:delete'))).toBe('done')
    expect(await outcome(await tokenWith(...enough))).toBe('done')
    for (const left of enough) {
      const others = scopes.filter((scope) => scope !== left && scope !== 'feed:read')
      expect([left, await outcome(await tokenWith(...others))]).toEqual([
        left,
        '403 insufficient_scope',
      ])
    }
  })

  it('with an explicit user works the same', async () => {
    if (_ === 'getMe') return
    const token = await tokenWith('lists:read')
    expect(await outcome(token, '/api/v1/users/me')).toBe(await outcome(token))
  })
})

describe.each(scopes)('a token with %s', (scope) => {
  const refusal = scope === 'feed:read' ? [401, 'token_invalid'] : [403, 'session_required']
  it.each([
    ['GET', '/tokens'],
    ['POST', '/tokens'],
    ['GET', `/tokens/${uuidv7()}`],
    ['DELETE', `/tokens/${uuidv7()}`],
    ['POST', `/tokens/${uuidv7()}/revert`],
  ])('does not manage tokens: %s %s', async (method, path) => {
    const fields = { name: 'More', scopes: ['tasks:read'] }
    const options = {
      method,
      token: await tokenWith(scope),
      ...(path === '/tokens' && method === 'POST' && { body: fields }),
    }
    const answer = await call(`/api/v1${path}`, options)
    const { code } = await answer.json<{ code: string }>()
    expect([answer.status, code]).toEqual(refusal)
  })
})
