// Files of 5 MiB designed to take memory or time: each gives a report quickly.
import { expect, it } from 'vitest'
import * as z from 'zod'
import { dateWords } from '../date-words.ts'
import { readFile } from './formats.ts'
import { few } from './schema.ts'
import type { ImportFormat } from './schema-http.ts'

const calendar = 'BEGIN:VCALENDAR\n'
const todo = `${calendar}BEGIN:VTODO\nSUMMARY:a\n`
const ended = 'END:VTODO\nEND:VCALENDAR\n'
const html = (content: string) =>
  JSON.stringify([
    {
      displayName: 'A',
      tasks: Array.from({ length: 50 }, (_, id) => ({
        ...{ id: `${id}`, title: 'a', status: 'x', body: { contentType: 'html', content } },
      })),
    },
  ])
const zones = () =>
  Array.from(
    { length: 4_000 },
    (_, n) =>
      `BEGIN:VTODO\nSUMMARY:${n}\nDUE;TZID=${`b${n}/`.repeat(30)}:20240101T000000\nEND:VTODO\n`,
  ).join('')

/** Each is refused as a whole, because it has too many of something. */
const tooMuch: [string, ImportFormat, () => string][] = [
  ['values', 'json', () => `{"version":1,"tasks":[${'{},'.repeat(1_700_000)}{}]}`],
  ['keys', 'json', () => `{${Array.from({ length: 400_000 }, (_, n) => `"${n}":1`).join()}}`],
  ['depth', 'json', () => `{"version":1,"tasks":${'['.repeat(2_400_000)}${']'.repeat(2_400_000)}}`],
  ['tasks', 'vikunja', () => `[{"id":1,"title":"A","tasks":[${'{},'.repeat(60_000)}{}]}]`],
  [
    'steps',
    'microsoft_to_do',
    () =>
      `[{"displayName":"A","tasks":[{"title":"a","status":"x","checklistItems":[${'{},'.repeat(60_000)}{}]}]}]`,
  ],
  [
    'items',
    'ticktick',
    () => `List Name,Title,Status,Kind,Content\na,b,0,CHECKLIST,${'▫a'.repeat(40_000)}`,
  ],
  ['lines', 'ics', () => `${calendar}${'A:\n'.repeat(1_700_000)}`],
  ['components', 'ics', () => `${calendar}${'BEGIN:A\n'.repeat(650_000)}`],
  ['calendars', 'ics', () => 'BEGIN:VCALENDAR\nEND:VCALENDAR\n'.repeat(140_000)],
]
const options = { now: new Date('2026-11-24T00:00:00Z'), timezone: 'UTC', parseDate: dateWords }

it.each(tooMuch)('refuses a file with too many %s (%s)', async (_, format, text) => {
  // TickTick's items are in one cell, which is cut, so it takes many rows.
  const file =
    format === 'ticktick' ? `${text()}${'\na,b,0,CHECKLIST,▫a▫b'.repeat(20_000)}` : text()
  const { rows } = await readFile(format, file, options)
  expect(rows.map(({ errors }) => errors?.[0]?.code)).toEqual(['too_many_rows'])
})

/** Each is read. */
const slow: [string, ImportFormat, () => string][] = [
  [
    'a property of every calendar',
    'ics',
    () => `${calendar}${'A:\n'.repeat(230_000)}${'BEGIN:VTODO\nEND:VTODO\n'.repeat(29_000)}`,
  ],
  ['attachments', 'ics', () => `${todo}${'ATTACH:a\n'.repeat(290_000)}${ended}`],
  ['commas in a parameter', 'ics', () => `${todo}X;A=${','.repeat(5_000_000)}:x\n${ended}`],
  [
    'days that are left out',
    'ics',
    () =>
      `${todo}DTSTART:20240101T000000\nRRULE:FREQ=DAILY\n${`EXDATE;TZID=x y:${'20250101T010101,'.repeat(6_000)}\n`.repeat(50)}${ended}`,
  ],
  ['categories', 'ics', () => `${todo}${`CATEGORIES:${'a,'.repeat(49_000)}\n`.repeat(50)}${ended}`],
  ['zones of many parts', 'ics', () => `${calendar}${zones()}`],
  [
    'columns',
    'microsoft_to_do',
    () => `${'a,'.repeat(500_000)}Subject,Due Date,Status\n${'x\n'.repeat(29_000)}`,
  ],
  ['columns', 'csv', () => 'a,'.repeat(2_500_000)],
  [
    'beginnings of files in a comment',
    'todoist',
    () => `TYPE,CONTENT\ntask,a\nnote,"${'[[file {'.repeat(600_000)}"`,
  ],
  [
    'blanks in a comment',
    'todoist',
    () => `TYPE,CONTENT\ntask,a\nnote,"x${' '.repeat(5_000_000)}x"`,
  ],
  [
    'words of a date',
    'todoist',
    () => `TYPE,CONTENT,DATE\ntask,a,"${'every 3rd monday '.repeat(300_000)}"`,
  ],
  [
    'elements in each other',
    'microsoft_to_do',
    () => html(`${'<b>'.repeat(16_000)}${'</i>'.repeat(12_000)}`),
  ],
  [
    'projects that are none',
    'vikunja',
    () => `[{"id":1,"title":"A","child_projects":[${'0,'.repeat(290_000)}0]}]`,
  ],
]

it.each(slow)('reads a file with many %s (%s)', async (_, format, text) => {
  const begun = performance.now()
  const { rows } = await readFile(format, text(), options)
  expect(rows.length).toBeLessThanOrEqual(30_000)
  expect(performance.now() - begun).toBeLessThan(10_000)
})

it('does not take a built-in property name for a priority', async () => {
  const table = 'Subject,Due Date,Status,Priority\na,,,constructor\n'
  const list = [
    { displayName: '', tasks: [{ title: 'a', status: 'constructor', importance: 'toString' }] },
  ]
  const files: [ImportFormat, string][] = [
    ['microsoft_to_do', table],
    ['microsoft_to_do', JSON.stringify(list)],
    ['ticktick', 'List Name,Title,Status,Priority\n,a,0,constructor\n'],
  ]
  for (const [format, text] of files) {
    const { rows } = await readFile(format, text, options)
    expect(rows.at(-1)?.task).toMatchObject({ title: 'a', priority: 0, notes: '' })
  }
})

it('reports one error for a list of very many invalid parts', () => {
  const parts = Array.from({ length: 290_000 }, () => 1)
  expect(few(z.string()).safeParse(parts).error?.issues).toHaveLength(1)
  expect(few(z.string()).safeParse([1, 2, 'three']).error?.issues).toHaveLength(2)
  expect(few(z.string()).parse(['one', 'two'])).toEqual(['one', 'two'])
})
