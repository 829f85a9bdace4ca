import { describe, expect, it } from 'vitest'
import { readJson } from './json-reader.ts'

const id = (n: number) => `c0ffee00-0000-4000-8000-${String(n).padStart(12, '0')}`
const read = (tasks: unknown[], lists: unknown[] = []) =>
  readJson(JSON.stringify({ version: 1, lists, tasks })).rows
const child = (n: number, parent: number | null) => ({
  id: id(n),
  title: `Task ${n}`,
  parent_id: parent === null ? null : id(parent),
})
const parents = (tasks: unknown[]) =>
  read(tasks).map(({ task, warnings }) => [task?.parent_id, warnings?.map(({ code }) => code)])

describe('subtasks', () => {
  it('deeper than one level move up to the topmost task', () => {
    expect(parents([child(3, 2), child(2, 1), child(1, null), child(4, 3)])).toEqual([
      [id(1), ['flattened']],
      [id(1), undefined],
      [null, undefined],
      [id(1), ['flattened']],
    ])
  })

  it('become tasks of their own in and below a circle', () => {
    expect(parents([child(1, 2), child(2, 1), child(3, 3), child(4, 1)])).toEqual(
      Array(4).fill([null, ['parent_cycle']]),
    )
  })

  it('keep a parent that only the server may know', () => {
    expect(parents([child(2, 1)])).toEqual([[id(1), undefined]])
  })

  it('lose a parent or a list that was refused', () => {
    const broken = { ...child(1, null), priority: 9 }
    const [, , two, three] = read(
      [broken, child(2, 1), { ...child(3, 2), list_id: id(9) }],
      [{ id: id(9), name: '' }],
    )
    expect([two?.task?.parent_id, two?.warnings?.[0]?.code]).toEqual([null, 'parent_missing'])
    expect([three?.task?.list_id, three?.task?.parent_id]).toEqual([null, id(2)])
    expect(three?.warnings?.map(({ code }) => code)).toEqual(['list_missing'])
  })

  it('are flattened in linear time', () => {
    const chain = Array.from({ length: 20_000 }, (_, n) => child(n + 1, n === 0 ? null : n))
    const rows = read(chain.reverse())
    expect(rows.slice(0, -1).every(({ task }) => task?.parent_id === id(1))).toBe(true)
  })
})

describe('JSON', () => {
  it('is refused as a whole if it is not ours', () => {
    const files = ['{', '[]', '{"version":2}', '{"version":1,"extra":1}']
    expect(
      files.map((text) => readJson(text).rows.map(({ row, errors }) => [row, errors?.[0]?.code])),
    ).toEqual([
      [[0, 'malformed_json']],
      [[0, 'invalid_type']],
      [[0, 'invalid_value']],
      [[0, 'unknown_field']],
    ])
  })

  it('names each wrong field by its place in the file', () => {
    const rows = read([child(1, null), { ...child(2, null), due_date: 'soon', colour: 'red' }])
    expect(rows[1]).toEqual({
      row: 2,
      errors: [
        expect.objectContaining({ pointer: '/tasks/1/due_date', code: 'invalid_format' }),
        { pointer: '/tasks/1/colour', code: 'unknown_field', detail: 'is not known here' },
      ],
    })
  })

  it('refuses the second row with the same id', () => {
    const [, second] = read([child(1, null), child(1, null)])
    expect(second?.errors?.map(({ code }) => code)).toEqual(['duplicate_id'])
  })

  it('refuses contradictions', () => {
    const [both, zoned] = read([
      { ...child(1, null), due_date: '2026-12-24', due_at: '2026-12-24T17:00:00Z' },
      { ...child(2, null), due_timezone: 'Europe/Berlin' },
    ])
    expect(both?.errors?.map(({ pointer }) => pointer)).toEqual(['/tasks/0/due_at'])
    expect(zoned?.errors?.map(({ pointer }) => pointer)).toEqual(['/tasks/1/due_timezone'])
  })

  it('converts instants to UTC, and ids to lower case', () => {
    const [row] = read([
      { id: id(1).toUpperCase(), title: 'One', due_at: '2026-12-24T18:00:00+01:00' },
    ])
    expect([row?.task?.id, row?.task?.due_at]).toEqual([id(1), '2026-12-24T17:00:00.000Z'])
  })
})
