// The manual order: ranks between ranks.
import { array, asyncProperty, assert as forAll, nat } from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task, TaskList } from './schema.ts'

const create = async ({ token }: Person, body: object) =>
  await (await call('/api/v1/tasks', { token, body: { title: 'One', ...body } })).json<Task>()
const move = ({ token }: Person, id: string, body: object) =>
  call(`/api/v1/tasks/${id}/move`, { token, body })
const moved = async (person: Person, id: string, body: object) =>
  await (await move(person, id, body)).json<Task>()
const newList = async ({ token }: Person) =>
  await (await call('/api/v1/lists', { token, body: { name: 'Home' } })).json<{ id: string }>()
const order = async ({ token }: Person, query = 'view=inbox') =>
  (await (await call(`/api/v1/tasks?${query}&sort=rank`, { token })).json<TaskList>()).items.map(
    ({ id }) => id,
  )

describe('moving a task', () => {
  it('keeps the order of a list under any sequence of moves', async () => {
    await forAll(
      asyncProperty(array(nat(99), { minLength: 6, maxLength: 12 }), async (numbers) => {
        const ada = await signUp()
        const model: string[] = []
        for (let n = 0; n < 5; n += 1) model.push((await create(ada, {})).id)
        for (const number of numbers) {
          const [id = ''] = model.splice(number % 5, 1)
          const place = Math.floor(number / 5) % 5
          const after_id = place === 0 ? null : (model[place - 1] ?? null)
          expect((await move(ada, id, { after_id })).status).toBe(200)
          model.splice(place, 0, id)
        }
        expect(await order(ada)).toEqual(model)
      }),
      { numRuns: 8 },
    )
  }, 60_000)

  it('takes its subtasks along to another list', async () => {
    const ada = await signUp()
    const [list, parent] = [await newList(ada), await create(ada, {})]
    const child = await create(ada, { parent_id: parent.id })
    await moved(ada, parent.id, { list_id: list.id })
    const read = await call(`/api/v1/tasks/${child.id}`, { token: ada.token })
    expect(await read.json()).toMatchObject({ list_id: list.id, version: 2 })
  })

  it('turns a subtask that is moved to a list into a task, and a task into a subtask', async () => {
    const ada = await signUp()
    const [list, one, two] = [await newList(ada), await create(ada, {}), await create(ada, {})]
    await moved(ada, one.id, { list_id: list.id })
    expect(await moved(ada, two.id, { parent_id: one.id })).toMatchObject({
      parent_id: one.id,
      list_id: list.id,
    })
    expect(await moved(ada, two.id, { list_id: null })).toMatchObject({
      parent_id: null,
      list_id: null,
    })
  })

  it('without a position puts it at the end of another list, and leaves it in place in its own', async () => {
    const ada = await signUp()
    const list = await newList(ada)
    const [one, two] = [await create(ada, {}), await create(ada, { list_id: list.id })]
    await moved(ada, one.id, { list_id: list.id })
    expect(await order(ada, `list_id=${list.id}`)).toEqual([two.id, one.id])
    const same = await moved(ada, one.id, { list_id: list.id })
    expect(same.version).toBe(2)
  })

  it("refuses an unknown task, itself, or another user's as a position, all alike", async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const [one, hers] = [await create(bob, {}), await create(ada, {})]
    for (const after_id of [uuidv7(), one.id, hers.id]) {
      const answer = await move(bob, one.id, { after_id })
      expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/after_id' }] })
    }
  })
})

describe('subtasks', () => {
  it.each(['a subtask', 'itself', 'nobody', 'a stranger'])(
    'are not allowed under %s',
    async (whose) => {
      const [ada, bob] = [await signUp(), await signUp('Bob')]
      const parent = await create(ada, {})
      const child = await create(ada, { parent_id: parent.id })
      const strange = await create(bob, {})
      const ids = {
        'a subtask': child.id,
        itself: parent.id,
        nobody: uuidv7(),
        'a stranger': strange.id,
      }
      const path = `/api/v1/tasks/${parent.id}`
      const body = { parent_id: ids[whose as keyof typeof ids] }
      const answer = await call(path, { method: 'PATCH', token: ada.token, body })
      expect(await answer.json()).toMatchObject({
        status: 422,
        errors: [{ pointer: '/parent_id' }],
      })
    },
  )

  it('belong to the list of their parent, and no other', async () => {
    const ada = await signUp()
    const [list, other] = [await newList(ada), await newList(ada)]
    const parent = await create(ada, { list_id: list.id })
    expect(await create(ada, { parent_id: parent.id })).toMatchObject({ list_id: list.id })
    const body = { title: 'x', parent_id: parent.id, list_id: other.id }
    const answer = await call('/api/v1/tasks', { token: ada.token, body })
    expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/list_id' }] })
  })

  it('go to the trash with their parent and come back with it, except those trashed before', async () => {
    const ada = await signUp()
    const parent = await create(ada, {})
    const [early, late] = [
      await create(ada, { parent_id: parent.id }),
      await create(ada, { parent_id: parent.id }),
    ]
    const at = (id: string) => `/api/v1/tasks/${id}`
    await call(at(early.id), { method: 'DELETE', token: ada.token })
    await call(at(parent.id), { method: 'DELETE', token: ada.token })
    expect(await order(ada, 'view=trash')).toHaveLength(3)
    await call(`${at(parent.id)}/restore`, { method: 'POST', token: ada.token })
    expect(await order(ada, 'view=trash')).toEqual([early.id])
    expect(await order(ada)).toEqual([parent.id, late.id])
  })

  it('are deleted for good with their parent, and each leaves a tombstone', async () => {
    const ada = await signUp()
    const parent = await create(ada, {})
    const child = await create(ada, { parent_id: parent.id })
    const path = `/api/v1/tasks/${parent.id}`
    const gone = await call(`${path}?permanent=true`, { method: 'DELETE', token: ada.token })
    expect(gone.status).toBe(204)
    expect((await call(path, { token: ada.token })).status).toBe(404)
    const changes = await call('/api/v1/changes?since=2', { token: ada.token })
    const told = await changes.json<{ changes: { id: string; deleted: boolean }[] }>()
    expect(new Set(told.changes.map(({ id, deleted }) => `${id} ${deleted}`))).toEqual(
      new Set([`${parent.id} true`, `${child.id} true`]),
    )
  })
})

