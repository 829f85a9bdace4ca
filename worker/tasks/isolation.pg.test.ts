// No user learns anything about another, through the API or below it.
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task } from './schema.ts'

const create = async ({ token }: Person, title: string) =>
  await (await call('/api/v1/tasks', { token, body: { title } })).json<Task>()

/** Status, body without the request's own id, and the headers that could distinguish two cases. */
const told = async (answer: Response) => ({
  status: answer.status,
  body: (await answer.text()).replace(/"request_id":"[^"]*"/, ''),
  headers: [...answer.headers].filter(([name]) => !/^(x-request-id|server-timing)$/.test(name)),
})

const rowsOf = ({ id }: Person) => sql`select * from tasks where user_id = ${id} order by id`

/** A batch as the Worker sends it, with any statement as its second. */
const asCaller = async (person: Person, statement: string, parameters: unknown[] = []) => {
  const [session] = await sql`select id from auth.session where "userId" = ${person.id}`
  const [, rows] = await sql.transaction([
    sql`select app.authenticate_session(${person.id}, ${session?.id})`,
    sql.query(statement, parameters),
  ])
  return rows
}

describe("promise 5: another user's task", () => {
  it('is answered like an id that does not exist, byte for byte, and is not changed', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const { id } = await create(ada, 'Private')
    const before = await rowsOf(ada)
    const requests = [
      ['GET', ''],
      ['PATCH', '', { title: 'Mine' }],
      ['DELETE', ''],
      ['POST', '/complete'],
      ['POST', '/reopen'],
      ['POST', '/restore'],
    ] as const
    for (const [method, suffix, body] of requests) {
      for (const base of ['/api/v1/tasks', '/api/v1/users/me/tasks']) {
        const ask = (task: string) =>
          call(`${base}/${task}${suffix}`, { method, token: bob.token, ...(body && { body }) })
        expect(await told(await ask(id))).toEqual(await told(await ask(uuidv7())))
      }
    }
    expect(await rowsOf(ada)).toEqual(before)
  })

  it('may share its id: both users can have a task with it', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const { id } = await create(ada, "Ada's")
    const answer = await call('/api/v1/tasks', { token: bob.token, body: { id, title: "Bob's" } })
    expect(answer.status).toBe(201)
    const read = await (await call(`/api/v1/tasks/${id}`, { token: ada.token })).json()
    expect(read).toMatchObject({ title: "Ada's", version: 1 })
  })
})

describe('a path that names a user', () => {
  it('is 403 for everyone else, whether that user exists or not', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const { id } = await create(ada, 'Private')
    for (const user of [ada.id, uuidv7(), 'nobody', '00000000-0000-0000-0000-000000000000']) {
      const answers = [
        await call(`/api/v1/users/${user}/tasks`, { token: bob.token }),
        await call(`/api/v1/users/${user}/tasks/${id}`, { token: bob.token }),
        await call(`/api/v1/users/${user}/tasks`, { token: bob.token, body: { title: 'Mine' } }),
      ]
      for (const answer of answers) {
        expect(await answer.json()).toMatchObject({ status: 403, code: 'forbidden_user' })
      }
    }
    expect(await rowsOf(ada)).toHaveLength(1)
  })

  it('gives the caller the same as `me`', async () => {
    const ada = await signUp()
    const task = await create(ada, 'Mine')
    for (const user of [ada.id, 'me']) {
      const answer = await call(`/api/v1/users/${user}/tasks`, { token: ada.token })
      expect(await answer.json()).toEqual({ items: [task], next_cursor: null })
    }
  })
})

describe('promise 5: the database itself', () => {
  it("shows only the caller's own rows if a statement forgets to filter", async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    await create(ada, "Ada's")
    await create(bob, "Bob's")
    expect(await asCaller(bob, 'select title from tasks')).toEqual([{ title: "Bob's" }])
    expect(await asCaller(bob, "update tasks set title = 'x' returning 1")).toHaveLength(1)
    expect(await asCaller(bob, 'delete from tasks returning 1')).toHaveLength(1)
    expect(await rowsOf(ada)).toMatchObject([{ title: "Ada's" }])
  })

  it.each([
    ['a row for another user', 'insert into tasks (user_id, id, title) values ($1, $2, $3)'],
    ['users', 'select * from auth."user"'],
    ['sessions', 'select * from auth.session'],
    ['passwords', 'select password from auth.account'],
    ['heads of change logs', 'select * from change_log_heads'],
    ['the list of migrations', 'select * from app.migrations'],
    ['the checksum of the functions', 'select * from app.functions'],
    ['the door itself', 'select app.authenticate_session(null, null)'],
    ["another user's number", "select app.next_seq($1, '{0,0,0,0,0,0}')"],
    ['a version', 'update tasks set version = 7'],
    ['a number', 'update tasks set seq = 7'],
    ['an owner', 'update tasks set user_id = $1'],
    ['what a token is known by', 'select hash from access_tokens'],
    ['a longer life for a token', 'update access_tokens set expires_at = now()'],
    ['a tombstone', "insert into tombstones (user_id, seq, type, id) values ($1, 1, 'task', $2)"],
    ['what tokens changed', 'select * from app.revisions'],
    ['the other door', "select app.authenticate_token('', '{}', true)"],
    ['the way past both doors', "select app.begin_request($1, '', null, false)"],
    ['sweeping', 'select app.sweep()'],
    ['an actor of its own', "update tasks set actor = 'x'"],
    ['a table', 'create table public.mine (id int)'],
  ])('refuses %s to the API role', async (_, statement) => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    await create(bob, 'Mine')
    const all = [ada.id, uuidv7(), 'x']
    const parameters = all.slice(0, (statement.match(/\$\d/g) ?? []).length)
    await expect(asCaller(bob, statement, parameters)).rejects.toMatchObject({ code: '42501' })
  })

  it('separates the rows of every table with an owner', async () => {
    const open = await sql`
      select c.relname from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and not (c.relrowsecurity and has_any_column_privilege('task_api', c.oid, 'select') = exists (
          select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
            and p.qual like '%app.user_id()%'))`
    expect(open).toEqual([])
  })

  it('forgets the caller when the batch ends', async () => {
    const ada = await signUp()
    await asCaller(ada, 'select 1')
    const [row] = await sql`select app.user_id(), current_user <> 'task_api' as is_owner`
    expect(row).toEqual({ user_id: null, is_owner: true })
  })

  it('gives every change of a user their next number', async () => {
    const ada = await signUp()
    const [one, two] = [await create(ada, 'One'), await create(ada, 'Two')]
    const path = `/api/v1/tasks/${one.id}/complete`
    const done = await (await call(path, { method: 'POST', token: ada.token })).json<Task>()
    expect([one.seq, two.seq, done.seq]).toEqual([1, 2, 3])
  })
})
