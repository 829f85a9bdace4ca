import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guarded, quoted, unguarded } from './csv-cells.ts'
import { readCsv } from './csv-reader.ts'
import { csvWriter } from './csv-writer.ts'
import { plain } from './testing/tasks.ts'

const read = (text: string) => readCsv(text).rows
const tasksIn = (text: string) => read(text).flatMap(({ task }) => task ?? [])
const listId = 'c0ffee00-0000-4000-8000-000000000001'

/** Splits like a spreadsheet: quotes count only at the start of a cell. */
function cellsBy(separator: string, text: string): string[] {
  const cell = new RegExp(
    `("(?:[^"]|"")*"?)?([^\\r\\n${separator}]*)([\\r\\n${separator}]|$)`,
    'gy',
  )
  return [...text.matchAll(cell)].map(
    ([, quoted = '', rest = '']) => quoted.replace(/^"|"$/g, '').replaceAll('""', '"') + rest,
  )
}

describe('writing CSV', () => {
  it('starts with a byte order mark and the names, and ends lines with CRLF', () => {
    const writer = csvWriter()
    const [head, row] = [writer.head(), writer.tasks([{ ...plain, title: 'a "b"; c' }])]
    expect(head).toBe(
      '\uFEFFid,title,notes,list,parent_id,priority,due_date,due_at,due_timezone,labels,recurrence,' +
        'recurrence_from,completed_at,deleted_at,created_at,updated_at\r\n',
    )
    expect(row).toBe(
      `${plain.id},"a ""b""; c",,,,0,,,,,,due,,,2026-01-02T03:04:05.006Z,2026-02-03T04:05:06.007Z\r\n`,
    )
  })

  it('names the list', () => {
    const writer = csvWriter()
    const list = { ...plain, id: listId, name: 'Home', color: null, archived_at: null }
    writer.lists([list])
    expect(writer.tasks([{ ...plain, list_id: listId }])).toContain('Call Mia,,Home,')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '  =1', '\u00A0=1', '\u200B=1', '＝1', '－1', "'=1"])(
    'puts an apostrophe before %j',
    (text) => {
      expect(guarded(text)).toBe(`'${text}`)
    },
  )

  it.each([
    ['a;=cmd()', "a;'=cmd()"],
    ['a\t@SUM(A1)', "a\t'@SUM(A1)"],
    ['a\n- b\r\n+c', "a\n'- b\r\n'+c"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['a; ;\u00A0＝1', "a; ;'\u00A0＝1"],
    ['a;"=cmd()"', 'a;\'"=cmd()"'],
    ["a;'=1", "a;''=1"],
    ["a;'b", "a;''b"],
    ['a; b-c; 3', 'a; b-c; 3'],
    ["it's; b", "it's; b"],
  ])('guards %j against spreadsheets that separate by semicolon or tab: %j', (text, safe) => {
    expect(guarded(text)).toBe(safe)
    expect(unguarded(safe)).toBe(text)
  })

  it('writes no file in which a spreadsheet finds a formula, whatever its separator', () => {
    const evil = ['=cmd()', '@a', '+1', '-1', ' =1', '"=1"', "'=1", '＝1']
    const nasty = fc
      .array(fc.constantFrom(...evil, ';', '\t', '\n', '\r\n', ',', '"', 'x', "'", ' '), {
        maxLength: 12,
      })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 2, maxLength: 2 }), ([title = '', notes = '']) => {
        const row = csvWriter().tasks([{ ...plain, title, notes }])
        for (const separator of [',', ';', '\t']) {
          const formulas = cellsBy(separator, row).filter((cell) => /^\s*[=+\-@＝]/.test(cell))
          expect(formulas).toEqual([])
        }
        for (const text of [title, notes]) expect(unguarded(guarded(text))).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })

  it('leaves other text unchanged', () => {
    const texts = ['Call Mia', '1-2', 'a@b', '(=1)', '']
    expect(texts.map(guarded)).toEqual(texts)
    expect(texts.map(quoted)).toEqual(texts)
  })
})

