import { expect, it } from 'vitest'
import type { Reading } from '../reading.ts'
import { readGoogleTasks } from './google-tasks.ts'

const options = { now: new Date('2026-11-24T00:00:00Z'), timezone: 'Europe/Berlin' }
const read = (value: unknown) => readGoogleTasks(JSON.stringify(value), options)
const tasksOf = ({ rows }: Reading) => rows.flatMap(({ task }) => task ?? [])
const codesOf = ({ rows }: Reading) =>
  rows.flatMap(({ errors = [], warnings = [] }) => [...errors, ...warnings].map(({ code }) => code))

const list = (tasks: object[], more: object = {}) => ({
  kind: 'tasks#taskLists',
  items: [{ kind: 'tasks#tasks', id: 'MDEz', title: 'My Tasks', items: tasks, ...more }],
})
const task = (more: object) => ({
  ...{ kind: 'tasks#task', id: 'a', title: 'A', status: 'needsAction' },
  ...{ updated: '2026-01-03T00:00:00.000Z', ...more },
})

it('reads lists with their tasks, subtasks and links', () => {
  const reading = read({
    kind: 'tasks#taskLists',
    items: [
      {
        ...{ kind: 'tasks#taskList', id: '1', title: 'My Tasks', updated: '2026-01-01T00:00:00Z' },
        items: [
          task({ id: 'b', title: 'Second', position: '00000000000000000001', parent: 'a' }),
          task({
            ...{ title: 'First', notes: 'x\ny', position: '00000000000000000000' },
            ...{
              due: '2026-12-24T00:00:00.000Z',
              created: '2026-01-02T00:00:00Z',
              task_type: 'personal_task',
            },
            links: [{ type: 'email', description: 'Mail', link: 'https://mail.example.org/1' }],
          }),
          task({
            id: 'c',
            title: 'Third',
            parent: 'b',
            status: 'completed',
            hidden: true,
            completed: '2026-01-02T03:04:05.678Z',
            position: '1',
          }),
          task({ id: 'd', title: '' }),
          task({ id: 'e', title: 'Gone', deleted: true }),
        ],
      },
      { kind: 'tasks#taskList', id: '2', title: 'Empty' },
    ],
  })
  const [first, second, third] = tasksOf(reading)
  expect(first).toMatchObject({
    ...{ title: 'First', due_date: '2026-12-24', created_at: '2026-01-02T00:00:00.000Z' },
    notes: 'x\ny\n\nMail: https://mail.example.org/1',
  })
  expect(second).toMatchObject({ title: 'Second', parent_id: first?.id })
  expect(third).toMatchObject({
    ...{ title: 'Third', parent_id: first?.id, completed_at: '2026-01-02T03:04:05.678Z' },
  })
  expect(reading.rows.flatMap((row) => row.list?.name ?? [])).toEqual(['My Tasks'])
  expect(codesOf(reading).sort()).toEqual(['deleted', 'empty', 'extra_in_notes', 'flattened'])
})

it.each([
  [
    'a list of times',
    [{ start: '2026-12-01T08:00:00Z' }, { current: true, start: '2026-12-24T17:00:00Z' }],
    '2026-12-24T17:00:00.000Z',
  ],
  [
    'one in words of Python',
    "[{'current': True, 'start': '2026-12-24T17:00:00Z'}]",
    '2026-12-24T17:00:00.000Z',
  ],
  ['midnight in UTC', [{ start: '2026-12-24T00:00:00Z' }], '2026-12-24'],
  ["midnight of the person's own", [{ start: '2026-12-23T23:00:00Z' }], '2026-12-24'],
  ['nothing that is none', 'soon', undefined],
])('reads %s', (_, scheduled_time, due) => {
  const [found] = tasksOf(read(list([task({ scheduled_time })])))
  expect(found?.due_date ?? found?.due_at ?? undefined).toBe(due)
})

