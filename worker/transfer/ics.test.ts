import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { icsWriter } from './ics-writer.ts'
import type { TransferTask } from './schema.ts'
import { type Component, readCalendar, textOf, textsOf, unescaped } from './testing/calendar.ts'
import { household, notes, plain } from './testing/tasks.ts'

const now = new Date('2026-11-24T00:00:00Z')

function calendarOf(kind: 'todos' | 'feed', tasks: readonly TransferTask[]): Component {
  const writer = icsWriter({ kind, name: 'Duly; Ada, home', now })
  return readCalendar(
    writer.head() + tasks.map((task) => writer.tasks([task])).join('') + writer.tail(),
  )
}
const todoOf = (change: Partial<TransferTask>) =>
  calendarOf('todos', [{ ...plain, ...change }]).parts.find(({ name }) => name === 'VTODO')
const linesOf = (component: Component | undefined, ...names: string[]) =>
  component?.properties
    .filter(({ name }) => names.includes(name))
    .map(({ name, parameters, value }) => {
      const written = Object.entries(parameters).map(([key, of]) => `;${key}=${of}`)
      return `${name}${written.join('')}:${value}`
    })

describe('a to-do', () => {
  it('has what a plain task has, and no more', () => {
    expect(todoOf({})?.properties.map(({ name, value }) => `${name}:${value}`)).toEqual([
      'UID:019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10',
      'DTSTAMP:20260203T040506Z',
      'CREATED:20260102T030405Z',
      'LAST-MODIFIED:20260203T040506Z',
      'SEQUENCE:2',
      'SUMMARY:Call Mia',
      'STATUS:NEEDS-ACTION',
    ])
  })

  it('is due on a date, or at an instant in UTC', () => {
    expect(linesOf(todoOf({ due_date: '2026-12-24' }), 'DUE', 'DTSTART')).toEqual([
      'DUE;VALUE=DATE:20261224',
    ])
    const timed = { due_at: '2026-12-24T17:00:00.000Z', due_timezone: 'Europe/Berlin' }
    expect(linesOf(todoOf(timed), 'DUE', 'DTSTART')).toEqual(['DUE:20261224T170000Z'])
  })

  it('numbers priorities from 1, the highest, and skips none', () => {
    const priorities = [0, 1, 2, 3, 4].map((priority) => textOf(todoOf({ priority }), 'PRIORITY'))
    expect(priorities).toEqual([undefined, '7', '5', '3', '1'])
  })

  it('has its completion time, and is cancelled in the trash', () => {
    const done = todoOf({ completed_at: '2026-11-23T14:05:00.000Z' })
    expect(linesOf(done, 'STATUS', 'COMPLETED', 'PERCENT-COMPLETE')).toEqual([
      'STATUS:COMPLETED',
      'COMPLETED:20261123T140500Z',
      'PERCENT-COMPLETE:100',
    ])
    expect(textOf(todoOf({ deleted_at: '2026-11-23T14:05:00.000Z' }), 'STATUS')).toBe('CANCELLED')
  })

  it('names its parent and its labels', () => {
    const todo = todoOf({ parent_id: plain.id, labels: ['home', 'a,b;c\\d'] })
    expect(textOf(todo, 'RELATED-TO')).toBe(plain.id)
    expect(textOf(todo, 'CATEGORIES')).toBe('home,a\\,b\\;c\\\\d')
  })

  it('repeats from a start that equals its due date', () => {
    const todo = todoOf({
      due_date: '2026-12-24',
      recurrence: 'FREQ=YEARLY;UNTIL=20301224T225959Z',
    })
    expect(linesOf(todo, 'DTSTART', 'DUE', 'RRULE')).toEqual([
      'DTSTART;VALUE=DATE:20261224',
      'RRULE:FREQ=YEARLY;UNTIL=20301224',
      'DUE;VALUE=DATE:20261224',
    ])
  })

  it('repeats on the clocks of its zone, which the calendar defines once', () => {
    const daily = {
      ...plain,
      due_at: '2026-12-24T17:00:00.000Z',
      due_timezone: 'Europe/Berlin',
      recurrence: 'FREQ=DAILY;UNTIL=20270401',
    }
    const { parts } = calendarOf('todos', [daily, daily])
    expect(parts.map(({ name }) => name)).toEqual(['VTIMEZONE', 'VTODO', 'VTODO'])
    expect(linesOf(parts[1], 'DTSTART', 'DUE', 'RRULE')).toEqual([
      'DTSTART;TZID=Europe/Berlin:20261224T180000',
      'RRULE:FREQ=DAILY;UNTIL=20270401T215959Z',
      'DUE;TZID=Europe/Berlin:20261224T180000',
    ])
  })

  it('does not repeat without a date, once completed, or by an invalid rule', () => {
    const dated = { due_date: '2026-12-24', recurrence: 'FREQ=DAILY' }
    const rules = [
      { recurrence: 'FREQ=DAILY' },
      { ...dated, completed_at: '2026-11-23T14:05:00.000Z' },
      { ...dated, recurrence: 'FREQ=DAILY\r\nATTACH:x' },
    ].map((change) => textOf(todoOf(change), 'RRULE'))
    expect(rules).toEqual([undefined, undefined, undefined])
  })

  const monday = {
    ...{ due_date: '2027-01-02', recurrence: 'FREQ=WEEKLY;BYDAY=MO,FR;COUNT=5' },
    series: {
      shifted: false,
      next: { due_date: '2027-01-04', due_at: null, recurrence: 'FREQ=WEEKLY;BYDAY=MO,FR;COUNT=4' },
    },
  }
  const ours = [
    'UID',
    'DTSTART',
    'RRULE',
    'DUE',
    'X-DULY-DUE-DATE',
    'X-DULY-RECURRENCE',
    'X-DULY-OCCURRENCE-OF',
  ]

  it('that was moved off its rule becomes one for that date, and one that repeats from the next', () => {
    const { parts } = calendarOf('todos', [{ ...plain, ...monday }])
    expect(parts.map((part) => linesOf(part, ...ours))).toEqual([
      [
        `UID:${plain.id}`,
        'DTSTART;VALUE=DATE:20270104',
        'RRULE:FREQ=WEEKLY;BYDAY=MO,FR;COUNT=4',
        'DUE;VALUE=DATE:20270104',
        'X-DULY-DUE-DATE:2027-01-02',
        String.raw`X-DULY-RECURRENCE:FREQ=WEEKLY\;BYDAY=MO\,FR\;COUNT=5`,
      ],
      [`UID:${plain.id}-moved`, 'DUE;VALUE=DATE:20270102', `X-DULY-OCCURRENCE-OF:${plain.id}`],
    ])
  })

  it('that was moved keeps a rule that has no date, or none yet', () => {
    const ended = { ...monday, series: { shifted: false, next: null } }
    const later = { ...monday, recurrence_from: 'completed' as const }
    for (const change of [ended, later]) {
      const { parts } = calendarOf('todos', [{ ...plain, ...change }])
      expect(parts.map((part) => linesOf(part, ...ours))).toEqual([
        [
          `UID:${plain.id}`,
          'DUE;VALUE=DATE:20270102',
          String.raw`X-DULY-RECURRENCE:FREQ=WEEKLY\;BYDAY=MO\,FR\;COUNT=5`,
        ],
      ])
    }
  })

  it.each([
    ['FREQ=WEEKLY;BYDAY=MO,SA', true],
    ['FREQ=WEEKLY;BYDAY=MO,SU', false],
    ['FREQ=MONTHLY;BYDAY=1SA', true],
    ['FREQ=MONTHLY;BYDAY=2SA', false],
    ['FREQ=MONTHLY;BYDAY=-1SA', false],
    ['FREQ=MONTHLY;BYMONTHDAY=2', true],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', false],
    ['FREQ=MONTHLY;INTERVAL=2;UNTIL=20270102', true],
    ['FREQ=DAILY;UNTIL=20270101', false],
    ['FREQ=YEARLY;COUNT=1', true],
  ])(
    'on the 2nd of January 2027, a Saturday, that repeats by %s stays one: %j',
    (recurrence, one) => {
      const { parts } = calendarOf('todos', [{ ...plain, ...monday, recurrence }])
      expect(parts.map((part) => textOf(part, 'RRULE') === recurrence)).toEqual(
        one ? [true] : [false, false],
      )
    },
  )

  it('that repeats on a day that few months have names it, and keeps its own rule', () => {
    const todo = todoOf({ due_date: '2027-01-31', recurrence: 'FREQ=MONTHLY' })
    expect(linesOf(todo, 'RRULE', 'X-DULY-RECURRENCE')).toEqual([
      'RRULE:FREQ=MONTHLY;BYMONTHDAY=31',
      'X-DULY-RECURRENCE:FREQ=MONTHLY',
    ])
  })

  it('puts what RFC 5545 lacks into properties of our own', () => {
    const todo = todoOf({
      ...{ due_at: '2026-12-24T17:00:00.000Z', due_timezone: 'Europe/Berlin', list_id: plain.id },
      ...{ recurrence: 'FREQ=DAILY', completed_at: '2026-11-23T14:05:00.000Z' },
      deleted_at: '2026-11-23T14:06:00.000Z',
    })
    const names = ['LIST', 'DUE-AT', 'DUE-TIMEZONE', 'RECURRENCE', 'DELETED-AT']
    expect(linesOf(todo, 'RRULE', ...names.map((name) => `X-DULY-${name}`))).toEqual([
      `X-DULY-LIST;X-DULY-ID=${plain.id}:`,
      'X-DULY-DUE-AT:2026-12-24T17:00:00.000Z',
      'X-DULY-DUE-TIMEZONE:Europe/Berlin',
      'X-DULY-RECURRENCE:FREQ=DAILY',
      'X-DULY-DELETED-AT:2026-11-23T14:06:00.000Z',
    ])
  })

  it('has a property for repeating from completion', () => {
    const todo = todoOf({
      due_date: '2026-12-24',
      recurrence: 'FREQ=DAILY',
      recurrence_from: 'completed',
    })
    expect(textOf(todo, 'X-DULY-RECURRENCE-FROM')).toBe('COMPLETED')
  })
})

