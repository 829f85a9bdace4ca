// Promise 10: a user's usage ends at the deployment's quota, and a write beyond it changes nothing.
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { deploy } from './testing/deploy.ts'
import { sql } from './testing/neon.ts'
import { type Person, signUp } from './testing/people.ts'
import { makeToken } from './testing/personal-tokens.ts'

// Everyone signs up before the first other deployment (testing/deploy.ts).
const people: Person[] = []
beforeAll(async () => {
  for (let n = 0; n < 12; n += 1) people.push(await signUp())
})
function someone(): Person {
  const person = people.pop()
  if (!person) throw new RangeError('more people are needed')
  return person
}

type Answer = Promise<{ status: number; body: Record<string, unknown> }>

/** Calls a deployment with these quotas. */
async function deployment(settings: Record<string, string>) {
  const send = await deploy(settings)
  return async (
    { token }: { token: string },
    method: string,
    path: string,
    body?: object,
  ): Answer => {
    const answer = await send(`/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: JSON.parse((await answer.text()) || '{}') }
  }
}
const titles = async ({ id }: Person) =>
  (await sql`select title from tasks where user_id = ${id} order by rank`).map(({ title }) => title)
const usedUp = (quota: string, limit: number, used: number) => ({
  status: 409,
  body: { code: 'quota_exceeded', quota, limit, used },
})

describe('promise 10: tasks beyond the quota', () => {
  it('are refused by every operation that creates one, while existing ones can be changed', async () => {
    const ada = someone()
    const ask = await deployment({ QUOTA_TASKS: '3' })
    const made = []
    for (const title of ['One', 'Two', 'Three'])
      made.push(await ask(ada, 'POST', '/tasks', { title }))
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201])
    const id = made[0]?.body.id
    const refused = [
      await ask(ada, 'POST', '/tasks', { title: 'Four' }),
      await ask(ada, 'PUT', `/tasks/${uuidv7()}`, { title: 'Four' }),
      await ask(ada, 'POST', '/tasks/quick', { text: 'Four' }),
      await ask(ada, 'POST', '/tasks/batch', {
        operations: [
          { op: 'update', id, body: { title: 'Changed' } },
          { op: 'create', body: { title: 'Four' } },
        ],
      }),
    ]
    for (const one of refused) expect(one).toMatchObject(usedUp('tasks', 3, 3))
    expect(refused[0]?.body.detail).toBe('An account may have 3 tasks; those in the trash count')
    expect(await titles(ada)).toEqual(['One', 'Two', 'Three'])
    const changes = [
      await ask(ada, 'PATCH', `/tasks/${id}`, { title: 'Changed' }),
      await ask(ada, 'POST', `/tasks/${id}/complete`),
      await ask(ada, 'DELETE', `/tasks/${id}`),
      await ask(ada, 'DELETE', `/tasks/${id}?permanent=true`),
      await ask(ada, 'POST', '/tasks', { title: 'Four' }),
    ]
    expect(changes.map(({ status }) => status)).toEqual([200, 200, 204, 204, 201])
  })

  it('are not counted against anybody else', async () => {
    const [ada, bob] = [someone(), someone()]
    const ask = await deployment({ QUOTA_TASKS: '1' })
    for (const person of [ada, bob])
      expect((await ask(person, 'POST', '/tasks', { title: 'One' })).status).toBe(201)
    expect((await ask(ada, 'POST', '/tasks', { title: 'Two' })).status).toBe(409)
  })

  it('end an import at a row, which it names: earlier rows are imported, none is half there', async () => {
    const ada = someone()
    const ask = await deployment({ QUOTA_TASKS: '3', QUOTA_LISTS: '5' })
    await ask(ada, 'POST', '/tasks', { title: 'There' })
    const tasks = Array.from({ length: 2_500 }, (_, n) => ({ id: uuidv7(), title: `Row ${n + 1}` }))
    const file = { version: 1, lists: [{ id: uuidv7(), name: 'Home' }], tasks }
    for (const query of ['?dry_run=true', '']) {
      const { status, body } = await ask(ada, 'POST', `/import${query}`, file)
      expect(status).toBe(200)
      expect(body).toMatchObject({
        created: 3,
        refused: 2_498,
        noted: 2_498,
        rows_omitted: 1_501,
        quota_exceeded: { quota: 'tasks', limit: 3, used: 3, row: 3 },
      })
      const rows = body.rows as { row: number; outcome: string; errors: object[] }[]
      expect(rows[0]).toMatchObject({ row: 3, errors: [{ code: 'quota_exceeded' }] })
      expect(rows).toHaveLength(1_000)
    }
    expect(await titles(ada)).toEqual(['There', 'Row 1', 'Row 2'])
    // The same file finds its earlier rows, and has no more room than before.
    const again = await ask(ada, 'POST', '/import', file)
    expect(again.body).toMatchObject({ created: 0, exists: 3, refused: 2_498 })
  }, 60_000)

  it("are not restored by undoing a token's deletions", async () => {
    const ada = someone()
    const script = await makeToken(ada)
    const ask = await deployment({ QUOTA_TASKS: '2' })
    const { body } = await ask(ada, 'POST', '/tasks', { title: 'One' })
    await ask(script, 'DELETE', `/tasks/${body.id}?permanent=true`)
    for (const title of ['Two', 'Three']) await ask(ada, 'POST', '/tasks', { title })
    const revert = await ask(ada, 'POST', `/tokens/${script.id}/revert`)
    expect(revert).toMatchObject(usedUp('tasks', 2, 2))
    expect(await titles(ada)).toEqual(['Two', 'Three'])
    await sql`delete from tasks where user_id = ${ada.id} and title = 'Two'`
    expect((await ask(ada, 'POST', `/tokens/${script.id}/revert`)).status).toBe(200)
    expect((await titles(ada)).sort()).toEqual(['One', 'Three'])
  })

  it('created fifty at once: exactly as many as the quota allows', async () => {
    const ada = someone()
    const ask = await deployment({ QUOTA_TASKS: '20' })
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => ask(ada, 'POST', '/tasks', { title: `Task ${n}` })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(30)
  })
})

describe('promise 10: other quotas', () => {
  it('lists are refused beyond the quota', async () => {
    const ada = someone()
    const ask = await deployment({ QUOTA_LISTS: '2' })
    for (const name of ['One', 'Two'])
      expect((await ask(ada, 'POST', '/lists', { name })).status).toBe(201)
    expect(await ask(ada, 'POST', '/lists', { name: 'Three' })).toMatchObject(usedUp('lists', 2, 2))
  })

  it('labels are refused beyond the quota, whatever adds them; removing some always works', async () => {
    const ada = someone()
    const ask = await deployment({ QUOTA_LABELS: '3' })
    const { body } = await ask(ada, 'POST', '/tasks', { title: 'One', labels: ['a', 'b'] })
    expect((await ask(ada, 'POST', '/tasks', { title: 'Two', labels: ['a'] })).status).toBe(201)
    const path = `/tasks/${body.id}`
    const rows = [{ id: uuidv7(), title: 'Row', labels: ['a'] }]
    const refused = [
      await ask(ada, 'POST', '/tasks', { title: 'Three', labels: ['c'] }),
      await ask(ada, 'POST', '/tasks/quick', { text: 'Three #c' }),
      await ask(ada, 'PATCH', path, { labels: ['a', 'b', 'c'] }),
    ]
    for (const one of refused) expect(one).toMatchObject(usedUp('labels', 3, 3))
    expect((await ask(ada, 'POST', '/import', { version: 1, tasks: rows })).body).toMatchObject({
      created: 0,
      quota_exceeded: { quota: 'labels', limit: 3, used: 3, row: 1 },
    })
    expect((await ask(ada, 'PATCH', path, { labels: ['c', 'd'] })).status).toBe(200)
    const stingy = await deployment({ QUOTA_LABELS: '1' })
    expect((await stingy(ada, 'PATCH', path, { labels: ['c'] })).status).toBe(200)
    expect((await stingy(ada, 'DELETE', `${path}?permanent=true`)).status).toBe(204)
    expect(await titles(ada)).toEqual(['Two'])
  })

  it('bytes are refused beyond the quota, including those that a change adds; reducing them always works', async () => {
    const ada = someone()
    const ask = await deployment({ QUOTA_BYTES: '2000' })
    const { body } = await ask(ada, 'POST', '/tasks', { title: 'One', notes: 'n'.repeat(1_000) })
    const path = `/tasks/${body.id}`
    const more = await ask(ada, 'PATCH', path, { notes: 'n'.repeat(1_800) })
    expect(more).toMatchObject(usedUp('bytes', 2_000, 1_303))
    expect(await ask(ada, 'POST', '/lists', { name: 'ü'.repeat(100) })).toMatchObject({
      status: 201,
    })
    expect(await ask(ada, 'POST', '/tasks', { title: 'Two' })).toMatchObject({ status: 409 })
    const stingy = await deployment({ QUOTA_BYTES: '100' })
    expect((await stingy(ada, 'PATCH', path, { notes: 'n' })).status).toBe(200)
    expect((await stingy(ada, 'PATCH', path, { notes: 'nn' })).status).toBe(409)
    expect((await stingy(ada, 'POST', `${path}/complete`)).status).toBe(200)
  })

  it('permanent deletions are refused while too many are remembered', async () => {
    const ada = someone()
    const ask = await deployment({ QUOTA_DELETIONS: '1' })
    const ids = [uuidv7(), uuidv7()]
    for (const id of ids) await ask(ada, 'POST', '/tasks', { id, title: id })
    const purge = (id = '') => ask(ada, 'DELETE', `/tasks/${id}?permanent=true`)
    expect((await purge(ids[0])).status).toBe(204)
    expect(await purge(ids[1])).toMatchObject(usedUp('deletions', 1, 1))
    expect(await titles(ada)).toEqual([ids[1]])
    // Moving it to the trash is allowed.
    expect((await ask(ada, 'DELETE', `/tasks/${ids[1]}`)).status).toBe(204)
  })

  it('changes by tokens are refused if they could not be undone, while their owner can continue', async () => {
    const ada = someone()
    const script = await makeToken(ada)
    const ask = await deployment({ QUOTA_UNDO_BYTES: '5000' })
    const { body } = await ask(ada, 'POST', '/tasks', { title: 'One', notes: 'n'.repeat(1_000) })
    const path = `/tasks/${body.id}`
    let refused = await ask(script, 'PATCH', path, { priority: 0 })
    for (let n = 1; n < 8 && refused.status === 200; n += 1)
      refused = await ask(script, 'PATCH', path, { priority: n % 4 })
    expect(refused).toMatchObject({ status: 409, body: { quota: 'undo_bytes', limit: 5_000 } })
    expect((await ask(ada, 'PATCH', path, { title: 'Mine' })).status).toBe(200)
    expect((await ask(ada, 'POST', `/tokens/${script.id}/revert`)).status).toBe(200)
  })
})
