// Any two parameters can be combined. Pages with words or labels come from app.search_tasks, whose rows have only some
// columns of a task, so a filter or an order on another column would be a database error.
import { beforeAll, describe, expect, it } from 'vitest'
import { call } from '../../testing/call.ts'
import { sql } from '../../testing/neon.ts'
import { type Person, signUp } from '../../testing/people.ts'
import { TaskQuery, views } from './schema.ts'
import { make, page, pathOf } from './testing/asking.ts'

const id = crypto.randomUUID()
const examples = {
  view: [...views],
  timezone: ['Europe/Berlin'],
  list_id: ['none', id],
  parent_id: ['none', id],
  label: ['home'],
  priority: ['1'],
  due_before: ['2027-01-01'],
  due_after: ['2026-01-01'],
  updated_after: ['2026-01-01T00:00:00Z'],
  q: ['call', '.,;'],
  sort: [...(TaskQuery.shape.sort.unwrap().options satisfies readonly string[])],
  limit: ['1'],
  cursor: [],
} satisfies Record<keyof TaskQuery, string[]>

describe('two parameters', () => {
  let ada: Person
  const values = new Map<string, string[]>(Object.entries(examples))
  beforeAll(async () => {
    ada = await signUp()
    await make(ada, [{ title: 'Call Mia', labels: ['home'] }, { title: 'Call Bob' }])
    const { next_cursor } = await page(ada, { limit: '1' })
    values.set('cursor', [next_cursor ?? ''])
  })

  it.each(Object.keys(examples))('%s works with each other one, or is refused', async (name) => {
    const answers: [path: string, status: number, code: string | undefined][] = []
    for (const value of values.get(name) ?? []) {
      for (const [other, others] of values) {
        if (other <= name) continue
        for (const one of others) {
          const path = pathOf({ [name]: value, [other]: one })
          const answer = await call(path, { token: ada.token })
          const { code } = await answer.json<{ code?: string }>()
          if (answer.status !== 200) answers.push([path, answer.status, code])
        }
      }
    }
    const unexpected = answers.filter(
      ([path, status, code]) =>
        !(status === 422 && code === 'validation_failed' && /[?&](cursor|q=\.)/.test(path)),
    )
    expect(unexpected).toEqual([])
  })
})

it('a page by words has every column except those that no filter or order uses', async () => {
  const columnsOf = (type: string) => sql`
    select attname as name, format_type(atttypid, null) as type, attcollation::int as collation
      from pg_attribute where attrelid = ${type}::regclass and attnum > 0 and not attisdropped`
  const found = await columnsOf('app.found_task')
  const all = await columnsOf('public.tasks')
  expect(all).toEqual(expect.arrayContaining(found))
  const names = new Set(found.map(({ name }) => name))
  const others = all.map(({ name }) => name).filter((name) => !names.has(name))
  // A column that a filter or an order uses belongs in app.found_task; any other belongs here.
  expect(others.sort()).toEqual([
    ...['actor', 'due_time', 'due_timezone', 'label_terms', 'labels', 'notes', 'notes_terms'],
    ...['recurrence', 'recurrence_from', 'seq', 'title', 'title_terms', 'version'],
  ])
})

it('a page by words has each column as the task has it', async () => {
  const ada = await signUp()
  const answer = await call('/api/v1/lists', { token: ada.token, body: { name: 'Home' } })
  const { id: list_id } = await answer.json<{ id: string }>()
  const [parent] = await make(ada, [{ list_id }])
  // No two columns of one type have the same value, so that none can stand for another.
  const due = { due_at: '2027-01-02T03:04:05Z', due_timezone: 'Europe/Berlin' }
  const [task] = await make(ada, [{ title: 'Call', parent_id: parent?.id, priority: 3, ...due }])
  for (const [method, action] of [
    ['POST', '/complete'],
    ['DELETE', ''],
  ] as const)
    await call(`/api/v1/tasks/${task?.id}${action}`, { method, token: ada.token })
  const [, rows] = await sql.transaction([
    sql`select set_config('app.user_id', ${ada.id}, true)`,
    sql`select to_jsonb(found) as found, to_jsonb(task) as task
      from app.search_tasks('{.call}', '{}') found join tasks task using (user_id, id)`,
  ])
  const [row] = rows ?? []
  expect(Object.keys(row?.found)).toContain('rank')
  expect(row?.task).toMatchObject(row?.found)
  expect(row?.found).toMatchObject({
    list_id,
    parent_id: parent?.id,
    completed_at: expect.any(String),
    deleted_at: expect.any(String),
  })
})
