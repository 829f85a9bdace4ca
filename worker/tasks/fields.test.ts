// Every field of domain/task-fields.ts is written, answered and bounded everywhere; nothing here is a second list of them
// that could be forgotten: it does not compile without all.
import { describe, expect, it } from 'vitest'
import { type TaskFields, taskDefaults, taskFieldNames } from '../domain/task-fields.ts'
import { List } from '../lists/schema.ts'
import { call } from '../testing/call.ts'
import { exported, exportedText, file, imported, tokenWith } from '../testing/files.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import { Task } from './schema.ts'

/** Of every field a value that is not its default; `below` and `inside` are a task and a list. */
const tasksOf = (below: string, inside: string): TaskFields[] => {
  const some: TaskFields = {
    title: 'Call Mia',
    notes: 'By phone',
    list_id: inside,
    parent_id: null,
    priority: 3,
    due_date: null,
    due_at: '2027-12-24T17:00:00.000Z',
    due_timezone: 'Europe/Berlin',
    labels: ['home', 'car'],
    recurrence: 'FREQ=DAILY',
    recurrence_from: 'completed',
  }
  return [
    some,
    { ...some, list_id: null, parent_id: below },
    { ...some, due_at: null, due_timezone: null, due_date: '2027-12-24' },
  ]
}

it('the samples of this test have a value of every field', () => {
  const given = tasksOf('one', 'two')
  const forgotten = Object.entries(taskDefaults).filter(([name, value]) =>
    given.every((task) => `${task[name as keyof TaskFields]}` === `${value}`),
  )
  expect(forgotten).toEqual([])
})

const send = async <Body>(person: Person, method: string, path: string, body?: object) => {
  const answer = await call(`/api/v1${path}`, { method, token: person.token, body })
  expect([method, path, answer.ok]).toEqual([method, path, true])
  return await answer.json<Body>()
}

async function samples() {
  const person = await signUp()
  const below = await send<Task>(person, 'POST', '/tasks', { title: 'Above' })
  const inside = await send<{ id: string }>(person, 'POST', '/lists', { name: 'Home' })
  return { person, samples: tasksOf(below.id, inside.id) }
}

describe('every field of a task', () => {
  it('is written by a create, a PUT, a PATCH and a batch, and answered', async () => {
    const { person, samples: all } = await samples()
    for (const sample of all) {
      const { id } = await send<Task>(person, 'POST', '/tasks', sample)
      expect(await send(person, 'GET', `/tasks/${id}`)).toMatchObject(sample)

      const put = crypto.randomUUID()
      await send(person, 'PUT', `/tasks/${put}`, { title: 'Empty' })
      await send(person, 'PUT', `/tasks/${put}`, sample)
      expect(await send(person, 'GET', `/tasks/${put}`)).toMatchObject(sample)

      const patched = await send<Task>(person, 'POST', '/tasks', { title: 'Empty' })
      expect(patched).toMatchObject(taskDefaults)
      await send(person, 'PATCH', `/tasks/${patched.id}`, sample)
      expect(await send(person, 'GET', `/tasks/${patched.id}`)).toMatchObject(sample)

      const batched = crypto.randomUUID()
      const operations = [
        { op: 'create', id: batched, body: { title: 'Empty' } },
        { op: 'update', id: batched, body: sample },
      ]
      await send(person, 'POST', '/tasks/batch', { operations })
      expect(await send(person, 'GET', `/tasks/${batched}`)).toMatchObject(sample)
    }
  })

  it('goes back to its default where a PATCH has null, and where a PUT lacks it', async () => {
    const { person, samples: all } = await samples()
    const nothing = Object.fromEntries(Object.keys(taskDefaults).map((name) => [name, null]))
    for (const sample of all) {
      const { id } = await send<Task>(person, 'POST', '/tasks', sample)
      await send(person, 'PATCH', `/tasks/${id}`, nothing)
      expect(await send(person, 'GET', `/tasks/${id}`)).toMatchObject(taskDefaults)
      await send(person, 'PUT', `/tasks/${id}`, sample)
      await send(person, 'PUT', `/tasks/${id}`, { title: 'Empty' })
      expect(await send(person, 'GET', `/tasks/${id}`)).toMatchObject(taskDefaults)
    }
  })

  it('comes back as it was where what a token changed is undone', async () => {
    const { person, samples: all } = await samples()
    const { id: tokenId, token } = await tokenWith(person, ['tasks:write'])
    const ids: string[] = []
    for (const sample of all) {
      const { id } = await send<Task>(person, 'POST', '/tasks', sample)
      ids.push(id)
      await call(`/api/v1/tasks/${id}`, { method: 'PUT', token, body: { title: 'Empty' } })
      expect(await send(person, 'GET', `/tasks/${id}`)).toMatchObject(taskDefaults)
    }
    await send(person, 'POST', `/tokens/${tokenId}/revert`)
    const found = await Promise.all(ids.map((id) => send(person, 'GET', `/tasks/${id}`)))
    expect(found).toMatchObject(all)
  })

  it('is in an export, and comes back by an import of it', async () => {
    const { person, samples: all } = await samples()
    const ids: string[] = []
    for (const sample of all) ids.push((await send<Task>(person, 'POST', '/tasks', sample)).id)
    const { tasks, lists } = await exported(person)
    const [csv, ics] = [await exportedText(person, 'csv'), await exportedText(person, 'ics')]
    const asIcs = { 'Content-Type': 'text/calendar' }
    const files = [
      [
        file(
          tasks.map(({ version, seq, updated_at, ...task }) => task),
          lists,
        ),
        'json',
        {},
      ],
      [csv, 'csv', {}],
      [ics, 'ics', asIcs],
    ] as const
    for (const [content, format, headers] of files) {
      for (const { id } of tasks)
        await call(`/api/v1/tasks/${id}?permanent=true`, { method: 'DELETE', token: person.token })
      await imported(person, content, `?format=${format}`, headers)
      const found = await Promise.all(ids.map((id) => send(person, 'GET', `/tasks/${id}`)))
      expect([format, found]).toMatchObject([format, all])
    }
  })
})

describe('the resources of the API', () => {
  it('have the names of schema.ts, in their order', async () => {
    const [names] = await sql`select
      array(select json_object_keys(app.resource(null::public.tasks))) as task,
      array(select json_object_keys(app.resource(null::public.lists))) as list`
    expect(names).toEqual({ task: Object.keys(Task.shape), list: Object.keys(List.shape) })
    expect(taskFieldNames.filter((name) => !(name in Task.shape))).toEqual([])
  })

  it('take from clients what they own: all else is granted to nobody', async () => {
    const granted = await sql`
      select privilege_type as privilege, array_agg(column_name::text) as columns
        from information_schema.column_privileges
        where grantee = 'task_api' and table_name = 'tasks' and privilege_type in ('INSERT', 'UPDATE')
        group by 1`
    const columns = Object.fromEntries(
      granted.map((one) => [one.privilege, new Set(one.columns as string[])]),
    )
    const derived = ['title_key', 'title_terms', 'notes_terms']
    const written = [...taskFieldNames, 'rank', 'completed_at', 'deleted_at', ...derived]
    expect(columns).toEqual({
      UPDATE: new Set(written),
      INSERT: new Set([...written, 'id', 'created_at']),
    })
  })
})