describe('the feed', () => {
  it('has the open tasks with a date or a time, as events that keep nobody busy', () => {
    const { parts } = calendarOf('feed', [
      plain,
      { ...plain, due_date: '2026-12-24' },
      { ...plain, due_at: '2026-12-24T17:00:00.000Z' },
      { ...plain, due_date: '2026-12-24', completed_at: '2026-11-23T14:05:00.000Z' },
      { ...plain, due_date: '2026-12-24', deleted_at: '2026-11-23T14:05:00.000Z' },
    ])
    expect(
      parts.map((part) => [part.name, ...(linesOf(part, 'DTSTART', 'DURATION', 'TRANSP') ?? [])]),
    ).toEqual([
      ['VEVENT', 'DTSTART;VALUE=DATE:20261224', 'TRANSP:TRANSPARENT'],
      ['VEVENT', 'DTSTART:20261224T170000Z', 'DURATION:PT30M', 'TRANSP:TRANSPARENT'],
    ])
  })

  it('repeats an event only if the rule counts from the due date', () => {
    const daily = { ...plain, due_date: '2026-12-24', recurrence: 'FREQ=DAILY' }
    const { parts } = calendarOf('feed', [daily, { ...daily, recurrence_from: 'completed' }])
    expect(parts.map((part) => textOf(part, 'RRULE'))).toEqual(['FREQ=DAILY', undefined])
  })
})

