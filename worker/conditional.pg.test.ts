// Every write on a single task or list can say which version it may overwrite. One table covers all of them.
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from './testing/call.ts'
import { type Person, signUp } from './testing/people.ts'

interface Resource {
  id: string
  version: number
  title?: string
  name?: string
}
type Write = readonly [method: string, collection: 'tasks' | 'lists', suffix: string, body?: object]

const writes: Write[] = [
  ['PATCH', 'tasks', '', { title: 'Changed' }],
  ['PUT', 'tasks', '', { title: 'Changed' }],
  ['DELETE', 'tasks', ''],
  ['DELETE', 'tasks', '?permanent=true'],
  ['POST', 'tasks', '/complete'],
  ['POST', 'tasks', '/reopen'],
  ['POST', 'tasks', '/restore'],
  ['POST', 'tasks', '/move', { after_id: null }],
  ['PATCH', 'lists', '', { name: 'Changed' }],
  ['DELETE', 'lists', ''],
  ['DELETE', 'lists', '?tasks=delete'],
  ['POST', 'lists', '/move', { after_id: null }],
]
const named = writes.map((write) => [`${write[0]} /${write[1]}/{id}${write[2]}`, write] as const)

const fieldOf = ([, collection]: Write) => (collection === 'tasks' ? 'title' : 'name')

/** Creates a resource at version 2. */
async function existing({ token }: Person, one: Write): Promise<Resource> {
  const [, collection] = one
  const field = fieldOf(one)
  const path = `/api/v1/${collection}`
  const made = await call(path, { token, body: { [field]: 'One' } })
  const { id } = await made.json<Resource>()
  const changed = await call(`${path}/${id}`, { method: 'PATCH', token, body: { [field]: 'Two' } })
  return await changed.json<Resource>()
}
const write = (
  { token }: Person,
  [method, collection, suffix, body]: Write,
  id: string,
  tag?: string,
) =>
  call(`/api/v1/${collection}/${id}${suffix}`, {
    method,
    token,
    ...(body && { body }),
    ...(tag !== undefined && { headers: { 'If-Match': tag } }),
  })
const read = async ({ token }: Person, [, collection]: Write, id: string) =>
  (await call(`/api/v1/${collection}/${id}`, { token })).json<Resource>()

/** For a resource at version 2: older, newer, older and weak, several, other digits, out of range, empty. */
const strangeTags = ['"1"', '"3"', 'W/"1"', '"1", "3", "x"', '"02"', `"${'9'.repeat(40)}"`, '""']
const noTags = ['2', "'2'", '"2', '"2";', '"2" "1"', '*, "2"', 'w/"2"', '"2",']
interface Mismatch {
  status: number
  code: string
  current: Resource
}
interface Invalid {
  status: number
  errors: { pointer: string }[]
}

describe.each(named)('%s', (_, one) => {
  it.each([
    ['of the current version', '"2"'],
    ['of several, one of them current', '"1", "2","x"'],
    ['of the current version, weakened on the way', 'W/"2"'],
    ['of whatever there is', '*'],
  ])('succeeds with an If-Match %s', async (_, tag) => {
    const ada = await signUp()
    const { id } = await existing(ada, one)
    const answer = await write(ada, one, id, tag)
    expect(answer.ok).toBe(true)
    if (answer.status === 200) {
      const { version } = await answer.json<Resource>()
      expect(answer.headers.get('ETag')).toBe(`"${version}"`)
    }
  })

  it('is refused with the current resource if If-Match does not name its version', async () => {
    const ada = await signUp()
    const current = await existing(ada, one)
    for (const tag of strangeTags) {
      const answer = await write(ada, one, current.id, tag)
      const { status, code, current: told } = await answer.json<Mismatch>()
      expect([tag, status, code, told]).toEqual([tag, 412, 'version_mismatch', current])
    }
    expect(await read(ada, one, current.id)).toEqual(current)
  })

  it('is refused if If-Match is malformed', async () => {
    const ada = await signUp()
    const current = await existing(ada, one)
    for (const tag of noTags) {
      const { status, errors } = await (await write(ada, one, current.id, tag)).json<Invalid>()
      expect([tag, status, errors[0]?.pointer]).toEqual([tag, 422, '/if-match'])
    }
    expect(await read(ada, one, current.id)).toEqual(current)
  })

  it('does not match if there is no resource', async () => {
    const ada = await signUp()
    const answer = await write(ada, one, uuidv7(), '"1"')
    expect(await answer.json()).toMatchObject({ status: 412, current: null })
    const any = await write(ada, one, uuidv7(), '*')
    expect(any.status).toBe(one[0] === 'PUT' ? 412 : 404)
  })

  it('happens once out of twenty at once on the same version', async () => {
    const ada = await signUp()
    const { id } = await existing(ada, one)
    const [method, collection, suffix, body] = one
    const by = (n: number): Write =>
      body && !('after_id' in body)
        ? [method, collection, suffix, { [fieldOf(one)]: `Writer ${n}` }]
        : one
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => write(ada, by(n), id, '"2"')),
    )
    // A write that changes nothing keeps the version, so all twenty may succeed.
    const done = answers.filter(({ ok }) => ok)
    const changes = !/reopen|restore|move/.test(suffix)
    expect(done).toHaveLength(changes ? 1 : 20)
    const refused = answers.filter(({ status }) => status === 412)
    expect(refused).toHaveLength(changes ? 19 : 0)
    if (done[0]?.status !== 200) return
    const winner = await done[0].json<Resource>()
    for (const answer of refused) expect(await answer.json()).toMatchObject({ current: winner })
  })
})

