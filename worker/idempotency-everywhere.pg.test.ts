// Every POST in the OpenAPI document takes an `Idempotency-Key`. New operations are covered automatically.
import { describe, expect, it } from 'vitest'
import { call } from './testing/call.ts'
import { control, sql } from './testing/neon.ts'
import { concrete, probes, proper } from './testing/operations.ts'
import { signUp } from './testing/people.ts'

const posts = (await probes()).filter(
  ({ method, needs, path }) =>
    method === 'POST' && needs === 'access token' && path.startsWith('/api/v1'),
)

/** Everything of a user that a request could change. */
const rowsOf = (id: string) => sql`
  select (select json_agg(t order by id) from tasks t where user_id = ${id})::text as tasks,
    (select json_agg(l order by id) from lists l where user_id = ${id})::text as lists,
    (select json_agg(a.id order by id) from access_tokens a where user_id = ${id})::text as tokens`

describe.each(posts.map((probe) => [probe.name, probe] as const))('%s', (_, probe) => {
  it('happens once per key, even if the first response was lost', async () => {
    const ada = await signUp()
    const { token } = ada
    // The example of a move has all of its fields at once.
    const body = probe.path.endsWith('/move') ? { after_id: null } : probe.least
    const example = JSON.stringify(body ?? {})
    const ids = [...new Set(example.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))]
    const { id } = await (await call('/api/v1/tasks', { token, body: { title: 'One' } })).json<{
      id: string
    }>()
    // Creates everything that the example and the path refer to.
    for (const one of [id, ...ids]) {
      await call('/api/v1/tasks', { token, body: { id: one, title: 'There' } })
      await call('/api/v1/lists', { token, body: { id: one, name: 'There' } })
      await sql`insert into access_tokens (user_id, id, name, scopes, hash, hint, expires_at)
        values (${ada.id}, ${one}, 'Script', '{tasks:read}', ${`${ada.id}${one}`}, '', now() + interval '1 day')`
    }
    const path = concrete(probe, { user_id: 'me', id })
    const ask = () =>
      call(
        path,
        proper(probe, {
          token,
          headers: { 'Idempotency-Key': 'k' },
          ...(body !== undefined && { body }),
        }),
      )

    await control.setFaults([{ kind: 'lost', match: 'app.store_response' }])
    const lost = await ask()
    await control.clearFaults()
    const written = await rowsOf(ada.id)
    const answers = [await ask(), await ask()]
    expect([lost, ...answers].map(({ status }) => status)).toEqual([
      503,
      answers[0]?.status,
      answers[0]?.status,
    ])
    expect(answers[0]?.ok).toBe(true)
    expect(answers.map(({ headers }) => headers.get('Idempotency-Replayed'))).toEqual([
      'true',
      'true',
    ])
    const bodies = await Promise.all(answers.map((answer) => answer.text()))
    expect(bodies[1]).toBe(bodies[0])
    expect(await rowsOf(ada.id)).toEqual(written)
  })
})
