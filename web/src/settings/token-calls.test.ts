import { expect, it, vi } from 'vitest'
import type { Api } from '../typed-api.ts'
import { apiFor } from '../typed-api.ts'
import { type Outcome, tokenMaker, undoAll } from './token-calls.ts'

// Read as soon as api.ts is loaded.
vi.hoisted(() => vi.stubEnv('VITE_API_URL', 'http://api.test'))

/** The typed API over answers given here, in order; what was asked is kept. */
function apiAnswering(answers: (() => Response)[]) {
  const asked: Request[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => {
    asked.push(new Request(input, { ...init, signal: null }))
    const next = answers.shift()
    if (!next) throw new TypeError('more calls than answers')
    return next()
  })
  const api: Api = apiFor((request) => request('a token'))
  return { api, asked }
}

const lost = () => {
  throw new TypeError('the answer got lost')
}
const made = () => Response.json({ token: 'duly_pat_1' }, { status: 201 })
const wish = { name: 'Backup', scopes: ['tasks:read' as const], expires_in_days: 30 }

it('makes one token of a wish whose answer got lost, and another of another wish', async () => {
  const { api, asked } = apiAnswering([lost, made, made])
  let serial = 0
  const make = tokenMaker(api, () => `key ${++serial}`)
  await expect(make(wish)).rejects.toMatchObject({ status: 0 })
  await make(wish)
  await make(wish)
  expect(asked.map(({ headers }) => headers.get('idempotency-key'))).toEqual([
    'key 1',
    'key 1',
    'key 2',
  ])
})

const page = (ids: string[], next: number | null) => () =>
  Response.json({
    results: ids.map((id) => ({ type: 'task', id, title: id, outcome: 'restored' })),
    next,
    has_more: next !== null,
  })

it('undoes page by page until there is no more, each row told of once', async () => {
  const { api, asked } = apiAnswering([page(['a', 'b'], 7), page(['b', 'c'], null)])
  const seen: Outcome[][] = []
  const { signal } = new AbortController()
  await undoAll(api, { id: 'x', dryRun: false, signal, onPage: (rows) => seen.push(rows) })
  expect(asked.map(({ url }) => new URL(url).searchParams.get('before'))).toEqual([null, '7'])
  expect(asked.every(({ url }) => !new URL(url).searchParams.has('dry_run'))).toBe(true)
  expect(seen.at(-1)?.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

it('stops between two pages when it is told to', async () => {
  const { api, asked } = apiAnswering([page(['a'], 7), page(['b'], null)])
  const controller = new AbortController()
  const { signal } = controller
  await undoAll(api, { id: 'x', dryRun: true, signal, onPage: () => controller.abort() })
  expect(asked.length).toBe(1)
})
