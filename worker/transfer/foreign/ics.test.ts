import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import type { Reading } from '../reading.ts'
import { readIcs } from './ics-reader.ts'
import {
  appleReminders,
  evolution,
  nextcloudTasks,
  odd,
  tasksOrg,
  thunderbird,
} from './testing/ics-files.ts'

const options = { now: new Date('2026-11-24T00:00:00Z'), timezone: 'Europe/Berlin' }
const read = (text: string) => readIcs(text, options)
const tasksOf = ({ rows }: Reading) => rows.flatMap(({ task }) => task ?? [])
const toldOf = ({ rows }: Reading) =>
  rows
    .filter(({ list }) => !list)
    .map(({ errors = [], warnings = [] }) => [...errors, ...warnings].map(({ code }) => code))
const todo = (lines: string) =>
  read(
    `BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:A\r\n${lines}\r\nEND:VTODO\r\nEND:VCALENDAR`,
  )

describe('takes from', () => {
  it('Apple Reminders repeats, priorities, subtasks, and the list', () => {
    const reading = read(appleReminders)
    const [bins, glass] = tasksOf(reading)
    expect(reading.rows[0]?.list).toMatchObject({ name: 'Household' })
    expect(bins).toMatchObject({
      ...{ id: '6b7a0c8e-2f11-4c0e-9a5d-0a1b2c3d4e5f', title: 'Take out the bins', priority: 4 },
      ...{ due_at: '2026-12-03T18:00:00.000Z', due_timezone: 'Europe/Berlin' },
      recurrence: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TH',
      list_id: reading.rows[0]?.list?.id,
      created_at: '2026-10-14T21:18:12.000Z',
    })
    expect(glass).toMatchObject({
      ...{ parent_id: bins?.id, priority: 1, completed_at: '2026-10-16T02:03:42.000Z' },
    })
    expect(toldOf(reading)).toEqual([['reminder_left_out'], []])
  })

  it('Nextcloud Tasks labels, notes and starts, with subtasks at one level', () => {
    const reading = read(nextcloudTasks)
    const [hall, paint, brushes] = tasksOf(reading)
    expect(hall).toMatchObject({
      ...{ title: 'Renovate; hall, stairs', labels: ['home', 'big one', '"quoted"'], priority: 2 },
      ...{ due_date: '2026-12-15', completed_at: null, list_id: null },
    })
    expect(hall?.notes).toBe(
      'First line\nSecond \\ line\n- [ ] item\n\nLocation: Ground floor\n\nURL: https://example.org/plan?a=1;b=2\n\nDone: 40 %\n\nStarts: 2026-12-01',
    )
    expect(paint).toMatchObject({ completed_at: '2026-11-05T10:11:12.000Z', parent_id: hall?.id })
    expect(brushes).toMatchObject({ parent_id: hall?.id })
    expect(toldOf(reading)).toEqual([Array(4).fill('extra_in_notes'), ['cancelled'], ['flattened']])
  })

  it('Tasks.org dates without their type, with bare line ends', () => {
    expect(tasksOf(read(tasksOrg))).toMatchObject([
      { title: 'Water the ferns', due_date: '2026-12-04', recurrence: 'FREQ=DAILY;INTERVAL=3' },
    ])
  })

  it('Thunderbird zones, exceptions and attachments, and no event', () => {
    const reading = read(thunderbird)
    const [report, done] = tasksOf(reading)
    expect(report).toMatchObject({
      ...{ due_at: '2026-12-01T22:00:00.000Z', due_timezone: 'America/New_York' },
      recurrence: 'FREQ=MONTHLY;BYMONTHDAY=1',
    })
    expect(report?.notes.split('\n\n')).toEqual([
      'Bold: yes',
      'With: Mia, B.',
      'Attachment: https://example.org/report.pdf',
      'Starts: 2026-12-01 09:00',
      'Not on: 2027-01-01',
    ])
    expect(done).toMatchObject({ completed_at: '2026-11-01T15:00:00.000Z', recurrence: null })
    expect(done?.id).not.toBe(report?.id)
    expect(toldOf(reading)[0]).toContain('attachment_left_out')
    expect(toldOf(reading).slice(1)).toEqual([['occurrence'], ['not_a_task']])
  })

  it('Evolution and others every kind of zone, start and length', () => {
    const reading = read(evolution)
    const due = tasksOf(reading).map(({ due_date, due_at, due_timezone, recurrence }) =>
      [due_date ?? due_at, due_timezone, recurrence].filter(Boolean),
    )
    expect(due).toEqual([
      ['2026-12-24T17:00:00.000Z', 'Europe/Paris'],
      ['2026-12-24T09:00:00.000Z', 'Asia/Tokyo'],
      ['2026-12-24T17:00:00.000Z', 'Europe/Berlin'],
      ['2026-12-24T17:00:00.000Z', 'Europe/Berlin'],
      ['2026-12-24T17:00:00.000Z', 'Europe/Berlin'],
      ['2026-12-25T19:00:00.000Z', 'Europe/Berlin'],
      ['2026-12-25'],
      ['2026-12-09'],
      [],
    ])
    expect(toldOf(reading)).toEqual([
      ...[[], [], [], ['timezone_unknown'], [], ['extra_in_notes'], ['extra_in_notes']],
      ['extra_in_notes', 'recurrence_unsupported'],
      ['date_not_understood'],
    ])
    expect(tasksOf(reading).at(-1)?.notes).toBe('DUE: 20260230')
  })

  it('odd programs everything that can be understood, with warnings for the rest', () => {
    const reading = read(odd)
    expect(tasksOf(reading)).toMatchObject([
      { title: 'Parent' },
      { title: 'Kid', parent_id: tasksOf(reading)[0]?.id },
      { title: 'Only notes', notes: 'Only notes\nand more' },
    ])
    expect(reading.rows[0]?.list?.name).toBe('Odd list')
    expect(toldOf(reading)).toEqual([
      ...[['malformed_line'], [], ['title_from_notes'], ['malformed_ics']],
    ])
  })
})

