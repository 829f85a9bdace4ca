import { describe, expect, it } from 'vitest'
import type { Reading } from '../reading.ts'
import { readTicktick } from './ticktick.ts'

const options = { now: new Date('2026-11-24T00:00:00Z'), timezone: 'Europe/London' }
const preamble =
  '"Date: 2026-11-23+0000"\n"Version: 7.1"\n"Status: \n0 Normal\n1 Completed\n2 Archived"\n'
const columns = [
  ...['Folder Name', 'List Name', 'Title', 'Kind', 'Tags', 'Content', 'Is Check list'],
  ...['Start Date', 'Due Date', 'Reminder', 'Repeat', 'Priority', 'Status', 'Created Time'],
  ...['Completed Time', 'Order', 'Timezone', 'Is All Day', 'Is Floating', 'Column Name'],
  ...['Column Order', 'View Mode', 'taskId', 'parentId'],
]
const usual: Record<string, string> = {
  'List Name': 'Inbox',
  Kind: 'TEXT',
  'Is Check list': 'N',
  Priority: '0',
  Status: '0',
  Timezone: 'Europe/Berlin',
  'Is Floating': 'false',
  'View Mode': 'list',
}
const line = (cells: readonly string[]) =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
const backup = (
  rows: Record<string, string>[],
  { end = '\n', top = preamble, names = columns } = {},
) =>
  `\uFEFF${top}${[line(names), ...rows.map((row) => line(names.map((name) => ({ ...usual, ...row })[name] ?? '')))].join(end)}${end}`

const read = (...rows: Record<string, string>[]) => readTicktick(backup(rows), options)
const tasksOf = ({ rows }: Reading) => rows.flatMap(({ task }) => task ?? [])
const listsOf = ({ rows }: Reading) => rows.flatMap(({ list }) => list?.name ?? [])
const codesOf = ({ rows }: Reading) =>
  rows.flatMap(({ errors = [], warnings = [] }) => [...errors, ...warnings].map(({ code }) => code))

it('reads a backup below the lines about it', () => {
  const reading = read(
    { Title: 'Repot the basil', 'List Name': 'Garden', Tags: 'green, week end', taskId: '1' },
    { Title: 'Buy compost', 'List Name': 'Garden', taskId: '2', parentId: '1', Priority: '5' },
    { Title: 'Which', 'List Name': 'Garden', taskId: '3', parentId: '2', Priority: '3' },
    {
      Title: 'Call Mia',
      Content: 'Line\rother',
      Priority: '1',
      'Created Time': '2026-10-09T15:09:48+0000',
    },
  )
  const [basil, compost, which, call] = tasksOf(reading)
  expect(listsOf(reading)).toEqual(['Garden'])
  expect(basil).toMatchObject({ labels: ['green', 'week end'], list_id: reading.rows[0]?.list?.id })
  expect(compost).toMatchObject({ parent_id: basil?.id, priority: 3 })
  expect(which).toMatchObject({ parent_id: basil?.id, priority: 2 })
  expect(call).toMatchObject({
    ...{ notes: 'Line\nother', priority: 1, list_id: null, created_at: '2026-10-09T15:09:48.000Z' },
  })
  expect(codesOf(reading)).toEqual(['flattened'])
  expect(reading.rows.map(({ row }) => row)).toEqual([5, 5, 6, 7, 8])
})

it.each([
  [
    'with CRLF, and a version that has fewer columns',
    '\r\n',
    preamble,
    columns.filter((name) => !/Kind|Column|View/.test(name)),
  ],
  ['with columns of a later version', '\n', preamble, [...columns, 'projectKind', 'Focus Time']],
  ['without the lines about it', '\n', '', columns],
  ['with an empty line before the header', '\n', `${preamble}\n`, columns],
])('reads a backup %s', (_, end, top, names) => {
  const text = backup([{ Title: 'A', Status: '2', 'Completed Time': '2026-01-02T03:04:05+0000' }], {
    end,
    top,
    names,
  })
  expect(tasksOf(readTicktick(text, options))).toMatchObject([
    { title: 'A', completed_at: '2026-01-02T03:04:05.000Z' },
  ])
})