describe('moves into the same gap', () => {
  /** Moves as the API does, but a hundred times in one statement; returns the longest rank. */
  const moveByTurns = async ({ id }: Person, [one, two]: Task[], after: Task | null) => {
    const [session] = await sql`select id from auth.session where "userId" = ${id}`
    const after_id = after?.id ?? null
    let longest = 0
    for (let n = 0; n < 2_000; n += 100) {
      const [, rows] = await sql.transaction([
        sql`select app.authenticate_session(${id}, ${session?.id})`,
        sql`
          select max(length(done.resource ->> 'rank')) as longest
            from generate_series(1, 100) n,
              lateral app.write_tasks(json_build_array(json_build_object(
                'op', 'move',
                'id', case when n % 2 = 0 then ${one?.id}::uuid else ${two?.id}::uuid end,
                'fields', json_build_object('after_id', ${after_id}::uuid)))) done`,
      ])
      longest = Math.max(longest, rows?.[0]?.longest)
    }
    return longest
  }

  it('keep the order over 2,000 of them, with short ranks', async () => {
    const ada = await signUp()
    const [first, one, two, last] = [
      await create(ada, {}),
      await create(ada, {}),
      await create(ada, {}),
      await create(ada, {}),
    ]
    expect(await moveByTurns(ada, [one, two], first)).toBeLessThanOrEqual(100)
    expect(await order(ada)).toEqual([first.id, one.id, two.id, last.id])
    const ranks = await sql`select id, rank, version from tasks where user_id = ${ada.id}`
    const rankOf = ({ id }: Task) => ranks.find((row) => row.id === id)
    // Only those in the gap got new ranks.
    expect([rankOf(first), rankOf(last)]).toMatchObject([
      { rank: first.rank, version: 1 },
      { rank: last.rank, version: 1 },
    ])
  }, 60_000)

  it('at the top need no longer ranks', async () => {
    const ada = await signUp()
    const [one, two] = [await create(ada, {}), await create(ada, {})]
    expect(await moveByTurns(ada, [one, two], null)).toBeLessThan(8)
    expect(await order(ada)).toEqual([one.id, two.id])
  }, 60_000)

  it('make room for all tasks there, even hundreds', async () => {
    const ada = await signUp()
    const ids: string[] = []
    for (let n = 0; n < 3; n += 1) {
      const operations = Array.from({ length: 100 }, () => ({ op: 'create', body: { title: 'x' } }))
      const answer = await call('/api/v1/tasks/batch', { token: ada.token, body: { operations } })
      const { results } = await answer.json<{ results: { resource: Task }[] }>()
      ids.push(...results.map(({ resource }) => resource.id))
    }
    const [first = '', ...others] = ids
    const mover = others.pop() ?? ''
    await sql`
      update tasks set rank = 'a1' || repeat('0', 110) || lpad(row.number::text, 3, '0') || '1'
        from (select id, row_number() over (order by rank) as number from tasks where user_id = ${ada.id}) row
        where tasks.user_id = ${ada.id} and tasks.id = row.id and row.number > 1`
    const task = await moved(ada, mover, { after_id: first })
    expect(task.rank.length).toBeLessThan(8)
    const [row] =
      await sql`select max(length(rank)) as longest from tasks where user_id = ${ada.id}`
    expect(row?.longest).toBeLessThan(8)
    const all = await sql`select id from tasks where user_id = ${ada.id} order by rank`
    expect(all.map(({ id }) => id)).toEqual([first, mover, ...others])
  })
})
