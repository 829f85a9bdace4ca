// Undoing what a token did where somebody else was at it too, in parts, and again.
import { beforeEach, describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import { type Made, makeToken } from '../testing/personal-tokens.ts'
import { list, outcomes, patch, revertOf, send, task } from '../testing/reverting.ts'

let ada: Person
let script: Made
beforeEach(async () => {
  ada = await signUp()
  script = await makeToken(ada)
})
const revert = (token = script, query = '') => revertOf(ada, token, query)

describe('what others have changed since', () => {
  it('is left as it is, and told', async () => {
    const [one, two, three] = [
      await task(ada, { title: 'One' }),
      await task(ada, { title: 'Two' }),
      await task(ada, { title: 'Three' }),
    ]
    for (const each of [one, two, three]) await patch(script, each, { title: 'Changed' })
    await patch(ada, two, { priority: 4 })
    await send(ada, 'DELETE', `/tasks/${three.id}?permanent=true`)
    const told = await revert(script, 'dry_run=true')
    expect(await revert()).toEqual(told)
    expect(Object.fromEntries(told.results.map(({ id, outcome }) => [id, outcome]))).toEqual({
      [one.id]: 'restored',
      [two.id]: 'changed_since',
      [three.id]: 'changed_since',
    })
    expect(await send(ada, 'GET', `/tasks/${two.id}`)).toMatchObject({
      title: 'Changed',
      priority: 4,
    })
    expect(outcomes(await revert())).toEqual(['changed_since', 'changed_since'])
  })

  it('is told where a task was deleted and its id used again', async () => {
    const one = await task(ada, { title: 'One' })
    await patch(script, one, { title: 'By the script' })
    await send(ada, 'DELETE', `/tasks/${one.id}?permanent=true`)
    await task(ada, { id: one.id, title: 'Mine again' })
    await patch(ada, one, { title: 'Mine' })
    expect(outcomes(await revert())).toEqual(['changed_since'])
    expect(await send(ada, 'GET', `/tasks/${one.id}`)).toMatchObject({ title: 'Mine', version: 4 })
  })

  it('between two changes of the token, too: also where it was a deletion', async () => {
    const [one, two] = [await task(ada, { title: 'One' }), await task(ada, { title: 'Two' })]
    await patch(script, one, { title: 'First' })
    await patch(ada, one, { title: 'Mine' })
    await patch(script, one, { title: 'Second' })
    await send(script, 'DELETE', `/tasks/${two.id}?permanent=true`)
    await task(ada, { id: two.id, title: 'Mine' })
    await send(ada, 'DELETE', `/tasks/${two.id}?permanent=true`)
    await task(script, { id: two.id, title: 'Third' })
    expect(outcomes(await revert())).toEqual(['changed_since', 'changed_since'])
  })

  it('keeps what the token made, where others have put something into it', async () => {
    const made = await list(script, 'Made')
    const parent = await task(script, { title: 'Parent' })
    await task(ada, { title: 'Mine', list_id: made.id })
    await task(ada, { title: 'Mine too', parent_id: parent.id })
    expect(outcomes(await revert())).toEqual(['in_use', 'in_use'])
    expect(await send(ada, 'GET', '/tasks')).toMatchObject({ items: { length: 3 } })
  })

  it('may leave no place to come back to: then a task comes back without it', async () => {
    const home = await list(ada, 'Home')
    const parent = await task(ada, { title: 'Parent' })
    const [one, two] = [
      await task(ada, { title: 'One', list_id: home.id }),
      await task(ada, { title: 'Two', parent_id: parent.id }),
    ]
    for (const each of [one, two]) {
      await send(script, 'POST', `/tasks/${each.id}/move`, { list_id: null })
      await patch(script, each, { title: 'Changed' })
    }
    await send(ada, 'DELETE', `/lists/${home.id}`)
    await send(ada, 'POST', `/tasks/${parent.id}/move`, {
      parent_id: (await task(ada, { title: 'Top' })).id,
    })
    expect(outcomes(await revert()).sort()).toEqual(['changed_since', 'restored'])
    expect(await send(ada, 'GET', `/tasks/${one.id}`)).toMatchObject({
      title: 'One',
      list_id: null,
    })
  })
})

describe('undoing', () => {
  it('one of two tokens leaves what the other did, and then the other can be undone', async () => {
    const other = await makeToken(ada)
    const one = await task(ada, { title: 'Mine' })
    await patch(script, one, { title: 'By the script' })
    await patch(other, one, { title: 'By the other' })
    const mine = await task(ada, { title: 'Both' })
    await patch(other, mine, { priority: 1 })
    expect(outcomes(await revert())).toEqual(['changed_since'])
    expect(outcomes(await revert(other))).toEqual(['restored', 'restored'])
    expect(await send(ada, 'GET', `/tasks/${one.id}`)).toMatchObject({ title: 'By the script' })
    expect(outcomes(await revert())).toEqual(['restored'])
    expect(await send(ada, 'GET', `/tasks/${one.id}`)).toMatchObject({ title: 'Mine' })
  })

  it.each([
    ['2026-01-01T00:00:00+20:00', 200],
    ['9999-12-31T23:59:59.999999999Z', 200],
    ['0001-01-01T00:00:00Z', 200],
    ['0001-01-01T00:00:00+20:00', 422],
    ['9999-12-31T23:59:59-20:00', 422],
    ['0000-01-01T00:00:00Z', 422],
    ['2026-02-30T00:00:00Z', 422],
    ['now', 422],
  ])('from %s on is %i', async (since, status) => {
    const path = `/api/v1/tokens/${script.id}/revert?since=${encodeURIComponent(since)}`
    const answer = await call(path, { token: ada.token, method: 'POST' })
    const told = await answer.json<{ errors?: { pointer: string }[] }>()
    expect([answer.status, told.errors?.map(({ pointer }) => pointer)]).toEqual([
      status,
      status === 200 ? undefined : ['/since'],
    ])
  })

  it('from an instant on leaves what was before it, which can be undone later', async () => {
    const one = await task(ada, { title: 'Mine' })
    await patch(script, one, { title: 'Yesterday' })
    await sql`update app.revisions set at = at - interval '1 day' where user_id = ${ada.id}`
    await patch(script, one, { title: 'Today' })
    const since = encodeURIComponent(new Date(Date.now() - 3_600_000).toISOString())
    expect(outcomes(await revert(script, `since=${since}`))).toEqual(['restored'])
    expect(await send(ada, 'GET', `/tasks/${one.id}`)).toMatchObject({ title: 'Yesterday' })
    expect(outcomes(await revert())).toEqual(['restored'])
    expect(await send(ada, 'GET', `/tasks/${one.id}`)).toMatchObject({ title: 'Mine' })
  })

  it('works when the token is revoked, not when its changes are older than 30 days', async () => {
    const [one, two] = [await task(ada, { title: 'One' }), await task(ada, { title: 'Two' })]
    await patch(script, two, { title: 'Old' })
    await sql`update app.revisions set at = at - interval '30 days' where user_id = ${ada.id}`
    await patch(script, one, { title: 'New' })
    await send(ada, 'DELETE', `/tokens/${script.id}`)
    expect(await revert()).toMatchObject({ results: [{ id: one.id, outcome: 'restored' }] })
  })

  it('what was made and ended by the token changes nothing', async () => {
    const made = await task(script, { title: 'Made' })
    await send(script, 'DELETE', `/tasks/${made.id}?permanent=true`)
    expect(outcomes(await revert())).toEqual(['gone'])
  })

  it('twice with one key is once', async () => {
    const one = await task(ada, { title: 'One' })
    await patch(script, one, { title: 'Changed' })
    const ask = async () => {
      const headers = { 'Idempotency-Key': 'undo' }
      const path = `/api/v1/tokens/${script.id}/revert`
      return await (await call(path, { method: 'POST', token: ada.token, headers })).text()
    }
    expect(await ask()).toBe(await ask())
  })

  it.each(['since=yesterday', 'before=0', 'limit=0', 'limit=1001', 'dry_run=1', 'undo=all'])(
    'is refused where it is asked wrongly: %s',
    async (query) => {
      const path = `/api/v1/tokens/${script.id}/revert?${query}`
      expect((await call(path, { method: 'POST', token: ada.token })).status).toBe(422)
    },
  )
})

describe('thousands of changes', () => {
  /** As by a script that renames so many tasks, in requests of so many. */
  async function rename(many: number, atOnce: number): Promise<void> {
    const actor = `token:${script.id}`
    for (let made = 0; made < many; made += 1_000)
      await sql`insert into tasks (user_id, id, title)
        select ${ada.id}, gen_random_uuid(), 'Task' from generate_series(1, 1000)`
    for (let changed = 0; changed < many; changed += atOnce)
      await sql.transaction([
        sql`select set_config('app.actor', ${actor}, true), set_config('app.user_id', ${ada.id}, true)`,
        sql`update tasks set title = 'Renamed' where user_id = ${ada.id} and title = 'Task'
          and seq <= (select max(seq) from (
            select seq from tasks where user_id = ${ada.id} and title = 'Task' order by seq limit ${atOnce}) few)`,
      ])
  }
  const renamed = async () => {
    const [row] = await sql`
      select count(*)::int as count from tasks where user_id = ${ada.id} and title = 'Renamed'`
    return row?.count
  }

  it.each([
    ['ten thousand of many requests', 10_000, 1_000],
    ['three thousand of one request', 3_000, 3_000],
  ])(
    'are undone a thousand at a time, each within the time of a request: %s',
    async (_, many, atOnce) => {
      await rename(many, atOnce)
      expect(await renamed()).toBe(many)
      let query = ''
      let calls = 0
      for (;;) {
        const told = await revert(script, `${query}&dry_run=true`)
        const done = await revert(script, query)
        expect(done).toEqual(told)
        calls += 1
        expect(new Set(outcomes(done))).toEqual(new Set(['restored']))
        expect(await renamed()).toBe(many - calls * 1_000)
        if (!done.has_more) break
        query = `before=${done.next}`
      }
      expect(calls).toBe(many / 1_000)
    },
    120_000,
  )
})
