// Imports that break off, are repeated or undone, and who may import.
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { exported, file, imported, sendFile, tokenWith } from '../testing/files.ts'
import { control } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'

const id = () => crypto.randomUUID()
const many = (count: number) =>
  file(Array.from({ length: count }, (_, n) => ({ id: id(), title: `${n}` })))
const countOf = async (person: Person) => (await exported(person)).tasks.length

async function failing(match: string, skip: number, work: () => Promise<void>) {
  await control.setFaults([{ kind: 'error', match, skip, times: 0 }])
  try {
    await work()
  } finally {
    await control.clearFaults()
  }
}

describe('an outage between batches', () => {
  it('is 503, and repeating the import does the rest', async () => {
    const ada = await signUp()
    const body = many(2_200)
    await failing('app.import_rows', 1, async () => {
      const answer = await sendFile(ada, body)
      expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2'])
    })
    expect(await countOf(ada)).toBe(1_000)
    expect(await imported(ada, body)).toMatchObject({ created: 1_200, exists: 1_000, refused: 0 })
    expect(await countOf(ada)).toBe(2_200)
  })

  it('keeps an Idempotency-Key valid for the rest, with the report of the whole', async () => {
    const ada = await signUp()
    const body = many(2_200)
    const key = { 'Idempotency-Key': id() }
    await failing('app.import_rows', 2, async () => {
      expect((await sendFile(ada, body, '', key)).status).toBe(503)
    })
    const second = await sendFile(ada, body, '', key)
    expect(second.headers.get('Idempotency-Replayed')).toBe(null)
    const report = await second.json()
    expect(report).toMatchObject({ created: 2_200, exists: 0 })
    const third = await sendFile(ada, body, '', key)
    expect(third.headers.get('Idempotency-Replayed')).toBe('true')
    expect(await third.json()).toEqual(report)
    expect(await countOf(ada)).toBe(2_200)
  })
})

describe('an Idempotency-Key', () => {
  it('is refused for another file', async () => {
    const ada = await signUp()
    const key = { 'Idempotency-Key': id() }
    await imported(ada, many(1), '', key)
    const answer = await sendFile(ada, many(1), '', key)
    expect(await answer.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
  })

  it('repeats a lost response', async () => {
    const ada = await signUp()
    const body = many(3)
    const key = { 'Idempotency-Key': id() }
    await control.setFaults([{ kind: 'lost', match: 'app.import_rows' }])
    expect((await sendFile(ada, body, '', key)).status).toBe(503)
    await control.clearFaults()
    expect(await imported(ada, body, '', key)).toMatchObject({ created: 3, exists: 0 })
  })

  it('sent fifty times at once creates each row once', async () => {
    const ada = await signUp()
    const body = many(5)
    const key = { 'Idempotency-Key': id() }
    const reports = await Promise.all(
      Array.from({ length: 50 }, () => imported(ada, body, '', key)),
    )
    expect(new Set(reports.map((report) => JSON.stringify(report))).size).toBe(1)
    expect(await countOf(ada)).toBe(5)
  })
})

describe('a personal access token', () => {
  const withLists = () => file([{ id: id(), title: 'A' }], [{ id: id(), name: 'Home' }])

  it('needs tasks:write, and lists:write if there are lists', async () => {
    const ada = await signUp()
    const [reader, writer, both] = await Promise.all([
      tokenWith(ada, ['tasks:read', 'lists:write']),
      tokenWith(ada, ['tasks:write']),
      tokenWith(ada, ['tasks:write', 'lists:write']),
    ])
    const refused = await sendFile(reader, withLists())
    expect(refused.headers.get('WWW-Authenticate')).toContain('scope="tasks:write lists:write"')
    const half = await sendFile(writer, withLists())
    expect([half.status, half.headers.get('WWW-Authenticate')]).toEqual([
      403,
      expect.stringContaining('scope="tasks:write lists:write"'),
    ])
    expect((await sendFile(writer, 'title,list\nA,Home', '?format=csv')).status).toBe(403)
    expect((await sendFile(writer, many(1))).status).toBe(200)
    expect((await sendFile(both, withLists())).status).toBe(200)
    expect(await countOf(ada)).toBe(2)
  })

  it('creates the same from a table as its owner does', async () => {
    const ada = await signUp()
    const token = await tokenWith(ada, ['tasks:write', 'lists:write'])
    const text = 'title,list\nA,Home\nB,'
    await imported(token, text, '?format=csv')
    expect(await imported(ada, text, '?format=csv')).toMatchObject({ created: 0, exists: 3 })
  })

  it('can have its import undone by revert', async () => {
    const ada = await signUp()
    const token = await tokenWith(ada, ['tasks:write', 'lists:write'])
    const parent = id()
    const list = { id: id(), name: 'Home' }
    const tasks = [
      { id: id(), title: 'Child', parent_id: parent },
      { id: parent, title: 'Parent', list_id: list.id },
      { id: id(), title: 'Done', completed_at: '2026-01-01T00:00:00Z' },
    ]
    await imported(token, file(tasks, [list]))
    const path = `/api/v1/tokens/${token.id}/revert`
    const answer = await call(path, { method: 'POST', token: ada.token })
    const { results } = await answer.json<{ results: { outcome: string }[] }>()
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('removed'))
    const after = await exported(ada)
    expect(after.lists).toEqual([])
    expect(after.tasks.map(({ deleted_at }) => deleted_at === null)).toEqual([false, false, false])
  })
})

describe("another user's id", () => {
  it('is treated as unknown for a list or parent, and as free for a row', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    const [list, task] = [id(), id()]
    await imported(ada, file([{ id: task, title: 'Mine' }], [{ id: list, name: 'Mine' }]))
    const before = await exported(ada)
    const into = (where: string, under: string) =>
      file([{ id: id(), title: 'A', list_id: where, parent_id: under }])
    const told = async (body: object) => {
      const { rows } = await imported(bob, body)
      return rows.map((row) => ({ ...row, id: 'id' }))
    }
    expect(await told(into(list, task))).toEqual(await told(into(id(), id())))
    const copy = await imported(
      bob,
      file([{ id: task, title: 'Bob' }], [{ id: list, name: 'Bob' }]),
    )
    expect(copy).toMatchObject({ created: 2 })
    expect(await exported(ada)).toEqual({ ...before, exported_at: expect.any(String) })
  })
})
