// Resources without a version: conditions are refused, so that none is ignored.
import { beforeAll, describe, expect, it } from 'vitest'
import { call } from './testing/call.ts'
import { control } from './testing/neon.ts'
import { concrete, type Probe, probes, proper, unmirrored } from './testing/operations.ts'
import { type Person, signUp } from './testing/people.ts'

const all = unmirrored(await probes())
const names = ['If-Match', 'If-None-Match']
const describes = ({ parameters }: Probe, name: string) =>
  parameters.some((parameter) => parameter.in === 'header' && parameter.name === name)
const rows = all.flatMap((probe) =>
  names.filter((name) => !describes(probe, name)).map((name) => [name, probe.name, probe] as const),
)

let ada: Person
beforeAll(async () => {
  ada = await signUp()
})

it('conditions are described for single tasks and lists, and for the feed', () => {
  const described = all.filter((probe) => names.some((name) => describes(probe, name)))
  expect(described.map(({ name }) => name).sort()).toEqual([
    'completeTask',
    'deleteList',
    'deleteTask',
    'getFeed',
    'getList',
    'getTask',
    'moveList',
    'moveTask',
    'reopenTask',
    'replaceTask',
    'restoreTask',
    'updateList',
    'updateTask',
  ])
})

describe.each(rows)('%s is refused by %s', (name, _, probe) => {
  it.each(['*', '"1"', 'x'])('with %s, and nothing happens', async (value) => {
    const tokens = { 'access token': ada.token, 'session token': ada.session, nothing: '' }
    const token = tokens[probe.needs]
    const options = proper(probe, { token, headers: { [name]: value } })
    const calls = await control.record(async () => {
      const answer = await call(concrete(probe), options)
      const told = await answer.json<{ errors: object[] }>()
      // An invalid feed address is 404, whatever else is wrong.
      if (probe.name === 'getFeed') return expect(told).toMatchObject({ status: 404 })
      expect(told).toMatchObject({
        status: 422,
        errors: [{ pointer: `/${name.toLowerCase()}`, in: 'header', code: 'unknown_field' }],
      })
    })
    if (probe.needs !== 'session token') expect(calls).toEqual([])
  })
})

describe('the OpenAPI document', () => {
  const path = '/api/openapi.json'

  it('has a tag of its own bytes, and is not sent again to clients that have it', async () => {
    const first = await call(path)
    const tag = first.headers.get('ETag') ?? ''
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/)
    expect(first.headers.get('Cache-Control')).toBe('private, no-cache')
    for (const header of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      const again = await call(path, { headers: { 'If-None-Match': header } })
      expect([again.status, again.headers.get('ETag'), await again.text()]).toEqual([304, tag, ''])
    }
    expect((await call(path, { headers: { 'If-None-Match': '"x"' } })).status).toBe(200)
    expect((await call(path, { headers: { 'If-Match': '"x"' } })).status).toBe(412)
    expect((await call(path, { headers: { 'If-Match': tag } })).status).toBe(200)
  })
})
