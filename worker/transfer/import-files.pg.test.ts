// Which files an import accepts.
import { exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { exported, imported, sendFile } from '../testing/files.ts'
import { type Person, signUp } from '../testing/people.ts'

const tasksOf = async (person: Person) => (await exported(person)).tasks
const problem = async (answer: Response) => {
  const {
    status,
    code,
    errors = [],
  } = await answer.json<{
    status: number
    code: string
    errors?: { code: string; pointer: string }[]
  }>()
  return [status, code, ...errors.map((error) => error.code)]
}

describe('a file', () => {
  it('that is not in its format is refused as a whole', async () => {
    const ada = await signUp()
    const refused = async (body: unknown, query = '') =>
      await problem(await sendFile(ada, body, query))
    expect(await refused({ version: 2 })).toEqual([422, 'validation_failed', 'invalid_value'])
    expect(await refused([])).toEqual([422, 'validation_failed', 'invalid_type'])
    expect(await refused('', '?format=csv')).toEqual([422, 'validation_failed', 'empty_file'])
    expect(await refused('colour\nred', '?format=csv')).toEqual([
      ...[422, 'validation_failed', 'unknown_column', 'required'],
    ])
    expect(await refused('a\nb', '?format=todoist')).toEqual([
      ...[422, 'validation_failed', 'not_todoist'],
    ])
    expect(await refused(`title\n${'x\n'.repeat(30_001)}`, '?format=csv')).toEqual([
      ...[422, 'validation_failed', 'too_many_rows'],
    ])
    expect(await tasksOf(ada)).toEqual([])
  })

  it('must have the type of its format, and be UTF-8', async () => {
    const ada = await signUp()
    const sent = async (query: string, type: string, body: BodyInit = '{"version":1}') => {
      const headers = { Authorization: `Bearer ${ada.token}`, 'Content-Type': type }
      const url = `https://api.duly.test/api/v1/import${query}`
      return await problem(
        await exports.default.fetch(new Request(url, { method: 'POST', headers, body })),
      )
    }
    const unsupported = [415, 'unsupported_media_type']
    expect(await sent('', 'text/csv')).toEqual(unsupported)
    expect(await sent('?format=csv', 'application/json')).toEqual(unsupported)
    expect(await sent('?format=csv', 'text/plain')).toEqual(unsupported)
    expect(await sent('?format=csv', 'text/csv; charset=iso-8859-1')).toEqual(unsupported)
    const latin = new Uint8Array([0x74, 0x69, 0x74, 0x6c, 0x65, 0x0a, 0xe9])
    expect(await sent('?format=csv', 'text/csv', latin)).toEqual([400, 'malformed_text'])
    expect(await sent('', 'application/json', latin)).toEqual([400, 'malformed_json'])
    expect(await sent('', 'application/json', '{')).toEqual([400, 'malformed_json'])
  })

  it('may have 5 MiB and no more, with many rows of long notes', async () => {
    const ada = await signUp()
    const row = `Task,${'word '.repeat(3_900)}\n`
    const text = `title,notes\n${row.repeat(Math.floor((5 * 1_024 * 1_024 - 20) / row.length))}`
    expect(await imported(ada, text, '?format=csv')).toMatchObject({ created: 268, refused: 0 })
    const { length } = await tasksOf(ada)
    expect(length).toBe(268)
    expect(await problem(await sendFile(ada, text.padEnd(5_242_881, 'x'), '?format=csv'))).toEqual([
      ...[413, 'payload_too_large'],
    ])
  })

  it('from Todoist can be put into a named list, and no other can', async () => {
    const ada = await signUp()
    const query = '?format=todoist&list_name=Move'
    await imported(ada, 'TYPE,CONTENT\ntask,Pack', query)
    expect((await exported(ada)).lists.map(({ name }) => name)).toEqual(['Move'])
    expect(await problem(await sendFile(ada, 'title\nA', '?format=csv&list_name=Move'))).toEqual([
      ...[422, 'validation_failed', 'invalid'],
    ])
  })
})
