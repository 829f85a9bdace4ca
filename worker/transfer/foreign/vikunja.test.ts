import { expect, it } from 'vitest'
import type { Reading } from '../reading.ts'
import { readVikunja } from './vikunja.ts'

const options = { now: new Date('2026-11-24T00:00:00Z'), timezone: 'Europe/Berlin' }
const read = (value: unknown) => readVikunja(JSON.stringify(value), options)
const tasksOf = ({ rows }: Reading) => rows.flatMap(({ task }) => task ?? [])
const listsOf = ({ rows }: Reading) => rows.flatMap(({ list }) => list ?? [])
const codesOf = ({ rows }: Reading) =>
  rows.flatMap(({ errors = [], warnings = [] }) => [...errors, ...warnings].map(({ code }) => code))

const none = '0001-01-01T00:00:00Z'
const task = (more: object) => ({
  ...{ id: 1, title: 'A', description: '', done: false, done_at: none, due_date: none },
  ...{ reminders: null, project_id: 1, repeat_after: 0, repeat_mode: 0, priority: 0 },
  ...{ start_date: none, end_date: none, assignees: null, labels: null, percent_done: 0 },
  ...{ related_tasks: {}, attachments: null, created: '2026-01-02T03:04:05Z', position: 0 },
  ...{ updated: '2026-02-03T04:05:06Z', comments: null, bucket_id: 0, ...more },
})
const project = (tasks: object[], more: object = {}) => ({
  ...{ id: 1, title: 'Home', description: '', parent_project_id: 0, is_archived: false },
  ...{ updated: '2026-02-03T04:05:06Z', tasks, buckets: null, views: [], ...more },
})

it('brings projects with tasks, labels, HTML notes, comments and files', () => {
  const reading = read([
    project([
      task({
        ...{ title: 'Renovate', priority: 5, labels: [{ id: 1, title: 'big one' }] },
        description: '<p>Hall &amp; stairs</p><ul><li><p>Paint</p></li></ul>',
        comments: [{ id: 1, comment: '<p>Ask Mia</p>', author: { username: 'ada' } }],
        attachments: [{ id: 1, file: { id: 7, name: 'plan.pdf' } }],
        assignees: [{ id: 1, name: '', username: 'mia' }],
        reminders: [{ reminder: '2026-12-24T08:00:00Z', relative_period: 0 }],
        related_tasks: {
          subtask: [{ id: 2, title: 'Paint' }],
          blocking: [{ id: 9, title: 'Move' }],
        },
      }),
      task({ id: 2, title: 'Paint', done: true, done_at: '2026-03-04T05:06:07Z', priority: 2 }),
      task({ id: 3, title: 'Buy', related_tasks: { parenttask: [{ id: 2 }] } }),
    ]),
  ])
  const [renovate, paint, buy] = tasksOf(reading)
  expect(listsOf(reading)).toMatchObject([{ name: 'Home', archived_at: null }])
  expect(renovate).toMatchObject({
    ...{ priority: 4, labels: ['big one'], created_at: '2026-01-02T03:04:05.000Z' },
  })
  expect(renovate?.notes).toBe(
    [
      ...['Hall & stairs', '- Paint', 'Ask Mia', 'Reminder: 2026-12-24 09:00', 'Assigned to: mia'],
      ...['blocking: Move', 'Attachment: plan.pdf'],
    ].join('\n\n'),
  )
  expect(paint).toMatchObject({
    ...{ parent_id: renovate?.id, completed_at: '2026-03-04T05:06:07.000Z', priority: 2 },
  })
  expect(buy).toMatchObject({ parent_id: renovate?.id })
  expect(codesOf(reading)).toEqual([
    ...[...Array(4).fill('extra_in_notes'), 'attachment_left_out', 'flattened'],
  ])
})

it.each([
  ['a time', '2026-12-24T11:00:00Z', ['2026-12-24T11:00:00.000Z', 'Europe/Berlin']],
  ["midnight of the person's own as a day", '2026-12-23T23:00:00Z', ['2026-12-24']],
  ['none', none, []],
  ['null', null, []],
])('is due at %s', (_, due_date, due) => {
  const [found] = tasksOf(read([project([task({ due_date })])]))
  expect([found?.due_date ?? found?.due_at, found?.due_timezone].filter(Boolean)).toEqual(due)
})

it.each([
  [{ repeat_after: 86_400 }, 'FREQ=DAILY', 'due'],
  [{ repeat_after: 3 * 86_400 }, 'FREQ=DAILY;INTERVAL=3', 'due'],
  [{ repeat_after: 14 * 86_400 }, 'FREQ=WEEKLY;INTERVAL=2', 'due'],
  [{ repeat_after: 86_400, repeat_mode: 2 }, 'FREQ=DAILY', 'completed'],
  [{ repeat_after: 0, repeat_mode: 1 }, 'FREQ=MONTHLY', 'due'],
  [
    { repeats: 'FREQ=WEEKLY;BYDAY=MO', repeats_from_current_date: true },
    'FREQ=WEEKLY;BYDAY=MO',
    'completed',
  ],
  [{ repeat_after: 5_400 }, null, 'due'],
])('repeats by %j as %j', (more, recurrence, recurrence_from) => {
  const reading = read([project([task({ due_date: '2026-12-24T11:00:00Z', ...more })])])
  expect(tasksOf(reading)).toMatchObject([{ recurrence, recurrence_from }])
  expect(codesOf(reading)).toEqual(recurrence ? [] : ['recurrence_unsupported'])
})

it('reads nested projects and namespaces, except views, and archives what is archived', () => {
  const inner = project([task({ id: 2 })], { id: 2, title: 'Plans', is_archived: true })
  const other = project([task({ id: 3 })], { id: 3, title: 'Plans', parent_project_id: 4 })
  const reading = read([
    project([task({})], { title: 'Inbox' }),
    project([], { id: 5, title: 'Home', child_projects: [inner] }),
    project([], { id: 4, title: 'Work' }),
    other,
    { id: 6, title: 'Space', lists: [project([task({ id: 4 })], { id: 7, title: 'Old' })] },
    project([task({ id: 1 })], { id: -1, title: 'Favorites' }),
  ])
  expect(listsOf(reading).map(({ name, archived_at }) => [name, archived_at])).toEqual([
    ['Plans', '2026-02-03T04:05:06.000Z'],
    ['Work / Plans', null],
    ['Old', null],
  ])
  expect(tasksOf(reading)).toHaveLength(4)
})

it('refuses anything but an export, and survives malicious files', () => {
  for (const file of [{}, [], 1, null, [{ id: 1 }], { version: 1, tasks: [] }]) {
    expect(read(file).rows).toMatchObject([{ row: 0, errors: [{ code: 'not_vikunja' }] }])
  }
  expect(codesOf(readVikunja('[', options))).toEqual(['malformed_json'])
  expect(codesOf(read([project([{ id: 1 }, { title: 'A' }])]))).toEqual(['required', 'required'])
  const deep = `${'{"id":1,"title":"A","child_projects":['.repeat(5_000)}${']}'.repeat(5_000)}`
  expect(readVikunja(deep, options).rows.length).toBeLessThan(2)
  expect(codesOf(read([project(Array(30_001).fill(task({})))]))).toEqual(['too_many_rows'])
  const own =
    '{"id":1,"title":"A","tasks":[{"id":1,"title":"x","__proto__":{"done":true},"related_tasks":{"__proto__":[{"id":1}]}}]}'
  expect(tasksOf(readVikunja(own, options))).toMatchObject([{ title: 'x', completed_at: null }])
})