describe('reading CSV', () => {
  it('accepts columns in any order and case, commas or semicolons, and any line ending', () => {
    const files = [
      'Title,priority\nOne,4\nTwo,',
      '\uFEFFpriority;title\r\n4;One\r\n;Two\r\n',
      'title;"priority"\r"One";"4"\rTwo;\r',
    ]
    const seen = files.map((text) => tasksIn(text).map(({ title, priority }) => [title, priority]))
    const expected = [
      ['One', 4],
      ['Two', 0],
    ]
    expect(seen).toEqual([expected, expected, expected])
  })

  it('keeps line breaks and doubled quotes within quotes', () => {
    const [task] = tasksIn('title,notes\r\nOne,"a\r\nb ""c"", d"\r\n')
    expect(task?.notes).toBe('a\r\nb "c", d')
  })

  it('keeps an apostrophe that no export has written', () => {
    expect(tasksIn("title\n'tis the season")[0]?.title).toBe("'tis the season")
  })

  it('names an unknown, a duplicate and a missing column, and imports nothing', () => {
    expect(read('colour,notes,notes\nred,a,b')).toEqual([
      {
        row: 0,
        errors: [
          expect.objectContaining({ pointer: '/colour', code: 'unknown_column' }),
          expect.objectContaining({ pointer: '/notes', code: 'duplicate_column' }),
          expect.objectContaining({ pointer: '/title', code: 'required' }),
        ],
      },
    ])
  })

  it('names every wrong field of a row, and imports the other rows', () => {
    const rows = read('title,priority,due_date\nOne,9,2026-02-30\n\nTwo,1,2026-02-28')
    expect(
      rows.map(({ row, task, errors }) => [row, task?.title, errors?.map((e) => e.pointer)]),
    ).toEqual([
      [2, undefined, ['/priority', '/due_date']],
      [4, 'Two', undefined],
    ])
  })

  it('refuses a row with broken quotes or more cells than columns', () => {
    const rows = read('title,notes\nOne,"a"b\nTwo,b,c\n"Three')
    expect(rows.map(({ errors }) => errors?.map(({ detail }) => detail))).toEqual([
      ['has text behind a closing quote'],
      ['has more cells than columns'],
      ['has a quote without an end'],
    ])
  })

  it("accepts other programs' column names that are unambiguous", () => {
    const rows = tasksIn(
      'Task Name,Description,Project,Due Date,Tags,Priority,Date Created\n' +
        'Call Mia,Soon,Home,2026-12-24,"a, b",High,2026-11-01T08:00:00Z',
    )
    expect(rows).toMatchObject([
      {
        ...{ title: 'Call Mia', notes: 'Soon', due_date: '2026-12-24', labels: ['a', 'b'] },
        ...{ priority: 3, created_at: '2026-11-01T08:00:00.000Z' },
      },
    ])
    for (const name of ['Title', 'TASK', 'name', 'Summary', 'content', 'Subject', 'to do']) {
      expect([name, tasksIn(`${name}\nOne`)[0]?.title]).toEqual([name, 'One'])
    }
    for (const name of ['due', 'Due', 'due_date', 'DUE DATE', 'due-date', 'Due on']) {
      const [task] = tasksIn(`title,${name}\nOne,2026-12-24`)
      expect([name, task?.due_date]).toEqual([name, '2026-12-24'])
    }
  })

  it('refuses ambiguous names, and two names for the same column', () => {
    for (const name of ['Date', 'Start', 'Status', 'Completed', 'Deadline', 'Parent', 'Assignee']) {
      expect(read(`title,${name}\nOne,x`)[0]?.errors).toMatchObject([
        { pointer: `/${name}`, code: 'unknown_column' },
      ])
    }
    expect(read('Title,Task,Due\nOne,Two,')[0]?.errors).toEqual([
      { pointer: '/Task', code: 'duplicate_column', detail: 'means title, as Title does' },
    ])
  })

  it('accepts a time in the date column, and refuses an unreadable date', () => {
    const due = (cell: string, timezone?: string) => {
      const { rows } = readCsv(`Title,Due\nOne,${cell}`, timezone ? { timezone } : {})
      const [{ task, errors } = {}] = rows
      return task ? [task.due_date, task.due_at] : errors?.map(({ pointer }) => pointer)
    }
    expect(due('2026-12-24 18:00', 'Europe/Berlin')).toEqual([null, '2026-12-24T17:00:00.000Z'])
    expect(due('2026-12-24T18:00:00Z')).toEqual([null, '2026-12-24T18:00:00.000Z'])
    for (const unclear of ['12/11/2026', '2026-02-30', 'friday', '2026-12-24 25:00']) {
      expect([unclear, due(unclear)]).toEqual([unclear, ['/due_date']])
    }
    const zoned = 'title,due,timezone\nOne,2026-12-24 18:00,Europe/Atlantis'
    expect(read(zoned)[0]?.errors).toMatchObject([{ pointer: '/due_timezone' }])
  })

  it('accepts a date, or a local time, where ours is an instant', () => {
    const done = (cell: string, timezone?: string, column = 'Completion Date') => {
      const { rows } = readCsv(`Title,${column}\nOne,${cell}`, timezone ? { timezone } : {})
      const [{ task, errors } = {}] = rows
      return task?.completed_at ?? task?.created_at ?? errors?.map(({ pointer }) => pointer)
    }
    expect(done('2026-11-20')).toBe('2026-11-20T00:00:00.000Z')
    expect(done('2026-11-20', 'America/New_York')).toBe('2026-11-20T05:00:00.000Z')
    expect(done('2026-11-20 18:30', 'Europe/Berlin')).toBe('2026-11-20T17:30:00.000Z')
    expect(done('2026-11-20T18:30:15.250Z', 'Europe/Berlin')).toBe('2026-11-20T18:30:15.250Z')
    expect(done('2026-11-20', 'Europe/Berlin', 'Created')).toBe('2026-11-19T23:00:00.000Z')
    for (const unclear of ['20/11/2026', '2026-02-30', 'yesterday', '2026-11-20 25:00']) {
      expect([unclear, done(unclear)]).toEqual([unclear, ['/completed_at']])
    }
    const zoned = 'title,created,timezone,due\nOne,2026-11-01,Asia/Tokyo,2026-12-24 18:00'
    expect(read(zoned)[0]?.task).toMatchObject({ created_at: '2026-10-31T15:00:00.000Z' })
  })

  it('points at a column whose name contains a slash', () => {
    expect(read('title,Section/Column\nOne,x')[0]?.errors).toMatchObject([
      { pointer: '/Section~1Column', code: 'unknown_column' },
    ])
  })

  it("accepts the app's words for priorities", () => {
    const words = ['None', 'low', 'MEDIUM', 'High', 'urgent', '4', '']
    const priorities = tasksIn(`title,priority\n${words.map((word) => `A,${word}\n`).join('')}`)
    expect(priorities.map(({ priority }) => priority)).toEqual([0, 1, 2, 3, 4, 4, 0])
    expect(read('title,priority\nA,P1')[0]?.errors).toMatchObject([{ pointer: '/priority' }])
  })

  it('creates a list once, by its name', () => {
    const rows = read('title,list\nOne,Home\nTwo,Home')
    expect(
      rows.map(({ row, list, task, byName }) => [row, list?.name ?? task?.title, byName]),
    ).toEqual([
      [2, 'Home', true],
      [2, 'One', undefined],
      [3, 'Two', undefined],
    ])
    const [made, one, two] = rows
    expect([one?.task?.list_id, two?.task?.list_id]).toEqual([made?.list?.id, made?.list?.id])
  })

  it('keeps our ids, and derives the same id for other rows every time', () => {
    const text = `id,title,parent_id\n${plain.id.toUpperCase()},One,\nA-1,Two,\nA-2,Three,A-1\n,Four,\n,Four,`
    const [one, two, three, ...four] = tasksIn(text)
    expect(one?.id).toBe(plain.id)
    expect(three?.parent_id).toBe(two?.id)
    expect(new Set([one, two, three, ...four].map((task) => task?.id)).size).toBe(5)
    expect(tasksIn(text)).toEqual([one, two, three, ...four])
  })
})
