import { describe, expect, it } from 'vitest'
import type { Reading } from '../reading.ts'
import { readMicrosoftToDo } from './microsoft-to-do.ts'

const options = { now: new Date('2026-11-24T00:00:00Z'), timezone: 'Europe/Berlin' }
const read = (value: unknown) =>
  readMicrosoftToDo(typeof value === 'string' ? value : JSON.stringify(value), options)
const tasksOf = ({ rows }: Reading) => rows.flatMap(({ task }) => task ?? [])
const listsOf = ({ rows }: Reading) => rows.flatMap(({ list }) => list?.name ?? [])
const codesOf = ({ rows }: Reading) =>
  rows.flatMap(({ errors = [], warnings = [] }) => [...errors, ...warnings].map(({ code }) => code))
const utc = (day: string, clock = '00:00:00') => ({
  dateTime: `${day}T${clock}.0000000`,
  timeZone: 'UTC',
})
const task = (more: object) => ({
  '@odata.etag': 'W/"x"',
  ...{ id: 'AQMk1', title: 'A', status: 'notStarted', importance: 'normal', isReminderOn: false },
  ...{ createdDateTime: '2026-01-02T03:04:05.1234567Z', categories: [], hasAttachments: false },
  body: { content: '', contentType: 'text' },
  ...more,
})

describe('JSON', () => {
  it('brings lists with their tasks, steps and categories', () => {
    const reading = read([
      {
        ...{ displayName: 'Tasks', id: 'L1', isOwner: true, wellKnownListName: 'defaultList' },
        tasks: [
          task({
            ...{
              importance: 'high',
              categories: ['Blue category'],
              dueDateTime: utc('2026-12-24'),
            },
            body: { content: 'One\r\nTwo', contentType: 'text' },
            checklistItems: [
              {
                id: 's1',
                displayName: 'Step one',
                isChecked: true,
                checkedDateTime: '2026-02-01T00:00:00Z',
              },
              { id: 's2', displayName: 'Step two', isChecked: false },
            ],
          }),
        ],
      },
      {
        ...{ displayName: 'Garden', id: 'L2', wellKnownListName: 'none' },
        tasks: [
          task({
            ...{
              id: 'AQMk2',
              status: 'completed',
              completedDateTime: utc('2026-03-01', '10:00:00'),
            },
            body: { content: '<html><body><p>Rich</p></body></html>', contentType: 'html' },
          }),
        ],
      },
    ])
    const [first, one, two, garden] = tasksOf(reading)
    expect(listsOf(reading)).toEqual(['Garden'])
    expect(first).toMatchObject({
      ...{ priority: 3, labels: ['Blue category'], due_date: '2026-12-24', notes: 'One\nTwo' },
      ...{ list_id: null, created_at: '2026-01-02T03:04:05.123Z' },
    })
    expect(one).toMatchObject({
      ...{ title: 'Step one', parent_id: first?.id, completed_at: '2026-02-01T00:00:00.000Z' },
    })
    expect(two).toMatchObject({ parent_id: first?.id, completed_at: null })
    expect(garden).toMatchObject({ notes: 'Rich', completed_at: '2026-03-01T10:00:00.000Z' })
    expect(codesOf(reading)).toEqual([])
  })

  it.each([
    ['midnight in UTC', utc('2026-12-24'), '2026-12-24'],
    ["midnight of the person's own, in UTC", utc('2026-12-23', '23:00:00'), '2026-12-24'],
    [
      'midnight of another zone',
      { dateTime: '2026-12-24T00:00:00.0000000', timeZone: 'Pacific Standard Time' },
      '2026-12-24',
    ],
    [
      'a Z that a tool put there',
      { dateTime: '2026-12-24T00:00:00Z', timeZone: 'W. Europe Standard Time' },
      '2026-12-24',
    ],
  ])('uses the day of %s', (_, dueDateTime, due_date) => {
    expect(tasksOf(read([{ displayName: 'L', tasks: [task({ dueDateTime })] }]))).toMatchObject([
      { due_date },
    ])
  })

  it.each([
    [{ type: 'daily', interval: 3 }, 'FREQ=DAILY;INTERVAL=3'],
    [
      { type: 'weekly', interval: 1, daysOfWeek: ['monday', 'friday'], firstDayOfWeek: 'sunday' },
      'FREQ=WEEKLY;BYDAY=MO,FR',
    ],
    [
      { type: 'weekly', interval: 2, daysOfWeek: ['monday'], firstDayOfWeek: 'sunday' },
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU',
    ],
    [{ type: 'absoluteMonthly', interval: 1, dayOfMonth: 15 }, 'FREQ=MONTHLY;BYMONTHDAY=15'],
    [
      { type: 'relativeMonthly', interval: 1, daysOfWeek: ['friday'], index: 'last' },
      'FREQ=MONTHLY;BYDAY=-1FR',
    ],
    [
      { type: 'relativeMonthly', interval: 1, daysOfWeek: ['friday', 'monday'], index: 'last' },
      null,
    ],
    [
      { type: 'absoluteYearly', interval: 1, dayOfMonth: 24, month: 12 },
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24',
    ],
    [{ type: 'lunar' }, null],
  ])('repeats by %j as %j', (pattern, recurrence) => {
    const range = {
      type: 'noEnd',
      startDate: '2026-12-24',
      endDate: '0001-01-01',
      numberOfOccurrences: 0,
    }
    const reading = read({
      value: [task({ dueDateTime: utc('2026-12-24'), recurrence: { pattern, range } })],
    })
    expect(tasksOf(reading)).toMatchObject([{ recurrence }])
    expect(codesOf(reading)).toEqual(recurrence ? [] : ['recurrence_unsupported'])
  })

  it('keeps the ends of a series', () => {
    const rule = (range: object) =>
      tasksOf(read({ value: [task({ recurrence: { pattern: { type: 'daily' }, range } })] }))[0]
        ?.recurrence
    expect(rule({ type: 'endDate', endDate: '2027-01-31' })).toBe('FREQ=DAILY;UNTIL=20270131')
    expect(rule({ type: 'numbered', numberOfOccurrences: 5 })).toBe('FREQ=DAILY;COUNT=5')
  })

  it('puts values without a field into the notes', () => {
    const reading = read({
      lists: [
        {
          ...{ displayName: 'Flagged', wellknownListName: 'flaggedEmails' },
          tasks: [
            task({
              ...{ isReminderOn: true, reminderDateTime: utc('2026-12-24', '08:00:00') },
              ...{ status: 'waitingOnOthers', hasAttachments: true },
              linkedResources: [{ webUrl: 'https://example.org/m', displayName: 'Mail' }],
            }),
          ],
        },
      ],
    })
    expect(tasksOf(reading)[0]?.notes.split('\n\n')).toEqual([
      ...[
        'Reminder: 2026-12-24 09:00',
        'Status: Waiting for others',
        'Mail: https://example.org/m',
      ],
    ])
    expect(codesOf(reading)).toEqual([...Array(3).fill('extra_in_notes'), 'attachment_left_out'])
    expect(listsOf(reading)).toEqual(['Flagged'])
  })

  it('is refused if it has no tasks, row by row and as a whole', () => {
    for (const file of [{}, [], 1, { value: [1] }, { version: 1, tasks: [{ title: 'A' }] }]) {
      expect(read(file).rows).toMatchObject([{ row: 0, errors: [{ code: 'not_microsoft_to_do' }] }])
    }
    expect(codesOf(read('[{'))).toEqual(['malformed_json'])
    expect(codesOf(read([{ displayName: 'L', tasks: [1, {}] }]))).toEqual([
      'invalid_type',
      'required',
    ])
    const steps = Array(30_001).fill({ displayName: 'A' })
    expect(codesOf(read({ value: [task({ checklistItems: steps })] }))).toEqual(['too_many_rows'])
    expect(read([{ displayName: 'Empty' }]).rows).toEqual([])
  })
})

