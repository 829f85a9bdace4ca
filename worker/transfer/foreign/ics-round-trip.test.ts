// Our own export and feed are read back unchanged.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { TaskFields } from '../../domain/task-fields.ts'
import { icsWriter } from '../ics-writer.ts'
import type { ImportTask, TransferList, TransferTask } from '../schema.ts'
import { household, plain } from '../testing/tasks.ts'
import { readIcs } from './ics-reader.ts'

const now = new Date('2026-11-24T00:00:00Z')

const written = (
  kind: 'todos' | 'feed',
  { lists, tasks }: { lists: TransferList[]; tasks: TransferTask[] },
) => {
  const writer = icsWriter({ kind, name: 'Duly', now })
  return writer.head() + writer.lists(lists) + writer.tasks(tasks) + writer.tail()
}
const taken = (text: string) => {
  const { rows } = readIcs(text, { now })
  return {
    rows,
    faults: rows.flatMap(({ errors = [], warnings = [] }) => [...errors, ...warnings]),
    lists: rows.flatMap(({ list }) => list ?? []),
    tasks: rows.flatMap(({ task }) => task ?? []),
  }
}

/** iCalendar has whole seconds and one line ending, and no stored task repeats without a date. */
const inIcs = (task: TransferTask | ImportTask): Record<keyof TaskFields, unknown> => {
  const second = (instant: string | null) => instant && `${instant.slice(0, 19)}.000Z`
  const compared = {
    ...{ id: task.id, title: task.title, list_id: task.list_id, parent_id: task.parent_id },
    ...{ priority: task.priority, labels: task.labels },
    recurrence: task.due_date || task.due_at ? task.recurrence : null,
    recurrence_from: task.recurrence_from,
    ...{ due_date: task.due_date, due_at: task.due_at, due_timezone: task.due_timezone },
    deleted_at: task.deleted_at,
    notes: task.notes.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, ''),
    completed_at: second(task.completed_at),
    created_at: second(task.created_at),
  }
  return compared
}

it('reads exactly what the export wrote', () => {
  fc.assert(
    fc.property(household, (all) => {
      const { faults, lists, tasks } = taken(written('todos', all))
      expect(faults).toEqual([])
      expect(tasks.map(inIcs)).toEqual(all.tasks.map(inIcs))
      const used = new Set(all.tasks.map(({ list_id }) => list_id))
      const named = ({ id, name }: { id: string; name: string }) => `${id} ${name}`
      const known = all.lists.filter(({ id }) => used.has(id))
      expect(lists.map(named).sort()).toEqual(known.map(named).sort())
    }),
    { numRuns: 300 },
  )
})

it.each(['todos', 'feed'] as const)('reunites a postponed date with its series: %s', (kind) => {
  const zone = { due_timezone: 'Europe/Berlin' }
  const series = (next: Partial<TransferTask>) => ({
    shifted: false,
    next: { due_date: null, due_at: null, recurrence: null, ...next },
  })
  const weekly = 'FREQ=WEEKLY;BYDAY=TH;COUNT=5'
  const tasks = [
    {
      ...{ ...plain, due_date: '2026-12-25', recurrence: weekly },
      series: series({ due_date: '2026-12-31', recurrence: weekly.replace('5', '4') }),
    },
    {
      ...{
        ...plain,
        id: plain.id.replace(/0$/, '1'),
        ...zone,
        recurrence: 'FREQ=WEEKLY;BYDAY=TH',
      },
      due_at: '2026-12-25T17:00:00.000Z',
      series: series({ due_at: '2026-12-31T17:00:00.000Z', recurrence: 'FREQ=WEEKLY;BYDAY=TH' }),
    },
  ]
  const { rows, tasks: read } = taken(written(kind, { lists: [], tasks }))
  expect(rows).toHaveLength(2)
  expect(read).toMatchObject([
    { id: plain.id, due_date: '2026-12-25', due_at: null, recurrence: weekly },
    { due_at: '2026-12-25T17:00:00.000Z', due_date: null, recurrence: 'FREQ=WEEKLY;BYDAY=TH' },
  ])
})

it('uses properties of our own only where iCalendar has none', () => {
  const dated = { ...plain, due_date: '2026-12-24', recurrence: 'FREQ=WEEKLY;BYDAY=TH' }
  const text = written('todos', { lists: [], tasks: [dated] }).replace(/X-DULY.*\r\n/g, '')
  expect(taken(text).tasks).toMatchObject([{ ...inIcs(dated) }])
})

it('reads events of our feed, and none of other programs', () => {
  const timed = { due_at: '2026-12-24T17:00:00.000Z', due_timezone: 'Europe/Berlin' }
  const tasks = [
    { ...plain, due_date: '2026-12-24', notes: 'a;b,c\\d\nx', labels: ['a,b', 'c\\'] },
    { ...plain, id: plain.id.replace(/0$/, '1'), ...timed, priority: 3 },
  ]
  const text = written('feed', { lists: [], tasks })
  expect(taken(text).tasks).toMatchObject([
    { title: 'Call Mia', due_date: '2026-12-24', notes: 'a;b,c\\d\nx', labels: ['a,b', 'c\\'] },
    { due_at: timed.due_at, due_timezone: null, priority: 3 },
  ])
  const others = taken(text.replace('//Duly//Duly//', '//Other//Other//'))
  expect(others.tasks).toEqual([])
  expect(others.faults.map(({ code }) => code)).toEqual(['not_a_task', 'not_a_task'])
})
