// Undoing what a token did: each kind of change there is.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Task } from '../tasks/schema.ts'
import { call } from '../testing/call.ts'
import { Copy, stateOf } from '../testing/copy.ts'
import { type Person, signUp } from '../testing/people.ts'
import { type Made, makeToken } from '../testing/personal-tokens.ts'
import { list, outcomes, patch, revertOf, rowsOf, send, task } from '../testing/reverting.ts'
import type { Reverted } from './schema.ts'

let ada: Person
let script: Made
let copy: Copy
beforeEach(async () => {
  ada = await signUp()
  script = await makeToken(ada)
  copy = new Copy(ada.token)
})

const revert = (query = '') => revertOf(ada, script, query)
const rows = () => rowsOf(ada)

/** Runs `work`, undoes it, and finds everything as it was; a dry run tells the same, and changes nothing. */
async function expectUndone(work: () => Promise<unknown>): Promise<Reverted> {
  const before = await rows()
  await work()
  await copy.update()
  const meant = await rows()
  const told = await revert('dry_run=true')
  expect(await rows()).toEqual(meant)
  const done = await revert()
  expect(done).toEqual(told)
  const after = await rows()
  for (const [id, row] of Object.entries(before)) expect(after[id]).toEqual(row)
  await copy.update()
  expect(copy.state).toEqual(await stateOf(ada))
  expect(await revert()).toEqual({ results: [], next: null, has_more: false })
  return done
}

describe('what a token did to a task of yours is undone:', () => {
  type Change = [what: string, work: (task: Task, other: Task, home: Task) => Promise<unknown>]
  it.each<Change>([
    [
      'fields, and what is searched',
      (it) => patch(script, it, { title: 'Xyzzy', notes: 'n', labels: [] }),
    ],
    ['when it is due', (it) => patch(script, it, { due_at: null, due_timezone: null })],
    ['another zone', (it) => patch(script, it, { due_timezone: 'Asia/Tokyo' })],
    ['replacing it', (it) => send(script, 'PUT', `/tasks/${it.id}`, { title: 'Replaced' })],
    ['moving it', (it) => send(script, 'POST', `/tasks/${it.id}/move`, { after_id: null })],
    [
      'into a list',
      (it, _, home) => send(script, 'POST', `/tasks/${it.id}/move`, { list_id: home.id }),
    ],
    ['completing it', (it) => send(script, 'POST', `/tasks/${it.id}/complete`)],
    ['the trash', (it) => send(script, 'DELETE', `/tasks/${it.id}`)],
    ['the end', (it) => send(script, 'DELETE', `/tasks/${it.id}?permanent=true`)],
    [
      'much, one after the other',
      async (it) => {
        for (const title of ['a', 'b', 'c']) await patch(script, it, { title })
        await send(script, 'POST', `/tasks/${it.id}/complete`)
        await send(script, 'POST', `/tasks/${it.id}/reopen`)
        await send(script, 'DELETE', `/tasks/${it.id}`)
        await send(script, 'POST', `/tasks/${it.id}/restore`)
        await send(script, 'DELETE', `/tasks/${it.id}?permanent=true`)
        await task(script, { id: it.id, title: 'Again' })
      },
    ],
    [
      'a batch',
      (it, other) =>
        send(script, 'POST', '/tasks/batch', {
          operations: [
            { op: 'update', id: it.id, body: { title: 'x' } },
            { op: 'delete', id: other.id },
          ],
        }),
    ],
  ])('%s', async (_, work) => {
    const home = await list(ada, 'Home')
    const other = await task(ada, { title: 'Other' })
    const one = await task(ada, {
      title: 'Water the ferns',
      notes: 'in the hall',
      labels: ['plants'],
      due_at: '2027-03-28T01:30:00Z',
      due_timezone: 'Europe/Berlin',
    })
    const { results } = await expectUndone(() => work(one, other, home))
    expect(results[0]).toMatchObject({ type: 'task', outcome: 'restored' })
    const found = await (await call('/api/v1/tasks?q=ferns&view=all', { token: ada.token })).json()
    expect(found).toMatchObject({ items: [{ id: one.id }] })
  })

  it('the next day of one that repeats, with its subtasks opened again', async () => {
    const one = await task(ada, {
      title: 'Rent',
      due_date: '2099-01-31',
      recurrence: 'FREQ=MONTHLY',
    })
    const below = await task(ada, { title: 'Below', parent_id: one.id })
    await send(ada, 'POST', `/tasks/${below.id}/complete`)
    await expectUndone(() => send(script, 'POST', `/tasks/${one.id}/complete`))
  })

  it('the time of day that was meant, where daylight saving had moved it', async () => {
    const due = { due_at: '2027-03-26T01:30:00Z', due_timezone: 'Europe/Berlin' }
    const one = await task(ada, { title: 'Early', ...due, recurrence: 'FREQ=DAILY' })
    for (const _ of [1, 2]) await send(ada, 'POST', `/tasks/${one.id}/complete`)
    expect(Object.values(await rows())[0]).toMatchObject({ due_time: '02:30:00' })
    await expectUndone(() =>
      patch(script, one, { due_at: null, due_timezone: null, recurrence: null }),
    )
  })

  it('subtasks that went with their parent, for good, and to another list', async () => {
    const [home, away] = [await list(ada, 'Home'), await list(ada, 'Away')]
    const parent = await task(ada, { title: 'Parent', list_id: home.id })
    for (const title of ['One', 'Two']) await task(ada, { title, parent_id: parent.id })
    await expectUndone(async () => {
      await send(script, 'POST', `/tasks/${parent.id}/move`, { list_id: away.id })
      await send(script, 'DELETE', `/tasks/${parent.id}?permanent=true`)
    })
  })

  it('who is below whom, turned round', async () => {
    const [a, b, c] = [
      await task(ada, { title: 'A' }),
      await task(ada, { title: 'B' }),
      await task(ada, { title: 'C' }),
    ]
    const under = (one: Task, parent: Task | null) =>
      send(script, 'POST', `/tasks/${one.id}/move`, { parent_id: parent?.id ?? null })
    await send(ada, 'POST', `/tasks/${a.id}/move`, { parent_id: b.id })
    const done = await expectUndone(async () => {
      await under(a, null)
      await under(b, a)
      await under(c, a)
      await task(script, { title: 'New', parent_id: a.id })
    })
    expect(outcomes(done).sort()).toEqual(['removed', 'restored', 'restored', 'restored'])
  })

  it('and its versions go on: none is given twice', async () => {
    const one = await task(ada, { title: 'One' })
    for (const title of ['a', 'b', 'c']) await patch(script, one, { title })
    await send(script, 'DELETE', `/tasks/${one.id}?permanent=true`)
    await revert()
    expect(await send(ada, 'GET', `/tasks/${one.id}`)).toMatchObject({ title: 'One', version: 5 })
  })
})

