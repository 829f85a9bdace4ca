// For any file, every row reports something, and what it brings can be stored.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Reading, ReadOptions } from '../reading.ts'
import { ImportList, ImportTask } from '../schema.ts'
import { readGoogleTasks } from './google-tasks.ts'
import { readIcs } from './ics-reader.ts'
import { readMicrosoftToDo } from './microsoft-to-do.ts'
import { readTicktick } from './ticktick.ts'
import { readVikunja } from './vikunja.ts'

const options: ReadOptions = { now: new Date('2026-11-24T00:00:00Z'), timezone: 'Europe/Berlin' }
const readers: [string, (text: string, options: ReadOptions) => Reading, string[]][] = [
  [
    'iCalendar',
    readIcs,
    [
      'BEGIN:VCALENDAR\nBEGIN:VTODO\n',
      'BEGIN:VCALENDAR\r\nPRODID:-//Duly//Duly//EN\r\nBEGIN:VTODO\r\nDUE:',
    ],
  ],
  [
    'TickTick',
    readTicktick,
    [
      'List Name,Title,Status,Due Date,Repeat,Content\n',
      '"x"\nTitle,List Name,Status,Kind,Content\na,b,0,CHECKLIST,',
    ],
  ],
  ['Google Tasks', readGoogleTasks, ['{"items":[{"title":"A","items":[']],
  [
    'Microsoft To Do',
    readMicrosoftToDo,
    ['Subject,Due Date,Status,Notes,Categories\n', '[{"displayName":"A","tasks":['],
  ],
  ['Vikunja', readVikunja, ['[{"id":1,"title":"A","tasks":[']],
]

function expectSound({ rows }: Reading) {
  for (const { task, list, errors = [], warnings = [] } of rows) {
    if (errors.length > 0) expect([task, list]).toEqual([undefined, undefined])
    expect(task ?? list ?? errors[0] ?? warnings[0]).toBeDefined()
    if (task) expect(ImportTask.parse(task)).toEqual(task)
    if (list) expect(ImportList.parse(list)).toEqual(list)
  }
  const ids = rows.flatMap(({ task }) => task?.id ?? [])
  expect(new Set(ids).size).toBe(ids.length)
}

it.each(readers)('%s: any text gives a reading', (_, read, starts) => {
  const pieces = fc.constantFrom(
    ...['\n', '\r\n', ',', ';', ':', '"', '\\', 'END:VTODO', 'BEGIN:VALARM', 'RRULE:FREQ=DAILY'],
    ...[
      'UID:a',
      'SUMMARY:',
      'DUE;TZID=',
      'RELATED-TO:a',
      '99991231T235959Z',
      '2026-12-24',
      'a,b,1,',
    ],
  )
  const text = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 9 })), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(fc.constantFrom('', '\uFEFF', ...starts), text, (start, parts) => {
      expectSound(read(start + parts.join(''), options))
    }),
    { numRuns: 300 },
  )
})

it.each(readers)('%s: any JSON gives a reading', (_, read) => {
  const times = fc.constantFrom(
    '2026-12-24T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59-14:00',
    'x',
  )
  const value: fc.Arbitrary<unknown> = fc.oneof(
    fc.string(),
    fc.integer(),
    times,
    fc.constantFrom('completed', 'notStarted', 'html', 'daily', '1', 1, 86_400, -1, null, true),
    fc.record({
      dateTime: times,
      timeZone: fc.constantFrom('UTC', 'W. Europe Standard Time', 'x'),
    }),
    fc.record({ content: fc.string(), contentType: fc.constantFrom('html', 'text') }),
    fc.record({
      pattern: fc.record({ type: fc.constantFrom('daily', 'weekly'), interval: fc.integer() }),
    }),
    fc.array(
      fc.record({ id: fc.constantFrom('1', '2'), title: fc.string(), displayName: fc.string() }),
    ),
    fc.jsonValue(),
  )
  const keys = [
    ...['id', 'title', 'status', 'parent', 'due', 'notes', 'completed', 'scheduled_time', 'done'],
    ...['dueDateTime', 'body', 'recurrence', 'checklistItems', 'categories', 'due_date', 'labels'],
    ...[
      'description',
      'repeat_after',
      'repeat_mode',
      'related_tasks',
      'task_recurrence_id',
      '__proto__',
    ],
  ]
  const task = fc.dictionary(fc.constantFrom(...keys), value)
  const tasks = fc.array(
    fc.tuple(task, fc.nat(3)).map(([more, id]) => ({ id, title: 'A', status: 'x', ...more })),
  )
  const file = tasks.map((all) => [{ id: 1, title: 'L', displayName: 'L', items: all, tasks: all }])
  fc.assert(
    fc.property(fc.oneof(file, fc.jsonValue()), (content) => {
      expectSound(read(JSON.stringify(content), options))
    }),
    { numRuns: 300 },
  )
})
