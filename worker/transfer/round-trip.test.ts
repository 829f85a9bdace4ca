import fc from 'fast-check'
import { expect, it } from 'vitest'
import { guarded, unguarded } from './csv-cells.ts'
import { readCsv } from './csv-reader.ts'
import { csvWriter } from './csv-writer.ts'
import { joinedLabels, splitLabels } from './field-texts.ts'
import { readJson } from './json-reader.ts'
import { jsonWriter } from './json-writer.ts'
import type { Reading } from './reading.ts'
import { ImportList, ImportTask, type TransferList, type TransferTask } from './schema.ts'
import { household } from './testing/tasks.ts'
import { readTodoist } from './todoist-reader.ts'
import type { Writer } from './writer.ts'

interface Household {
  lists: TransferList[]
  tasks: TransferTask[]
}
const now = new Date('2026-11-24T00:00:00Z')

/** In batches of two, so that related rows are in different batches. */
const written = (writer: Writer, { lists, tasks }: Household) => {
  const pairs = <Row>(rows: Row[]) =>
    rows.flatMap((_, at) => (at % 2 ? [] : [rows.slice(at, at + 2)]))
  return [
    writer.head(),
    ...pairs(lists).map(writer.lists),
    ...pairs(tasks).map(writer.tasks),
    writer.tail(),
  ].join('')
}

const taken = ({ rows }: Reading) => ({
  faults: rows.flatMap(({ errors = [], warnings = [] }) => [...errors, ...warnings]),
  lists: rows.flatMap(({ list }) => list ?? []),
  tasks: rows.flatMap(({ task }) => task ?? []),
})

const withoutServerOwned = <Row extends TransferTask | TransferList>(row: Row) => {
  const { version, seq, updated_at, ...rest } = row
  return rest
}

it('reads from JSON exactly what was written', () => {
  fc.assert(
    fc.property(household, (all) => {
      expect(taken(readJson(written(jsonWriter(now), all)))).toEqual({
        faults: [],
        lists: all.lists.map(withoutServerOwned),
        tasks: all.tasks.map(withoutServerOwned),
      })
    }),
  )
})

it('reads from CSV exactly what was written, except the manual order', () => {
  fc.assert(
    fc.property(household, (all) => {
      const reading = readCsv(written(csvWriter(), all))
      const { faults, lists, tasks } = taken(reading)
      const names = new Map([...all.lists, ...lists].map(({ id, name }) => [id, name]))
      const named = (task: TransferTask | ImportTask) => ({
        ...task,
        rank: null,
        list_id: names.get(task.list_id ?? ''),
      })
      expect(faults).toEqual([])
      expect(tasks.map(named)).toEqual(all.tasks.map((task) => named(withoutServerOwned(task))))
    }),
  )
})

it('undoes the apostrophe of every cell', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', "'", "''", '=', ' @'),
      (text, start) => {
        expect(unguarded(guarded(start + text))).toBe(start + text)
      },
    ),
  )
})

it('splits labels as they were joined', () => {
  const label = fc.string({ unit: fc.constantFrom(',', '\\', ' ', 'a', ';') })
  const labels = fc.array(label.map((text) => text.trim()).filter(Boolean))
  fc.assert(
    fc.property(labels, (all) => {
      expect(splitLabels(joinedLabels(all))).toEqual(all)
    }),
  )
})

/** Every row reports something, and what it brings can be stored. */
function expectSound({ rows }: Reading) {
  for (const { task, list, errors = [], warnings = [] } of rows) {
    if (errors.length > 0) expect([task, list]).toEqual([undefined, undefined])
    expect(task ?? list ?? errors[0] ?? warnings[0]).toBeDefined()
    if (task) expect(ImportTask.parse(task)).toEqual(task)
    if (list) expect(ImportList.parse(list)).toEqual(list)
  }
}

const readers: [string, (text: string) => Reading][] = [
  ['JSON', readJson],
  ['CSV', readCsv],
  ['Todoist', (text) => readTodoist(text, { now })],
]

it.each(readers)('answers any text with a reading: %s', (_, read) => {
  const starts = [
    '',
    '{"version":1,"tasks":[',
    'title,labels\n',
    'TYPE,CONTENT\ntask,',
    '{"items":[',
  ]
  const text = fc
    .tuple(fc.constantFrom(...starts), fc.string({ unit: 'binary', maxLength: 200 }))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (garbage) => {
      expectSound(read(garbage))
    }),
  )
})

it.each(readers)('answers any JSON with a reading: %s', (_, read) => {
  const keys = fc.constantFrom('id', 'content', 'due', 'date', 'title', 'labels', 'parent_id')
  const rows = fc.array(fc.dictionary(keys, fc.oneof(fc.string(), fc.jsonValue())))
  const file = fc.oneof(
    fc.jsonValue(),
    rows.map((tasks) => ({ version: 1, tasks })),
    rows.map((items) => ({ items, projects: items, notes: items })),
  )
  fc.assert(
    fc.property(file, (value) => {
      expectSound(read(JSON.stringify(value)))
    }),
  )
})

it.each(readers)('refuses a file with more rows than can be reported: %s', (name, read) => {
  const rows = Array(30_001).fill(1)
  const text =
    name === 'CSV' ? `title\n${rows.join('\n')}` : JSON.stringify({ version: 1, tasks: rows })
  expect(read(text).rows.map(({ row, errors }) => [row, errors?.[0]?.code])).toEqual([
    [0, 'too_many_rows'],
  ])
})
