// Whatever the operation, somebody else's id tells as much as one that nobody has, and changes nothing of theirs.
import { describe, expect, it } from 'vitest'
import { call } from './testing/call.ts'
import { places, replaced } from './testing/hostile.ts'
import { sql } from './testing/neon.ts'
import { concrete, type Probe, probes, proper } from './testing/operations.ts'
import { type Person, signUp } from './testing/people.ts'

const all = (await probes()).filter(({ needs }) => needs === 'access token')
const named = (list: Probe[]) => list.map((probe) => [probe.name, probe] as const)
const variablesOf = ({ path }: Probe) =>
  [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])
const ofResources = all.filter((probe) => variablesOf(probe).some((name) => name !== 'user_id'))

/** What an answer tells, but for what no two answers share: ids as `names` has them, instants, counters. */
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

/** Everything that the database keeps of a user, in every table that has an owner. */
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

/** A resource of the owner, made by the collection that the path begins with, as the document's example says. */
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
  it("answers another user's id as one that nobody has", async () => {
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
  it('is forbidden to everybody else, whether there is such a user or not', async () => {
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

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const idsIn = ({ whole }: Probe) =>
  places(whole).filter((place) => uuid.test(String(valueAt(whole, place))))
const valueAt = (value: unknown, place: readonly string[]) =>
  place.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value)

describe.each(named(all.filter((probe) => idsIn(probe).length > 0)))('%s', (_, probe) => {
  it("takes another user's id in its body as one that nobody has", async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const owned = await resourceOf(ada, { ...probe, path: '/api/v1/tasks/{id}' })
    const before = await checksum(ada)
    // What a body makes besides is there from now on, whatever id is tried.
    await call(concrete(probe), { method: probe.method, token: bob.token, body: probe.whole })
    for (const place of idsIn(probe)) {
      const ask = async (id: string) => {
        const body = replaced(probe.whole, place, JSON.stringify(id))
        const options = { method: probe.method, token: bob.token, body }
        return told(await call(concrete(probe), options), { [id]: 'id' })
      }
      expect([place, await ask(owned)]).toEqual([place, await ask(crypto.randomUUID())])
    }
    expect(await checksum(ada)).toBe(before)
  })
})

const filtered = all.flatMap((probe) =>
  probe.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.isUuid)
    .map(({ name }) => [probe.name, name, probe] as const),
)

it.each(filtered)("%s: another user's id for %s is one that nobody has", async (_, name, probe) => {
  const [ada, bob] = [await signUp(), await signUp('Bob')]
  const owned = await resourceOf(ada, { ...probe, path: '/api/v1/tasks/{id}' })
  const ask = async (id: string) => {
    const path = `${concrete(probe)}?${name}=${id}`
    return told(await call(path, proper(probe, { token: bob.token })), { [id]: 'id' })
  }
  expect(await ask(owned)).toBe(await ask(crypto.randomUUID()))
})
