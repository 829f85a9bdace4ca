// For every operation, another user's id gives the same response as an unused id, and changes nothing of theirs.
import { describe, expect, it } from 'vitest'
import { call } from './testing/call.ts'
import { documented, faultOf } from './testing/contract.ts'
import { replaced, without } from './testing/hostile.ts'
import { sql } from './testing/neon.ts'
import { concrete, type Probe, probes, proper } from './testing/operations.ts'
import { type Person, signUp } from './testing/people.ts'

const document = await documented()
const all = (await probes()).filter(({ needs }) => needs === 'access token')
const named = (list: Probe[]) => list.map((probe) => [probe.name, probe] as const)
const variablesOf = ({ path }: Probe) =>
  [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])
const ofResources = all.filter((probe) => variablesOf(probe).some((name) => name !== 'user_id'))

/**
 * The contents of a response, with everything replaced that differs between any two: ids as in `names`, instants,
 * counters.
 */
async function told(answer: Response, names: Record<string, string>) {
  let text = JSON.stringify([answer.status, await answer.text(), answer.headers.get('Location')])
  for (const [id, name] of Object.entries(names)) text = text.replaceAll(id, name)
  return text
    .replaceAll(/\\"request_id\\":\\"[^"]*"/g, '')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'now')
    .replaceAll(/\\"(seq|version|next)\\":\d+/g, '$1')
    .replaceAll(/\\"rank\\":\\"\w+/g, 'rank')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
}

/** A checksum of everything that the database has of a user, over all tables with an owner. */
async function checksum({ id }: Person): Promise<string> {
  const tables = await sql`
    select table_schema, table_name from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where column_name = 'user_id' and table_type = 'BASE TABLE'
      and table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2`
  const sums = await Promise.all(
    tables.map(async ({ table_schema, table_name }) => {
      const table = `"${table_schema}"."${table_name}"`
      const statement = `select md5(string_agg(t::text, ',' order by t::text)) as sum, count(*)::int as rows from ${table} t where user_id::text = $1`
      const [row] = await sql.query(statement, [id])
      return [table, row?.sum, row?.rows]
    }),
  )
  return JSON.stringify(sums)
}

/** Creates a resource of the owner from the document's example, in the collection that the path begins with. */
async function resourceOf(owner: Person, { path }: Probe): Promise<string> {
  const collection = path.replace('/users/{user_id}', '').replace(/\/\{.*$/, '')
  const create = all.find((one) => one.method === 'POST' && one.path === collection)
  if (!create) throw new Error(`${path}: nothing makes what it is about`)
  const answer = await call(collection, proper(create, { token: owner.token }))
  const { id } = await answer.json<{ id?: string }>()
  if (answer.status !== 201 || !id) throw new Error(`${create.name}: ${answer.status}`)
  return id
}

describe.each(named(ofResources))('%s', (_, probe) => {
  it("answers another user's id like an unused one", async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const id = await resourceOf(ada, probe)
    const before = await checksum(ada)
    const own = variablesOf(probe).filter((name) => name !== 'user_id')
    const ask = async (id: string) => {
      const path = concrete(probe, Object.fromEntries(own.map((name) => [name, id])))
      return told(await call(path, proper(probe, { token: bob.token })), { [id]: 'id' })
    }
    expect(await ask(id)).toBe(await ask(crypto.randomUUID()))
    expect(await checksum(ada)).toBe(before)
    expect(before).toMatch(/[0-9a-f]{32}/)
  })
})

describe.each(named(all.filter(({ path }) => path.includes('{user_id}'))))('%s', (_, probe) => {
  it('is forbidden to everyone else, whether that user exists or not', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const before = await checksum(ada)
    const ask = async (user_id: string) => {
      const path = concrete(probe, { user_id })
      return told(await call(path, proper(probe, { token: bob.token })), {})
    }
    const forbidden = await ask(ada.id)
    expect(forbidden).toContain('[403')
    for (const nobody of [crypto.randomUUID(), 'x', 'ME', ada.id.toUpperCase()])
      expect([nobody, await ask(nobody)]).toEqual([nobody, forbidden])
    expect(await checksum(ada)).toBe(before)
  })
})