it('names the calendar, and the program that wrote it', () => {
  const { name, properties } = calendarOf('todos', [])
  expect([name, ...properties.map((property) => `${property.name}:${property.value}`)]).toEqual([
    'VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Duly//Duly//EN',
    'CALSCALE:GREGORIAN',
    'NAME:Duly\\; Ada\\, home',
    'X-WR-CALNAME:Duly\\; Ada\\, home',
  ])
})

it('keeps every text through escaping and folding, except control characters', () => {
  fc.assert(
    fc.property(notes, (text) => {
      const kept = text
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\t\n]/gu, '')
        .toWellFormed()
      expect(unescaped(textOf(todoOf({ notes: `.${text}` }), 'DESCRIPTION'))).toBe(`.${kept}`)
    }),
  )
})

it('folds long lines between graphemes, and between characters if a grapheme is too long', () => {
  const writer = icsWriter({ kind: 'todos', name: 'x', now })
  const family = '👩‍👩‍👧‍👦'
  const folded = writer.tasks([{ ...plain, title: family.repeat(20) }]).split('\r\n')
  const title = folded.filter((line) => line.includes('👩'))
  expect(
    title.every((line) => line.replace(/^(SUMMARY:| )/, '').replaceAll(family, '') === ''),
  ).toBe(true)
  const zalgo = `a${'\u0301'.repeat(200)}`
  expect(unescaped(textOf(todoOf({ title: zalgo }), 'SUMMARY'))).toBe(zalgo)
})

it('writes a calendar of any tasks, all as to-dos', () => {
  fc.assert(
    fc.property(household, ({ tasks }) => {
      const todos = calendarOf('todos', tasks).parts.filter(({ name }) => name === 'VTODO')
      expect(todos.flatMap((todo) => textsOf(todo, 'UID') ?? [])).toEqual(tasks.map(({ id }) => id))
      calendarOf('feed', tasks)
    }),
  )
})
