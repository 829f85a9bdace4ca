// What a refused write tells a token that may not read: what it may write it may know, what it may only delete it may not.
import { beforeAll, describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { type Person, signUp } from '../testing/people.ts'
import { makeToken } from '../testing/personal-tokens.ts'

let ada: Person
beforeAll(async () => {
  ada = await signUp()
})

describe.each([
  ['tasks', { title: 'Secret' }],
  ['lists', { name: 'Secret' }],
] as const)('of %s', (kind, fields) => {
  const made = async () => {
    const answer = await call(`/api/v1/${kind}`, { token: ada.token, body: fields })
    const { id } = await answer.json<{ id: string }>()
    return `/api/v1/${kind}/${id}`
  }
  const refused = async (
    scopes: string[],
    method: string,
    headers: Record<string, string> = { 'If-Match': '"9"' },
  ) => {
    const { token } = await makeToken(ada, scopes)
    const options = { method, token, headers, ...(method === 'PATCH' && { body: {} }) }
    const answer = await call(await made(), options)
    return [await answer.text(), answer.status] as const
  }

  it.each([
    [[`${kind}:write`], 'PATCH'],
    [[`${kind}:delete`, `${kind}:write`], 'DELETE'],
    [[`${kind}:delete`, `${kind}:read`], 'DELETE'],
  ])('a token with %j is told of what it has missed: %s', async (scopes, method) => {
    const [text, status] = await refused(scopes, method)
    expect([status, text]).toEqual([412, expect.stringContaining('Secret')])
  })

  it.each([{ 'If-Match': '"9"' }, { 'If-None-Match': '*' }])(
    'a token that may only delete is told that it has missed something, and no more: %j',
    async (headers: Record<string, string>) => {
      const [text, status] = await refused([`${kind}:delete`], 'DELETE', headers)
      expect([status, JSON.parse(text).current]).toEqual([412, null])
      expect(text).not.toContain('Secret')
    },
  )
})
