// Files and the calendar may return everything a user has, so they are limited far more strictly.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { rateLimitsOf } from '../../tools/testing/rate-limits.ts'
import configuration from '../../wrangler.toml?raw'
import { deploy } from '../testing/deploy.ts'
import { tokenWith } from '../testing/files.ts'
import { type Person, signInAgain, signUp } from '../testing/people.ts'

const people: Person[] = []
let ask: (path: string, token?: string, body?: object) => Promise<Response>
let pathOf: (feed: string) => string
beforeAll(async () => {
  const ada = await signUp()
  people.push(ada, await signInAgain(ada), await signUp('Bob'), await signUp('Cleo'))
  const { TRANSFER_LIMITER_AS_SET } = env as unknown as Record<string, RateLimit>
  const send = await deploy({ TRANSFER_LIMITER: TRANSFER_LIMITER_AS_SET })
  pathOf = (feed) => new URL(feed).pathname
  ask = (path, token, body) =>
    send(path, {
      method: body ? 'POST' : 'GET',
      headers: {
        'CF-Connecting-IP': '10.1.2.3',
        'Content-Type': 'application/json',
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
})

const { limit } = rateLimitsOf(configuration).TRANSFER_LIMITER ?? { limit: Number.NaN }

/** The limit is by clock minute, so a burst may span two of them. */
async function untilRefused(one: () => Promise<Response>): Promise<Response | undefined> {
  for (let asked = 0; asked < 2 * limit + 5; asked += 1) {
    const answer = await one()
    await answer.text()
    if (answer.status === 429) {
      expect(asked).toBeGreaterThanOrEqual(limit)
      return answer
    }
    expect(answer.status).toBe(200)
  }
  return undefined
}

describe('promise 10: files and the calendar', () => {
  it('have a separate limit per session, and other requests continue', async () => {
    const [ada, phone, bob] = people
    const file = { version: 1, tasks: [] }
    let turn = 0
    const refused = await untilRefused(() => {
      turn += 1
      return turn % 2 ? ask('/api/v1/export', ada?.token) : ask('/api/v1/import', ada?.token, file)
    })
    expect(refused?.headers.get('Retry-After')).toBe('60')
    expect((await ask('/api/v1/tasks', ada?.token)).status).toBe(200)
    for (const other of [phone, bob])
      expect((await ask('/api/v1/export', other?.token)).status).toBe(200)
  })

  it('share one limit for all tokens of a user, including feeds', async () => {
    const cleo = people[3]
    if (!cleo) throw new RangeError('nobody')
    const tokens = await Promise.all(
      Array.from({ length: 4 }, () => tokenWith(cleo, ['tasks:read', 'lists:read'])),
    )
    const { feed_url = '' } = await tokenWith(cleo, ['feed:read'])
    let turn = 0
    const refused = await untilRefused(() => {
      turn += 1
      const token = tokens[turn % 5]
      return token ? ask('/api/v1/export', token.token) : ask(pathOf(feed_url))
    })
    expect(refused?.status).toBe(429)
    expect((await ask('/api/v1/export', cleo.token)).status).toBe(200)
  })
})