describe('dates', () => {
  it.each([
    [
      'a day of the zone',
      { 'Due Date': '2026-12-23T23:00:00+0000', 'Is All Day': 'true' },
      ['2026-12-24'],
    ],
    [
      'a time',
      { 'Due Date': '2026-12-24T17:00:00+0000', 'Is All Day': 'false' },
      ['2026-12-24T17:00:00.000Z', 'Europe/Berlin'],
    ],
    [
      'a time that is not said to be one',
      { 'Due Date': '2026-12-24T17:00:00+0000' },
      ['2026-12-24T17:00:00.000Z', 'Europe/Berlin'],
    ],
    [
      'a clock of the zone, with a blank',
      { 'Due Date': '2026-12-24 18:00:00' },
      ['2026-12-24T17:00:00.000Z', 'Europe/Berlin'],
    ],
    [
      'a clock that is the same everywhere',
      { 'Due Date': '2026-12-24T17:00:00+0000', 'Is Floating': 'true' },
      ['2026-12-24T18:00:00.000Z', 'Europe/London'],
    ],
    [
      "the person's own zone where none is given",
      { 'Due Date': '2026-06-24T17:00:00.000+0000', Timezone: '' },
      ['2026-06-24T17:00:00.000Z', 'Europe/London'],
    ],
    [
      'a start alone',
      { 'Start Date': '2026-12-23T23:00:00+0000', 'Is All Day': 'true' },
      ['2026-12-24'],
    ],
    ['nothing that is none', { 'Due Date': 'soon' }, [], ['date_not_understood']],
    [
      'no day that does not exist',
      { 'Due Date': '2026-02-30T17:00:00+0000' },
      [],
      ['date_not_understood'],
    ],
    [
      'the end, with the start in the notes',
      { 'Start Date': '2026-12-24T08:00:00+0000', 'Due Date': '2026-12-24T08:30:00+0000' },
      ['2026-12-24T08:30:00.000Z', 'Europe/Berlin'],
      ['extra_in_notes'],
    ],
  ])('have %s', (_, cells: Record<string, string>, due, codes: string[] = []) => {
    const reading = read({ Title: 'A', ...cells })
    const found = tasksOf(reading).map((task) =>
      [task.due_date ?? task.due_at, task.due_timezone].filter(Boolean),
    )
    expect(found).toEqual([due])
    expect(codesOf(reading)).toEqual(codes)
  })

  it.each([
    ['RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO', []],
    ['FREQ=DAILY', 'FREQ=DAILY', []],
    ['RRULE:FREQ=DAILY\nEXDATE:20261224', 'FREQ=DAILY', ['extra_in_notes']],
    ['RRULE:FREQ=DAILY;INTERVAL=1;TT_SKIP=HOLIDAY,WEEKEND', null, ['recurrence_unsupported']],
    ['ERULE:NAME=CUSTOM;BYDATE=20261002,20261022', null, ['recurrence_unsupported']],
    ['ERULE:NAME=FORGETTINGCURVE;CYCLE=0', null, ['recurrence_unsupported']],
  ])('repeat by %j as %j', (repeat, recurrence, codes) => {
    const due = { 'Due Date': '2026-12-23T23:00:00+0000', 'Is All Day': 'true' }
    const reading = read({ Title: 'A', Repeat: repeat, ...due })
    expect(tasksOf(reading)).toMatchObject([{ recurrence }])
    expect(codesOf(reading)).toEqual(codes)
    if (codes.length > 0) expect(tasksOf(reading)[0]?.notes).toContain('Repeats: ')
  })
})

it.each([
  ['0', null, []],
  ['1', '2026-01-02T00:00:00.000Z', []],
  ['2', '2026-01-02T00:00:00.000Z', []],
  ['-1', '2026-01-02T00:00:00.000Z', ['cancelled']],
  ['7', null, ['status_unknown']],
])('takes status %s as completed at %s', (status, completed_at, codes) => {
  const reading = read({ Title: 'A', Status: status, 'Created Time': '2026-01-02T00:00:00+0000' })
  expect(tasksOf(reading)).toMatchObject([{ completed_at }])
  expect(codesOf(reading)).toEqual(codes)
})

it('turns checklist items into subtasks', () => {
  const reading = read({
    Title: 'Pack',
    ...{ Kind: 'CHECKLIST', 'Is Check list': 'Y', Content: 'For the sea\r▪Towel\r▫Book' },
  })
  const [pack, towel, book] = tasksOf(reading)
  expect(pack).toMatchObject({ title: 'Pack', notes: 'For the sea' })
  expect(towel).toMatchObject({ title: 'Towel', parent_id: pack?.id })
  expect(towel?.completed_at).not.toBeNull()
  expect(book).toMatchObject({ title: 'Book', parent_id: pack?.id, completed_at: null })
})

it('adds folders to list names only if needed, and labels tasks by their columns', () => {
  const reading = read(
    { Title: 'A', 'Folder Name': 'Work', 'List Name': 'Plans' },
    { Title: 'B', 'Folder Name': 'Home', 'List Name': 'Plans', 'Column Name': 'Doing' },
    { Title: 'C', 'Folder Name': 'Home', 'List Name': 'Shop' },
    { Title: 'D', 'List Name': '📥Inbox', Kind: 'NOTE', Reminder: 'PT0S' },
  )
  expect(listsOf(reading)).toEqual(['Work / Plans', 'Home / Plans', 'Shop'])
  expect(tasksOf(reading)[1]?.labels).toEqual(['Doing'])
  expect(tasksOf(reading)[3]?.list_id).toBeNull()
  expect(codesOf(reading)).toEqual(['section_as_label', 'note_as_task', 'reminder_left_out'])
})

it('recognises tasks in a later backup, which renumbers them', () => {
  const task = { Title: 'A', 'Created Time': '2026-01-02T00:00:00+0000' }
  const other = { Title: 'B', 'Created Time': '2026-01-03T00:00:00+0000' }
  const [first] = tasksOf(read({ ...task, taskId: '1' }))
  const later = tasksOf(read({ ...other, taskId: '1' }, { ...task, taskId: '2' }))
  expect(later[1]?.id).toBe(first?.id)
  expect(new Set([...later, first].map((each) => each?.id)).size).toBe(2)
})

it("keeps TickTick's order", () => {
  const titles = tasksOf(read({ Title: 'B', Order: '1099511627776' }, { Title: 'A', Order: '-5' }))
  expect(titles.map(({ title }) => title)).toEqual(['A', 'B'])
})

it('refuses invalid rows, and files of other programs', () => {
  const text = `${backup([{ Title: 'A' }])}${line([...columns.map(() => 'x'), 'more'])}\n"open`
  expect(codesOf(readTicktick(text, options))).toEqual(['malformed_csv', 'malformed_csv'])
  for (const other of ['', 'title\nA', '{"a":1}', `${'x\n'.repeat(30)}${backup([])}`]) {
    expect(readTicktick(other, options).rows).toMatchObject([
      { row: 0, errors: [{ code: 'not_ticktick' }] },
    ])
  }
  const many = backup(Array(30_001).fill({ Title: 'A' }))
  expect(readTicktick(many, options).rows).toMatchObject([{ errors: [{ code: 'too_many_rows' }] }])
})
