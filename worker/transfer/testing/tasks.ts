// Tasks and lists for the tests of this room: one plain task to vary, and arbitrary valid ones.
import fc from 'fast-check'
import { Color, line as lineOf } from '../../domain/fields.ts'
import type { TransferList, TransferTask } from '../schema.ts'

const stamped = {
  rank: 'a0',
  version: 3,
  seq: 7,
  created_at: '2026-01-02T03:04:05.006Z',
  updated_at: '2026-02-03T04:05:06.007Z',
}

export const plain: TransferTask = {
  id: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10',
  title: 'Call Mia',
  notes: '',
  list_id: null,
  parent_id: null,
  priority: 0,
  due_date: null,
  due_at: null,
  due_timezone: null,
  labels: [],
  recurrence: null,
  recurrence_from: 'due',
  completed_at: null,
  deleted_at: null,
  ...stamped,
}

/** All characters, favouring those that are difficult for file formats. */
const nasty = fc.oneof(
  fc.constantFrom(
    ...`=+-@'",;\\ \n\r\t#|`,
    '\r\n',
    '＝',
    '\u200B',
    '\uFEFF',
    '👩‍👩‍👧',
    'é',
    '\u2028',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
)

const nastyText = fc.array(nasty, { maxLength: 40 }).map((parts) => parts.join(''))
export const notes = nastyText.map((text) => text.replaceAll('\0', ''))

const line = (maxLength: number) =>
  nastyText
    .map((text) =>
      [...text.replace(/\p{Cc}/gu, '').normalize('NFC')].slice(0, maxLength).join('').trim(),
    )
    .filter((text) => lineOf(maxLength).safeParse(text).data === text)

const instant = fc
  .date({
    min: new Date('0001-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString())
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const id = fc.uuid()

const due = fc.oneof(
  fc.constant({ due_date: null, due_at: null, due_timezone: null }),
  instant.map((at) => ({ due_date: at.slice(0, 10), due_at: null, due_timezone: null })),
  fc.record({
    due_date: fc.constant(null),
    due_at: instant,
    due_timezone: fc.constantFrom(null, 'UTC', 'Europe/Berlin', 'America/St_Johns'),
  }),
)

/** Ids and names of lists differ, tasks are in them or the Inbox, and subtasks have one level. */
export const household = fc
  .record({
    lists: fc.uniqueArray(
      fc.record({
        id,
        name: line(100),
        color: maybe(fc.constantFrom(...Color.options)),
        archived_at: maybe(instant),
      }),
      {
        selector: ({ name }) => name,
        maxLength: 3,
      },
    ),
    tasks: fc.array(
      fc.tuple(
        due,
        fc.record({
          id,
          title: line(500),
          notes,
          priority: fc.integer({ min: 0, max: 4 }),
          labels: fc.uniqueArray(line(50), { maxLength: 5 }),
          recurrence: maybe(fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH')),
          recurrence_from: fc.constantFrom('due' as const, 'completed' as const),
          completed_at: maybe(instant),
          deleted_at: maybe(instant),
          created_at: instant,
        }),
        fc.nat(),
        fc.nat(),
      ),
      { maxLength: 6 },
    ),
  })
  .map(({ lists, tasks }) => ({
    lists: lists.map((list): TransferList => ({ ...stamped, ...list })),
    tasks: tasks.map(
      ([when, task, place, under]): TransferTask => ({
        ...stamped,
        ...task,
        ...when,
        list_id: lists[place % (lists.length + 1)]?.id ?? null,
        parent_id: under % 2 ? (tasks[0]?.[1].id ?? null) : null,
      }),
    ),
  }))
  .map(({ lists, tasks: [first, ...others] }) => ({
    lists,
    tasks: first ? [{ ...first, parent_id: null }, ...others] : [],
  }))