const weekly = {
  interval: { interval_multiplier: 2, weekly: { day_of_week: ['MONDAY', 'FRIDAY'] } },
}
const day = (id: string, start: string, more: object = {}) =>
  task({ id, task_recurrence_id: 'r', scheduled_time: [{ start }], ...more })

it('makes one task of a series, and keeps completed occurrences', () => {
  const reading = read(
    list(
      [
        day('1', '2026-11-20T00:00:00Z', {
          status: 'completed',
          completed: '2026-11-20T10:00:00Z',
        }),
        day('3', '2026-12-04T00:00:00Z'),
        day('2', '2026-11-30T00:00:00Z'),
      ],
      { recurrences: [{ id: 'r', title: 'A', schedule: weekly }] },
    ),
  )
  expect(tasksOf(reading)).toMatchObject([
    { due_date: '2026-11-20', completed_at: '2026-11-20T10:00:00.000Z', recurrence: null },
    { due_date: '2026-11-30', recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR' },
  ])
  expect(codesOf(reading)).toEqual(['later_occurrence'])
})

it.each([
  ['daily', { interval: { daily: {} } }, 'FREQ=DAILY'],
  [
    'to a day',
    { interval: { daily: {} }, end_condition: { date_boundary: '2027-01-31T00:00:00Z' } },
    'FREQ=DAILY;UNTIL=20270131',
  ],
  [
    'on a day of the month',
    { interval: { monthly: { day_of_month: [15] } } },
    'FREQ=MONTHLY;BYMONTHDAY=15',
  ],
  ['yearly', { interval: { interval_multiplier: 1, yearly: {} } }, 'FREQ=YEARLY'],
  ['so often', { interval: { daily: {} }, end_condition: { instance_number_limit: 5 } }, null],
  ['in words that are not known', { interval: { monthly: { week: 2 } } }, null],
  ['twice', { interval: { daily: {}, weekly: {} } }, null],
])('repeats %s, or explains it in the notes', (_, schedule, recurrence) => {
  const reading = read(
    list([day('1', '2026-11-30T00:00:00Z')], { recurrences: [{ id: 'r', schedule }] }),
  )
  expect(tasksOf(reading)).toMatchObject([{ recurrence }])
  expect(codesOf(reading)).toEqual(recurrence ? [] : ['recurrence_unsupported'])
})

it('does not repeat a stopped series, and reports if there is no date left', () => {
  const done = { status: 'completed', completed: '2026-11-20T10:00:00Z' }
  const of = (recurrence: object, more: object = {}) =>
    read(
      list([day('1', '2026-11-20T00:00:00Z', more)], {
        recurrences: [{ id: 'r', schedule: weekly, ...recurrence }],
      }),
    )
  expect(codesOf(of({ stopped: true }))).toEqual([])
  expect(tasksOf(of({ stopped: 'true' }))).toMatchObject([{ recurrence: null, notes: '' }])
  expect(codesOf(of({}, done))).toEqual(['recurrence_unsupported'])
})

it('reads a single list, and files derived by others', () => {
  const one = { kind: 'tasks#tasks', title: 'One', items: [task({})] }
  for (const file of [
    one,
    [one],
    { items: [{ title: 'One', tasks: [task({})] }] },
    { title: 'One', tasks: [task({})] },
  ]) {
    const reading = read(file)
    expect(tasksOf(reading)).toMatchObject([{ title: 'A' }])
    expect(reading.rows[0]?.list?.name).toBe('One')
  }
})

it('refuses anything but a Google Tasks file, and tasks without an id', () => {
  for (const file of [{}, [], 1, null, { items: 'x' }, { version: 1 }]) {
    expect(read(file).rows).toMatchObject([{ row: 0, errors: [{ code: 'not_google_tasks' }] }])
  }
  expect(readGoogleTasks('{', options).rows).toMatchObject([
    { errors: [{ code: 'malformed_json' }] },
  ])
  expect(codesOf(read(list([{ status: 'needsAction', title: 'A' }])))).toEqual(['required'])
  const many = list(Array(30_001).fill(task({})))
  expect(codesOf(read(many))).toEqual(['too_many_rows'])
})
