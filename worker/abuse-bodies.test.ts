// For every operation, a body that the document does not allow is refused by name: never accepted, and never a 500.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at } from './docs/document.ts'
import { type CallOptions, call } from './testing/call.ts'
import { documented, faultOf } from './testing/contract.ts'
import {
  inherited,
  ownedByServer,
  places,
  replaced,
  unstorable,
  values,
  withField,
  without,
} from './testing/hostile.ts'
import { concrete, type Probe, probes, unmirrored } from './testing/operations.ts'
import { type Person, signUp } from './testing/people.ts'

const document = await documented()
const all = unmirrored(await probes()).filter(({ needs }) => needs === 'access token')
const named = (list: Probe[]) => list.map((probe) => [probe.name, probe] as const)
const withBody = named(all.filter(({ schema }) => schema !== undefined))
const withoutBody = named(
  all.filter(({ schema, whole, method }) => !schema && whole === undefined && method !== 'GET'),
)
const refused = [422, 'validation_failed']
/** The codes of a field, as docs/problems.md lists them. */
const codes =
  'required invalid_type invalid_format invalid_value too_short too_long too_small too_big unknown_field invalid'.split(
    ' ',
  )

let ada: Person
let asked = 0
/** Changes the user often enough to stay below the rate limit. */
async function someone(): Promise<Person> {
  if (asked % 250 === 0) ada = await signUp()
  asked += 1
  return ada
}

async function outcome(probe: Probe, body: string, headers: CallOptions['headers'] = {}) {
  const { token } = await someone()
  const answer = await call(concrete(probe), { method: probe.method, token, body, headers })
  const text = await answer.text()
  const told = text && JSON.parse(text)
  const errors: { code: string; detail: string }[] = told.errors ?? []
  for (const error of errors) {
    expect(codes).toContain(error.code)
    // zod's own messages start differently, and are about types.
    expect(error.detail).toMatch(/^(must|is) /)
  }
  // A file is processed row by row: the report names refused rows, with the same field names.
  if (answer.status === 200 && told.refused > 0) return [422, 'validation_failed']
  return [answer.status, told.code]
}

/** Returns the bodies that were not refused as expected, with the actual outcome. */
async function unrefused(probe: Probe, bodies: string[]) {
  const wrong: unknown[] = []
  for (const body of bodies) {
    const [status, code] = await outcome(probe, body)
    if (status !== 422) wrong.push([status, code, body.slice(0, 200)])
  }
  return wrong
}

describe.each(withBody)('%s', (_, probe) => {
  const { schema = {}, whole } = probe
  // Of alternatives, uses the properties of the example's.
  const properties = Object.keys(at(document, schema).properties ?? Object(whole))

  it('is described by an example that it accepts', async () => {
    // Uses a user who owns nothing with these ids.
    asked = 0
    const [status] = await outcome(probe, JSON.stringify(whole))
    expect([200, 201, 204, 404]).toContain(status)
  })

  it('refuses server-set fields, and fields that every object inherits', async () => {
    const names = [...ownedByServer, ...inherited].filter((name) => !properties.includes(name))
    const bodies = names.flatMap((name) => [
      withField(whole, name, '1'),
      withField(whole, name, '{"isAdmin":true}'),
    ])
    expect(await unrefused(probe, bodies)).toEqual([])
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
  })

  it('refuses what the document does not allow, place by place', async () => {
    const tried = places(whole).flatMap((place) => [
      without(whole, place),
      ...values.map((value) => replaced(whole, place, value)),
    ])
    const forbidden = tried.filter((body) => faultOf(document, schema, JSON.parse(body)))
    expect(forbidden.length).toBeGreaterThan(0)
    expect(await unrefused(probe, forbidden)).toEqual([])
  })

  it('refuses text that cannot be stored, in every place', async () => {
    const texts = places(whole).filter((place) => typeof valueAt(whole, place) === 'string')
    const bodies = texts.flatMap((place) => unstorable.map((text) => replaced(whole, place, text)))
    expect(await unrefused(probe, bodies)).toEqual([])
  })

  it('refuses non-objects, and objects that are too deep or too wide', async () => {
    const bodies = ['null', '[]', '""', '1', 'true', `[${JSON.stringify(whole)}]`]
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const wide = Array.from({ length: 10_000 }, (_, n) => `"f${n}":1`).join()
    bodies.push(deep, withField(whole, 'deep', deep), `{${wide}}`)
    expect(await unrefused(probe, bodies)).toEqual([])
  })

  it('refuses bodies that are too large, not JSON, of another type, or compressed', async () => {
    const text = JSON.stringify(whole)
    const large = withField(whole, 'x', `"${'x'.repeat(6 * 1_024 * 1_024)}"`)
    expect(await outcome(probe, large)).toEqual([413, 'payload_too_large'])
    for (const broken of ['', '{', `${text}}`, text.replaceAll('"', "'")])
      expect(await outcome(probe, broken)).toEqual([400, 'malformed_json'])
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])
      expect(await outcome(probe, text, { 'Content-Type': type })).toEqual([
        415,
        'unsupported_media_type',
      ])
    for (const encoding of ['gzip', 'br', 'deflate', 'identity, gzip', 'x'])
      expect(await outcome(probe, text, { 'Content-Encoding': encoding })).toEqual([
        415,
        'unsupported_media_type',
      ])
  })

  it('answers garbage with 4xx', async () => {
    const garbage = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc
        .record(
          Object.fromEntries(
            properties.map((name) => [name, fc.jsonValue({ noUnicodeString: false })]),
          ),
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
    )
    await fc.assert(
      fc.asyncProperty(garbage, async (body) => {
        const value = tryParse(body)
        const isTaken = value !== undefined && !faultOf(document, schema, value)
        const [status] = await outcome(probe, body)
        expect(status).toBeLessThan(500)
        if (!isTaken) expect(status).toBeGreaterThanOrEqual(400)
      }),
      { numRuns: 40 },
    )
  })
})

describe.each(withoutBody)('%s', (_, probe) => {
  it('accepts no body except an empty one', async () => {
    for (const body of ['', '{}', ' {} '])
      expect([body, 'validation_failed']).not.toEqual([body, (await outcome(probe, body))[1]])
    for (const body of ['{"title":"x"}', '{"__proto__":{}}', '[]', 'null', '1'])
      expect([body, ...(await outcome(probe, body))]).toEqual([body, ...refused])
    expect(await outcome(probe, '{')).toEqual([400, 'malformed_json'])
    expect((await outcome(probe, 'a', { 'Content-Type': 'text/plain' }))[0]).toBe(415)
  })
})

const valueAt = (value: unknown, place: readonly string[]) =>
  place.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value)

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
