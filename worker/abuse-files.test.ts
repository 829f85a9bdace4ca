// For every operation that accepts a table, any contents lead to a report or a refusal, never to a 500.
import { exports } from 'cloudflare:workers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { call, origin } from './testing/call.ts'
import { exported } from './testing/files.ts'
import { concrete, probes } from './testing/operations.ts'
import { type Person, signUp } from './testing/people.ts'

const takers = (await probes()).flatMap((probe) =>
  probe.table === undefined ? [] : [[probe.name, probe, probe.table] as const],
)

it('there are such operations', () => {
  expect(takers.map(([name]) => name)).toEqual(['importData', 'importDataOfUser'])
})

describe.each(takers)('%s', (_, probe, table) => {
  const path = `${concrete(probe)}?format=csv`
  const send = async (
    { token }: Pick<Person, 'token'>,
    body: string,
    headers: Record<string, string> = {},
  ) => {
    const options = { token, body, headers: { 'Content-Type': 'text/csv', ...headers } }
    const answer = await call(path, options)
    const told = await answer.json<{ code?: string; created?: number; refused?: number }>()
    return { status: answer.status, ...told }
  }

  it('accepts the table in the document', async () => {
    const ada = await signUp()
    expect(await send(ada, table)).toMatchObject({ status: 200, created: 2, refused: 0 })
  })

  it('refuses what is too large, compressed, or of another type', async () => {
    const ada = await signUp()
    const large = `${table}${'x'.repeat(6 * 1_024 * 1_024)}`
    expect(await send(ada, large)).toMatchObject({ status: 413, code: 'payload_too_large' })
    for (const encoding of ['gzip', 'br', 'deflate'])
      expect(await send(ada, table, { 'Content-Encoding': encoding })).toMatchObject({
        status: 415,
      })
    const types = [
      'text/plain',
      'text/html',
      'application/json',
      'application/csv',
      'text/csv;charset=utf-16',
    ]
    for (const type of types)
      expect([type, (await send(ada, table, { 'Content-Type': type })).status]).toEqual([type, 415])
    expect((await exported(ada)).tasks).toEqual([])
  })

  it('refuses bytes that are not UTF-8, even in the middle of a character', async () => {
    const ada = await signUp()
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]]) {
      const body = new Uint8Array([...new TextEncoder().encode(table), ...bytes])
      const headers = { Authorization: `Bearer ${ada.token}`, 'Content-Type': 'text/csv' }
      const request = new Request(origin + path, { method: 'POST', headers, body })
      const answer = await exports.default.fetch(request)
      expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed_text' })
    }
    expect((await exported(ada)).tasks).toEqual([])
  })

  it('refuses server-set columns, and names that every object inherits', async () => {
    const ada = await signUp()
    for (const name of ['user_id', 'version', 'seq', '__proto__', 'constructor', 'toString']) {
      const wrong = await send(ada, `title,${name}\nA,1`)
      expect([name, wrong.status, wrong.code]).toEqual([name, 422, 'validation_failed'])
    }
    expect(Reflect.get({}, '1')).toBeUndefined()
  })

  it('refuses a row whose text cannot be stored, or that exceeds a limit by one character', async () => {
    const ada = await signUp()
    const rows = ['a\0b', 'x'.repeat(501), '👩'.repeat(501), ' ', '\u0007']
    expect(await send(ada, ['title', ...rows].join('\n'))).toMatchObject({
      ...{ status: 200, created: 0, refused: rows.length },
    })
    const most = ['x'.repeat(500), '👩'.repeat(500)]
    expect(await send(ada, ['title', ...most].join('\n'))).toMatchObject({ created: 2, refused: 0 })
  })

  it('answers garbage with a report or 4xx, and whatever it imported is valid', async () => {
    const ada = await signUp()
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '""',
        '"',
        '=1+1',
        '2026-02-30',
        '0000-01-01',
        '9',
        '-1',
        'infinity',
        '\r',
        ';',
      ),
      fc.uuid(),
    )
    const names = fc.constantFrom(
      'title',
      'id',
      'parent_id',
      'list',
      'due_date',
      'due_at',
      'labels',
      'created_at',
    )
    const columns = fc.uniqueArray(names, { minLength: 1 })
    const tables = fc
      .tuple(columns, fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 20 }))
      .map(([head, rows]) => [head, ...rows].map((row) => row.join(',')).join('\n'))
    await fc.assert(
      fc.asyncProperty(fc.oneof(tables, fc.string({ unit: 'binary' })), async (text) => {
        const { status } = await send(ada, text)
        expect([200, 422]).toContain(status)
      }),
      { numRuns: 40 },
    )
    // `call` checks the export against the document.
    expect((await exported(ada)).version).toBe(1)
  })
})