it('gives the same file the same ids, and a returning task its own', () => {
  expect(tasksOf(read(thunderbird)).map(({ id }) => id)).toEqual(
    tasksOf(read(thunderbird)).map(({ id }) => id),
  )
})

it.each([
  ['PRIORITY:0', 0],
  ['PRIORITY:1', 4],
  ['PRIORITY:4', 3],
  ['PRIORITY:5', 2],
  ['PRIORITY:6', 1],
  ['PRIORITY:10', 0],
  ['PRIORITY:high', 0],
])('reads %s as %i', (line, priority) => {
  expect(tasksOf(todo(line))).toMatchObject([{ priority }])
})

it('expands no rule, however large, and keeps one that is too long', () => {
  const bomb = todo('DUE:20261224T180000Z\r\nRRULE:FREQ=SECONDLY;COUNT=999999999')
  expect(tasksOf(bomb)).toMatchObject([{ recurrence: 'FREQ=SECONDLY;COUNT=999999999' }])
  const long = todo(`DUE:20261224\r\nRRULE:FREQ=YEARLY;BYYEARDAY=${'1,'.repeat(99_999)}1`)
  expect(tasksOf(long)[0]?.recurrence).toBeNull()
  expect(toldOf(long)).toEqual([['recurrence_unsupported']])
})

it.each([
  ['no calendar', 'BEGIN:VCARD\r\nEND:VCARD', 'not_icalendar'],
  ['nothing', '', 'not_icalendar'],
  ['too many', `BEGIN:VCALENDAR\n${'BEGIN:VTODO\nEND:VTODO\n'.repeat(30_001)}`, 'too_many_rows'],
])('refuses a whole file that is %s', (_, text, code) => {
  expect(read(text).rows).toMatchObject([{ row: 0, errors: [{ code }] }])
})

it.each([
  ['lines that are none', 'x\r\n'.repeat(1_000_000)],
  ['folded lines', `SUMMARY:x${'\r\n x'.repeat(1_000_000)}`],
  ['components in components', 'BEGIN:VALARM\r\n'.repeat(300_000)],
  ['ends of nothing', 'BEGIN:A\r\n'.repeat(200_000) + 'END:B\r\n'.repeat(200_000)],
  ['parameters', `SUMMARY${';A=1'.repeat(1_000_000)}`],
  ['quotes', `SUMMARY;A="${'"'.repeat(1_000_000)}`],
  ['backslashes', `SUMMARY:${'\\'.repeat(4_000_000)}`],
  ['names of objects', '__proto__:x\r\nCONSTRUCTOR:y\r\nSUMMARY;__proto__=a:b'],
])('reads a task with many %s quickly', (_, lines) => {
  for (const { task, errors } of todo(lines).rows) expect(task ?? errors).toBeDefined()
})

it('unfolds and splits lines as ical.js does', () => {
  const name = fc.constantFrom('SUMMARY', 'DESCRIPTION', 'LOCATION')
  const text = fc.string({ unit: fc.constantFrom('a', ' ', ':', ';', ',', '\\', '"', 'é', '\n') })
  fc.assert(
    fc.property(name, text, fc.nat(60), (property, value, at) => {
      const escaped = value.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
      const line = `${property};X-A="b;c:d":${escaped}`
      const folded = `${line.slice(0, at + 1)}\r\n ${line.slice(at + 1)}`
      const [task] = tasksOf(todo(`${property === 'SUMMARY' ? '' : folded}\r\n`))
      const [, , , theirs] = ICAL.parse.property(line)
      expect(theirs).toBe(value)
      if (property === 'DESCRIPTION') expect(task?.notes).toBe(value)
      if (property === 'LOCATION' && value.trim()) expect(task?.notes).toBe(`Location: ${value}`)
    }),
  )
})