/** Creates a list with a task and a subtask, all with the same id, so that it fits wherever an id is accepted. */
async function familyOf({ token }: Person): Promise<string> {
  const id = crypto.randomUUID()
  const bodies = [
    ['/api/v1/lists', { id, name: 'Family' }],
    ['/api/v1/tasks', { id, title: 'Parent', list_id: id }],
    ['/api/v1/tasks', { title: 'Child', parent_id: id }],
  ] as const
  for (const [path, body] of bodies) expect((await call(path, { token, body })).status).toBe(201)
  return id
}

/**
 * The whole body with empty and absent values where allowed, so that the id under test is the only reason for a
 * refusal.
 */
function alone({ whole, ids, schema = {} }: Probe): unknown {
  return ids.reduce<unknown>((body, place) => {
    const emptied = [replaced(body, place, 'null'), without(body, place)].map((text) =>
      JSON.parse(text),
    )
    return emptied.find((other) => !faultOf(document, schema, other)) ?? body
  }, whole)
}

const takers = all.filter(({ ids }) => ids.length > 0)

it('there are bodies that take ids', () => {
  const places = takers.flatMap(({ name, ids }) => ids.map((place) => `${name} ${place.join('/')}`))
  expect(places).toEqual(
    expect.arrayContaining([
      ...['list_id', 'parent_id', 'id'].map((place) => `createTask ${place}`),
      ...['list_id', 'parent_id'].flatMap((place) => [
        `updateTask ${place}`,
        `replaceTask ${place}`,
      ]),
      ...['list_id', 'parent_id', 'after_id'].map((place) => `moveTask ${place}`),
      'batchTasks operations/0/body/parent_id',
      'moveList after_id',
    ]),
  )
})

describe.each(named(takers))('%s', (_, probe) => {
  it("treats another user's id in its body like an unused one", async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const body = alone(probe)
    // Whatever the body creates exists from then on, whichever id is tried.
    await call(concrete(probe), { method: probe.method, token: bob.token, body })
    for (const place of probe.ids) {
      // Uses fresh ids for each place, because an id given to a new task exists from then on.
      const [owned, own] = [await familyOf(ada), await familyOf(bob)]
      const before = await checksum(ada)
      const ask = async (id: string) => {
        const isOfResource = variablesOf(probe).includes('id')
        const path = concrete(probe, isOfResource ? { id: await resourceOf(bob, probe) } : {})
        const text = replaced(body, place, JSON.stringify(id))
        const answer = await call(path, { method: probe.method, token: bob.token, body: text })
        return told(answer, { [id]: 'id' })
      }
      const foreign = await ask(owned)
      expect([place, foreign]).toEqual([place, await ask(crypto.randomUUID())])
      // The refusal must not come from the rest of the body.
      if (foreign.startsWith('[422')) expect([place, await ask(own)]).not.toEqual([place, foreign])
      expect(await checksum(ada)).toBe(before)
    }
  })
})

const filtered = all.flatMap((probe) =>
  probe.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.isId)
    .map(({ name }) => [probe.name, name, probe] as const),
)

it('there are filters that take ids', () => {
  const filters = filtered.map(([operation, name]) => `${operation} ${name}`)
  expect(filters).toEqual(expect.arrayContaining(['listTasks list_id', 'listTasks parent_id']))
})

it.each(filtered)(
  "%s: another user's id for %s is treated like an unused one",
  async (_, name, probe) => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const owned = await familyOf(ada)
    const ask = async ({ token }: Person, id: string) => {
      const answer = await call(`${concrete(probe)}?${name}=${id}`, proper(probe, { token }))
      return told(answer, { [id]: 'id' })
    }
    const foreign = await ask(bob, owned)
    expect(foreign).toBe(await ask(bob, crypto.randomUUID()))
    expect(foreign).not.toBe(await ask(ada, owned))
  },
)
