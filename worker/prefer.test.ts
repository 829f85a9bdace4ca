// `Prefer: return=minimal` (RFC 7240): responses contain versions instead of resources; nothing else changes.
import { exports } from 'cloudflare:workers'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Task } from './tasks/schema.ts'
import { appOrigin, type CallOptions, call, origin } from './testing/call.ts'
import { type Person, signUp } from './testing/people.ts'

const minimal = { Prefer: 'return=minimal' }
const applied = (answer: Response) => answer.headers.get('Preference-Applied')
const ask = ({ token }: Person, path: string, options: CallOptions = {}) =>
  call(`/api/v1/tasks${path}`, { token, ...options, headers: { ...minimal, ...options.headers } })
const batch = (person: Person, operations: object[], headers: Record<string, string> = minimal) =>
  call('/api/v1/tasks/batch', { token: person.token, body: { operations }, headers })
const read = async ({ token }: Person, id: string) =>
  await (await call(`/api/v1/tasks/${id}`, { token })).json<Task>()

describe('a batch with a minimal response', () => {
  it('has status, id, version and seq of each, and does the same', async () => {
    const ada = await signUp()
    const [one, two, three] = [uuidv7(), uuidv7(), uuidv7()]
    const answer = await batch(ada, [
      { op: 'create', body: { id: one, title: 'One', notes: 'n'.repeat(1_000) } },
      { op: 'create', id: two, body: { title: 'Two' } },
      { op: 'create', id: three, body: { title: 'Three' } },
      { op: 'update', id: one, body: { priority: 2 } },
      { op: 'delete', id: three, permanent: true },
    ])
    expect([answer.status, applied(answer)]).toEqual([200, 'return=minimal'])
    expect(answer.headers.get('Vary')).toMatch(/Prefer/)
    expect(await answer.json()).toEqual({
      results: [
        { status: 201, id: one, version: 1, seq: 1 },
        { status: 201, id: two, version: 1, seq: 2 },
        { status: 201, id: three, version: 1, seq: 3 },
        { status: 200, id: one, version: 2, seq: 4 },
        { status: 204, id: three },
      ],
    })
    expect(await read(ada, one)).toMatchObject({ title: 'One', priority: 2, version: 2, seq: 4 })
  })

  it('includes an id that the server chose', async () => {
    const ada = await signUp()
    const answer = await batch(ada, [{ op: 'create', body: { title: 'One' } }])
    const { results } = await answer.json<{ results: { id: string }[] }>()
    expect(await read(ada, results[0]?.id ?? '')).toMatchObject({ title: 'One' })
  })

  it('is refused as usual, with the current task', async () => {
    const ada = await signUp()
    const id = uuidv7()
    await batch(ada, [{ op: 'create', id, body: { title: 'One' } }])
    const refused = await batch(ada, [{ op: 'update', id, if_match: 7, body: { title: 'Two' } }])
    expect([refused.status, applied(refused)]).toEqual([412, null])
    expect(await refused.json()).toMatchObject({ index: 0, current: { title: 'One' } })
  })

  it.each([
    ['return=minimal'],
    ['Return = Minimal'],
    ['return="minimal"'],
    ['respond-async, return=minimal; foo=bar, wait=10'],
    ['return=minimal, return=representation'],
  ])('is requested by %s', async (prefer) => {
    const answer = await batch(await signUp(), [{ op: 'create', body: { title: 'One' } }], {
      Prefer: prefer,
    })
    expect(applied(answer)).toBe('return=minimal')
    expect(await answer.text()).not.toContain('resource')
  })

  it.each([
    ['return=representation'],
    ['return'],
    ['return=minimalist'],
    ['xreturn=minimal'],
    ['return=representation, return=minimal'],
    ['wait=10'],
    [''],
  ])('is not requested by %s', async (prefer) => {
    const answer = await batch(await signUp(), [{ op: 'create', body: { title: 'One' } }], {
      Prefer: prefer,
    })
    expect([answer.status, applied(answer)]).toEqual([200, null])
    expect(await answer.text()).toContain('resource')
  })

  it('gets the stored response in the form of the first request, if that was minimal', async () => {
    const ada = await signUp()
    const operations = [{ op: 'create', body: { title: 'One' } }]
    const by = (key: string, headers = {}) =>
      batch(ada, operations, { 'Idempotency-Key': key, ...headers })
    const [brief, whole] = [await by('brief', minimal), await by('whole')]
    const again = [await by('brief', minimal), await by('brief'), await by('whole', minimal)]
    expect(again.map(applied)).toEqual(Array(3).fill('return=minimal'))
    for (const answer of again) expect(answer.headers.get('Idempotency-Replayed')).toBe('true')
    const [text, ...others] = await Promise.all([brief, ...again].map((one) => one.text()))
    expect(others[0]).toBe(text)
    expect(others[1]).toBe(text)
    const { results } = await whole.json<{ results: { resource: Task }[] }>()
    const { id, version, seq } = results[0]?.resource ?? {}
    expect(JSON.parse(others[2] ?? '')).toEqual({ results: [{ status: 201, id, version, seq }] })
  })
})

describe('a single task that is written', () => {
  it.each([
    ['created', 'POST', () => '', { title: 'New' }],
    ['replaced', 'PUT', (id: string) => `/${id}`, { title: 'New' }],
    ['changed', 'PATCH', (id: string) => `/${id}`, { priority: 1 }],
    ['completed', 'POST', (id: string) => `/${id}/complete`, undefined],
    ['moved', 'POST', (id: string) => `/${id}/move`, { after_id: null }],
  ])('returns only its location and version: %s', async (_, method, path, body) => {
    const ada = await signUp()
    const { id } = await (
      await call('/api/v1/tasks', { token: ada.token, body: { title: 'One' } })
    ).json<Task>()
    const answer = await ask(ada, path(id), { method, ...(body && { body }) })
    expect([answer.status, applied(answer), await answer.text()]).toEqual([
      204,
      'return=minimal',
      '',
    ])
    const place = answer.headers.get('Content-Location') ?? ''
    const found = await call(place, { token: ada.token })
    expect(found.headers.get('ETag')).toBe(answer.headers.get('ETag'))
    expect(place.endsWith(id)).toBe(path(id) !== '')
  })
})

describe('a browser', () => {
  it("may send the preference from the app's origin, and see that it was applied", async () => {
    const preflight = await exports.default.fetch(
      new Request(`${origin}/api/v1/tasks/batch`, {
        method: 'OPTIONS',
        headers: {
          Origin: appOrigin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'prefer',
        },
      }),
    )
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('Prefer')
    const answer = await batch(await signUp(), [{ op: 'create', body: { title: 'One' } }], {
      ...minimal,
      Origin: appOrigin,
    })
    expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('Preference-Applied')
    expect(answer.headers.get('Vary')).toMatch(/Origin/)
  })
})