describe('a table of Outlook', () => {
  const header =
    '"Subject","Start Date","Due Date","Reminder On/Off","Reminder Date","Reminder Time","Date Completed","% Complete","Total Work","Actual Work","Billing Information","Categories","Companies","Contacts","Mileage","Notes","Priority","Private","Role","Schedule+ Priority","Sensitivity","Status"'
  const row = (subject: string, due: string, more: Record<number, string> = {}) =>
    Array.from(
      { length: 22 },
      (_, at) => `"${{ 0: subject, 2: due, 21: 'Not Started', ...more }[at] ?? ''}"`,
    ).join(',')
  const table = (...rows: string[]) => read([header, ...rows, ''].join('\r\n'))

  it('brings its tasks, if one date shows which number is the month', () => {
    const reading = table(
      row('Passport', '10/15/2026', { 11: 'Admin;Travel plans', 15: 'Photos\r\nForm', 16: 'High' }),
      row('Old', '9/1/2026', { 6: '9/2/2026', 7: '1', 21: 'Completed' }),
      row('Call', '', { 3: 'True', 4: '10/14/2026', 5: '9:30:00 AM', 16: 'Low' }),
    )
    expect(tasksOf(reading)).toMatchObject([
      {
        title: 'Passport',
        due_date: '2026-10-15',
        labels: ['Admin', 'Travel plans'],
        priority: 3,
        notes: 'Photos\nForm',
      },
      { title: 'Old', due_date: '2026-09-01', completed_at: '2026-09-02T10:00:00.000Z' },
      { title: 'Call', due_date: null, priority: 1, notes: 'Reminder: 10/14/2026 9:30:00 AM' },
    ])
    expect(codesOf(reading)).toEqual(['extra_in_notes'])
  })

  it.each([
    ['15/10/2026', '01/02/2026', '2026-02-01'],
    ['15.10.2026', '1.2.26', '2026-02-01'],
    ['10/15/2026', '01/02/2026', '2026-01-02'],
    ['', '05/05/2026', '2026-05-05'],
    ['', '2026-02-01', '2026-02-01'],
    ['', '01/02/2026', null],
    ['15/10/2026', '30/02/2026', null],
  ])('with %j reads %j as %j, and never guesses', (other, due, due_date) => {
    const reading = table(row('Other', other), row('A', due))
    expect(tasksOf(reading)[1]).toMatchObject({
      due_date,
      ...(!due_date && { notes: `Due: ${due}` }),
    })
  })

  it('goes to the named list, and is refused without its columns', () => {
    const text = [header, row('A', '')].join('\n')
    const reading = readMicrosoftToDo(text, { ...options, listName: 'Work' })
    expect(listsOf(reading)).toEqual(['Work'])
    expect(codesOf(read('Betreff;Fällig am\nA;'))).toEqual(['not_microsoft_to_do'])
  })
})
