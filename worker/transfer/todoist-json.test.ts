import { describe, expect, it } from 'vitest'
import type { ReadOptions } from './reading.ts'
import { readTodoist } from './todoist-reader.ts'

const now = new Date('2026-11-24T00:00:00Z')
const read = (file: unknown, options: Partial<ReadOptions> = {}) =>
  readTodoist(JSON.stringify(file), { now, ...options }).rows
const one = (task: object, options: Partial<ReadOptions> = {}) => {
  const [row] = read([{ id: '1', content: 'Pack', ...task }], options)
  return { ...row?.task, codes: row?.warnings?.map(({ code }) => code) }
}

describe("Todoist's JSON", () => {
  it('is an array of tasks, a page of results, or a Sync response', () => {
    const task = { id: '6Xq', content: 'Pack' }
    const files = [
      [task],
      { results: [task], next_cursor: null },
      { items: [task] },
      { tasks: [task] },
    ]
    const ids = files.map((file) => read(file).map(({ task }) => task?.id))
    expect(new Set(ids.flat()).size).toBe(1)
    expect(ids.map((all) => all.length)).toEqual([1, 1, 1, 1])
  })

  it('accepts completed tasks of Sync, whose projects are an object', () => {
    const rows = read({
      items: [
        {
          id: '9',
          task_id: '1',
          content: 'Pack',
          project_id: '7',
          completed_at: '2026-01-02T03:04:05.000000Z',
        },
      ],
      projects: { 7: { id: '7', name: 'Move' } },
    })
    expect(rows[1]?.task?.id).toBe(one({}).id)
    expect(rows[1]?.task).toMatchObject({
      completed_at: '2026-01-02T03:04:05.000Z',
      list_id: rows[0]?.list?.id,
    })
  })

  it('turns projects into lists, except the Inbox and deleted ones', () => {
    const projects = [
      { id: 1, name: 'Inbox', inbox_project: true },
      { id: '2', name: 'Work' },
      { id: '3', name: 'Home' },
      { id: '4', name: 'Home' },
      { id: '5', name: 'Old', is_deleted: true },
    ]
    const tasks = ['1', '2', '3', '4'].map((id) => ({ id, content: 'Pack', project_id: id }))
    const rows = read({ projects, tasks })
    const lists = rows.flatMap(({ list }) => list ?? [])
    expect(lists.map(({ name }) => name)).toEqual(['Work', 'Home', 'Home'])
    const used = rows.flatMap(({ task }) => (task ? [task.list_id] : []))
    expect(used).toEqual([null, ...lists.map(({ id }) => id)])
    expect(new Set(used).size).toBe(4)
  })

  it('names a list by the number of a project that the file leaves out', () => {
    const rows = read([
      { id: '1', content: 'A', project_id: '7' },
      { id: '2', content: 'B', project_id: '7' },
    ])
    const [list] = rows.flatMap((row) => row.list ?? [])
    expect(list?.name).toBe('Todoist 7')
    expect(rows.flatMap(({ task }) => (task ? [task.list_id] : []))).toEqual([list?.id, list?.id])
  })

  it('has 4 for the highest priority', () => {
    expect([4, 3, 2, 1].map((priority) => one({ priority }).priority)).toEqual([4, 3, 2, 0])
  })

  it("has due dates, instants, and times in the owner's zone", () => {
    const due = (given: object) => {
      const { due_date, due_at, due_timezone } = one({ due: given }, { timezone: 'Europe/Berlin' })
      return [due_date, due_at, due_timezone]
    }
    expect(due({ date: '2026-12-24', string: 'Dec 24' })).toEqual(['2026-12-24', null, null])
    const evening = '2026-12-24T17:00:00.000Z'
    expect(due({ date: '2026-12-24T18:00:00' })).toEqual([null, evening, 'Europe/Berlin'])
    expect(due({ date: '2026-12-24T17:00:00Z', timezone: 'Europe/Madrid' })).toEqual([
      null,
      evening,
      'Europe/Madrid',
    ])
    expect(
      due({ date: '2026-12-24', datetime: '2026-12-24T17:00:00.000000Z', timezone: 'Asia/Tokyo' }),
    ).toEqual([null, evening, 'Asia/Tokyo'])
  })

  it('repeats by the words of its due date', () => {
    const due = { date: '2026-12-24', string: 'every! thursday', is_recurring: true }
    const parseDate = () => ({
      due_date: '2027-01-01',
      recurrence: 'FREQ=WEEKLY;BYDAY=TH',
      recurrence_from: 'completed' as const,
    })
    expect(one({ due }, { parseDate })).toMatchObject({
      due_date: '2026-12-24',
      recurrence: 'FREQ=WEEKLY;BYDAY=TH',
      recurrence_from: 'completed',
    })
    expect(one({ due })).toMatchObject({
      due_date: '2026-12-24',
      recurrence: null,
      notes: 'Repeats: every! thursday',
      codes: ['recurrence_not_understood'],
    })
  })

  it('parses words only if they say more than the date', () => {
    const asked: string[] = []
    const parseDate = (words: string) => {
      asked.push(words)
      return undefined
    }
    one({ due: { date: '2026-12-24', string: 'Dec 24' } }, { parseDate })
    one({ due: { date: 'Dec 24', string: 'on Dec 24' } }, { parseDate })
    expect(asked).toEqual(['on Dec 24'])
  })

  it('is completed at its own time, or else at its last change', () => {
    expect(one({ is_completed: true, created_at: '2026-01-01T00:00:00Z' }).completed_at).toBe(
      '2026-01-01T00:00:00.000Z',
    )
    expect(one({ checked: 1 }).completed_at).toBe(now.toISOString())
    expect(one({ checked: false }).completed_at).toBe(null)
  })

  it('brings names of sections and labels, and comments', () => {
    const [row] = read({
      items: [{ id: 1, content: 'Pack', description: 'Bags', labels: [11, 'bag'], section_id: 3 }],
      labels: [{ id: 11, name: 'home' }],
      sections: [{ id: 3, name: 'Before leaving' }],
      notes: [
        { item_id: 1, content: 'Ask Mia' },
        { item_id: 1, content: '', file_attachment: { file_url: 'https://example.com/a.png' } },
        { item_id: 1, content: 'gone', is_deleted: true },
      ],
    })
    expect(row?.task?.labels).toEqual(['home', 'bag', 'Before_leaving'])
    expect(row?.task?.notes).toBe('Bags\n\nAsk Mia\n\nhttps://example.com/a.png')
  })

  it("keeps Todoist's order, one level, and drops parents that are missing", () => {
    const rows = read([
      { id: 'c', content: 'C', parent_id: 'b', child_order: 3 },
      { id: 'b', content: 'B', parent_id: 'a', child_order: 2 },
      { id: 'a', content: 'A', order: 1 },
      { id: 'd', content: 'D', parent_id: 'x', child_order: 4 },
    ])
    expect(rows.map(({ row, task, warnings }) => [row, task?.title, warnings?.[0]?.code])).toEqual([
      [3, 'A', undefined],
      [2, 'B', undefined],
      [1, 'C', 'flattened'],
      [4, 'D', 'parent_missing'],
    ])
    expect(rows[2]?.task?.parent_id).toBe(rows[0]?.task?.id)
  })

  it('leaves out deleted items, and names what it cannot read', () => {
    const rows = read({
      items: [{ id: 1, content: 'A', is_deleted: true }, { id: 2 }, 3, { content: 'B' }],
    })
    expect(rows.map(({ task, errors, warnings }) => [task, (errors ?? warnings)?.[0]])).toEqual([
      [undefined, expect.objectContaining({ code: 'deleted' })],
      [undefined, expect.objectContaining({ pointer: '/content', code: 'required' })],
      [undefined, expect.objectContaining({ code: 'invalid_type' })],
      [undefined, expect.objectContaining({ pointer: '/id', code: 'required' })],
    ])
    expect(read({ hello: 1 })[0]?.errors?.[0]?.code).toBe('not_todoist')
  })
})