const onExisting = named.filter(([, [method]]) => method !== 'PUT')
describe.each(onExisting)('%s with If-None-Match', (_, one) => {
  const send = ({ token }: Person, id: string, headers: Record<string, string>) => {
    const [method, collection, suffix, body] = one
    return call(`/api/v1/${collection}/${id}${suffix}`, {
      method,
      token,
      headers,
      ...(body && { body }),
    })
  }

  it('* changes nothing that exists, and is 404 if nothing does', async () => {
    const ada = await signUp()
    const current = await existing(ada, one)
    const answer = await send(ada, current.id, { 'If-None-Match': '*' })
    const { status, code, current: told } = await answer.json<Mismatch>()
    expect([status, code, told]).toEqual([412, 'version_mismatch', current])
    expect(await read(ada, one, current.id)).toEqual(current)
    const nothing = await send(ada, uuidv7(), { 'If-None-Match': '*' })
    expect(await nothing.json()).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('with tags, or together with If-Match, is refused as for PUT', async () => {
    const ada = await signUp()
    const current = await existing(ada, one)
    for (const headers of [
      { 'If-None-Match': '"2"' },
      { 'If-None-Match': '"9", *' },
      { 'If-None-Match': '*', 'If-Match': '"2"' },
    ]) {
      const answer = await send(ada, current.id, headers)
      expect(await answer.json()).toMatchObject({
        status: 422,
        errors: [{ pointer: '/if-none-match', in: 'header' }],
      })
    }
    expect(await read(ada, one, current.id)).toEqual(current)
  })
})

describe.each(['tasks', 'lists'] as const)('a read of one of %s', (collection) => {
  const one: Write = ['PATCH', collection, '', {}]
  const readers = async () => {
    const ada = await signUp()
    const current = await existing(ada, one)
    const path = `/api/v1/${collection}/${current.id}`
    const get = (headers: Record<string, string>, method = 'GET') =>
      call(path, { method, token: ada.token, headers })
    return { current, get, ada }
  }

  it.each([
    [{ 'If-Match': '"2"' }, 200],
    [{ 'If-Match': '*' }, 200],
    [{ 'If-Match': 'W/"2"' }, 200],
    [{ 'If-Match': '"9", "2"' }, 200],
    [{ 'If-Match': '"9"' }, 412],
    [{ 'If-Match': '"02"' }, 412],
    [{ 'If-Match': '""' }, 412],
    [{ 'If-Match': '2' }, 422],
    [{ 'If-None-Match': '"2"' }, 304],
    [{ 'If-None-Match': '"1", W/"2"' }, 304],
    [{ 'If-None-Match': '*' }, 304],
    [{ 'If-None-Match': '"1"' }, 200],
    [{ 'If-Match': '"2"', 'If-None-Match': '"2"' }, 304],
    [{ 'If-Match': '"1"', 'If-None-Match': '"2"' }, 412],
  ])('with %j is %i', async (headers: Record<string, string>, status) => {
    const { current, get } = await readers()
    const answer = await get(headers)
    expect([answer.status, (await get(headers, 'HEAD')).status]).toEqual([status, status])
    if (status === 412) expect(await answer.json()).toMatchObject({ current })
  })

  it('is 404 if there is nothing, whatever the condition', async () => {
    const { ada } = await readers()
    for (const headers of [{ 'If-Match': '"1"' }, { 'If-Match': '*' }, { 'If-None-Match': '*' }]) {
      const path = `/api/v1/${collection}/${uuidv7()}`
      expect((await call(path, { token: ada.token, headers })).status).toBe(404)
    }
  })
})

describe('PUT with If-None-Match', () => {
  const put = ({ token }: Person, id: string, headers: Record<string, string>) =>
    call(`/api/v1/tasks/${id}`, { method: 'PUT', token, body: { title: 'Put' }, headers })

  it('* creates, and never replaces, not even a task in the trash', async () => {
    const [ada, id] = [await signUp(), uuidv7()]
    expect((await put(ada, id, { 'If-None-Match': '*' })).status).toBe(201)
    await call(`/api/v1/tasks/${id}`, { method: 'DELETE', token: ada.token })
    const second = await put(ada, id, { 'If-None-Match': '*' })
    expect(await second.json()).toMatchObject({ status: 412, current: { id, version: 2 } })
  })

  it.each([
    { 'If-None-Match': '"1"' },
    { 'If-None-Match': 'x' },
    { 'If-None-Match': '*', 'If-Match': '*' },
    { 'If-None-Match': '*', 'If-Match': '"1"' },
  ])('is refused, and writes nothing: %j', async (headers) => {
    const [ada, id] = [await signUp(), uuidv7()]
    const answer = await put(ada, id, headers)
    expect(await answer.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/if-none-match' }],
    })
    expect((await call(`/api/v1/tasks/${id}`, { token: ada.token })).status).toBe(404)
  })
})