describe('what a token did to lists is undone:', () => {
  it.each([[''], ['?tasks=delete']])('deleting one, with its tasks %s', async (how) => {
    const home = await list(ada, 'Home')
    await list(ada, 'Other')
    const parent = await task(ada, { title: 'Parent', list_id: home.id })
    await task(ada, { title: 'Below', parent_id: parent.id })
    await expectUndone(() => send(script, 'DELETE', `/lists/${home.id}${how}`))
  })

  it('its fields and its place', async () => {
    const [one, two] = [await list(ada, 'One'), await list(ada, 'Two')]
    await expectUndone(async () => {
      await send(script, 'PATCH', `/lists/${one.id}`, { name: 'X', color: 'red', archived: true })
      await send(script, 'POST', `/lists/${two.id}/move`, { after_id: null })
    })
  })

  it('making one, with tasks in it: they go to the trash, and it goes', async () => {
    const mine = await task(ada, { title: 'Mine' })
    const done = await expectUndone(async () => {
      const made = await list(script, 'Made')
      await task(script, { title: 'Made', list_id: made.id })
      await send(script, 'POST', `/tasks/${mine.id}/move`, { list_id: made.id })
    })
    expect(outcomes(done)).toEqual(['restored', 'removed', 'removed'])
    const left = await send(ada, 'GET', '/tasks?view=trash')
    expect(left).toMatchObject({ items: [{ title: 'Made', list_id: null }] })
    expect(await send(ada, 'GET', '/lists')).toMatchObject({ items: [] })
  })
})
