// Creates tasks and lists them, through the API.
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { call } from '../../../testing/call.ts'
import type { Person } from '../../../testing/people.ts'
import type { NewTask, Task, TaskList } from '../../schema.ts'

type Fields = Omit<NewTask, 'title'> & { title?: string }

/** Up to 100 tasks, in the order given. */
export async function make({ token }: Person, fields: Fields[]): Promise<Task[]> {
  const operations = fields.map((body, n) => ({
    op: 'create',
    body: { id: uuidv7(), title: `Task ${n}`, ...body },
  }))
  const answer = await call('/api/v1/tasks/batch', { token, body: { operations } })
  expect(answer.status).toBe(200)
  const { results } = await answer.json<{ results: { resource: Task }[] }>()
  return results.map(({ resource }) => resource)
}

type Query = Record<string, string | string[]>

export const pathOf = (query: Query, path = '/api/v1/tasks') => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one]),
  )
  return `${path}?${new URLSearchParams(pairs)}`
}

export async function page({ token }: Pick<Person, 'token'>, query: Query): Promise<TaskList> {
  const answer = await call(pathOf(query), { token })
  expect(answer.status, await answer.clone().text()).toBe(200)
  return await answer.json()
}

export const titles = async (person: Person, query: Query) =>
  (await page(person, { limit: '200', ...query })).items.map(({ title }) => title)

/** The parameters that the 422 names. */
export async function refused({ token }: Person, path: string): Promise<string[]> {
  const answer = await call(path, { token })
  const body = await answer.json<{
    status: number
    errors?: { pointer: string; detail: string }[]
  }>()
  expect([path, body.status]).toEqual([path, 422])
  // zod's own messages are about types, not about parameters.
  for (const { detail } of body.errors ?? []) expect(detail).toMatch(/^(must|is) /)
  return [...new Set(body.errors?.map(({ pointer }) => pointer))]
}
