import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { control } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task, TaskList } from './schema.ts'

const batch = ({ token }: Person, operations: object[]) =>
  call('/api/v1/tasks/batch', { token, body: { operations } })
const create = async ({ token }: Person, title: string) =>
  await (await call('/api/v1/tasks', { token, body: { title } })).json<Task>()
const titles = async ({ token }: Person) =>
  (await (await call('/api/v1/tasks?sort=rank', { token })).json<TaskList>()).items.map(
    ({ title }) => title,
  )
const newTask = (title: string) => ({ op: 'create', body: { title } })

describe('a batch', () => {
  it('does everything, in order, in one call to the database', async () => {
    const ada = await signUp()
    const [one, two] = [await create(ada, 'One'), await create(ada, 'Two')]
    const parent_id = uuidv7()
    const answers: Response[] = []
    const calls = await control.record(async () => {
      answers.push(
        await batch(ada, [
          { op: 'create', body: { id: parent_id, title: 'Parent' } },
          { op: 'create', body: { title: 'Child', parent_id } },
          { op: 'update', id: one.id, if_match: 1, body: { title: 'Uno' } },
          { op: 'delete', id: two.id },
        ]),
      )
    })
    expect(calls).toHaveLength(1)
    const { results } =
      (await answers[0]?.json<{ results: { status: number; resource: Task }[] }>()) ?? {}
    expect(results?.map(({ status, resource }) => [status, resource.title])).toEqual([
      [201, 'Parent'],
      [201, 'Child'],
      [200, 'Uno'],
      [200, 'Two'],
    ])
    expect(results?.[3]?.resource.deleted_at).toEqual(expect.any(String))
    expect(await titles(ada)).toEqual(['Uno', 'Parent', 'Child'])
  })

  it('does nothing where one is refused, and says which one and why', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const [one, hers] = [await create(bob, 'One'), await create(ada, 'Hers')]
    const refused = [
      [{ op: 'update', id: uuidv7(), body: { title: 'x' } }, 404, 'not_found'],
      [{ op: 'update', id: hers.id, body: { title: 'x' } }, 404, 'not_found'],
      [{ op: 'delete', id: one.id, if_match: 7 }, 412, 'version_mismatch'],
      [{ op: 'create', body: { id: one.id, title: 'x' } }, 409, 'task_exists'],
      [{ op: 'create', body: { title: 'x', list_id: uuidv7() } }, 422, 'validation_failed'],
    ] as const
    for (const [operation, status, code] of refused) {
      const answer = await batch(bob, [newTask('New'), operation, newTask('Newer')])
      expect(await answer.json()).toMatchObject({ status, code, index: 1 })
    }
    expect(await titles(bob)).toEqual(['One'])
    expect(await titles(ada)).toEqual(['Hers'])
  })

  it.each([
    ['a list that there is not', { list_id: uuidv7() }, 'list_id'],
    ['an empty title', { title: '' }, 'title'],
    ['a field that is not known', { version: 3 }, 'version'],
  ])('points at %s where it stands', async (_, fields, field) => {
    const ada = await signUp()
    const operations = [newTask('One'), { op: 'create', body: { title: 'Two', ...fields } }]
    expect(await (await batch(ada, operations)).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: `/operations/1/body/${field}` }],
    })
  })

  it('has 1 to 100 operations', async () => {
    const ada = await signUp()
    const many = (count: number) => Array.from({ length: count }, (_, n) => newTask(`Task ${n}`))
    const start = performance.now()
    expect((await batch(ada, many(100))).status).toBe(200)
    expect(performance.now() - start).toBeLessThan(2_000)
    expect((await batch(ada, many(101))).status).toBe(422)
    expect((await batch(ada, [])).status).toBe(422)
  })
})
