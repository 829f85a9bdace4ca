import { describe, expect, it } from 'vitest'
import type { ParsedDue, ReadOptions } from './reading.ts'
import { readTodoist } from './todoist-reader.ts'

const header =
  'TYPE,CONTENT,DESCRIPTION,IS_COLLAPSED,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,' +
  'DURATION_UNIT,DEADLINE,DEADLINE_LANG'
const options: ReadOptions = { now: new Date('2026-11-24T00:00:00Z'), listName: 'Move' }
const read = (lines: string[], change: Partial<ReadOptions> = {}) =>
  readTodoist(['\uFEFF', header, '\n', lines.join('\n')].join(''), { ...options, ...change }).rows
/** One task with these cells from CONTENT on. */
const task = (cells: string, change: Partial<ReadOptions> = {}) => {
  const row = read([`task,${cells}`], change).find(({ row }) => row === 2)
  return { ...row?.task, codes: row?.warnings?.map(({ code }) => code), errors: row?.errors }
}

describe("Todoist's CSV", () => {
  it("becomes a list with the file's name, with its tasks in it", () => {
    const [list, ...rows] = read([
      'meta,view_style=list,,,,,,,,,,,,,',
      ',,,,,,,,,,,,,,',
      'task,Pack',
      'task,Go',
    ])
    expect([list?.row, list?.list?.name]).toEqual([1, 'Move'])
    expect(rows.map(({ row, task }) => [row, task?.title, task?.list_id])).toEqual([
      [4, 'Pack', list?.list?.id],
      [5, 'Go', list?.list?.id],
    ])
  })

  it('goes to the Inbox without a name', () => {
    const [row] = readTodoist(`${header}\ntask,Pack`, { now: options.now }).rows
    expect(row?.task?.list_id).toBe(null)
  })

  it('has its priorities reversed, and none stays none', () => {
    const priorities = ['1', '2', '3', '4', ''].map((p) => task(`Pack,,,${p}`).priority)
    expect(priorities).toEqual([4, 3, 2, 0, 0])
    expect(task('Pack,,,7').codes).toEqual(['priority_unknown'])
  })

  it('has labels in the content, which are removed from it', () => {
    const { title, labels } = task('Mail bob@example.com @work now @next_step')
    expect([title, labels]).toEqual(['Mail bob@example.com now', ['work', 'next_step']])
    expect(task('@home')).toMatchObject({ title: '@home', labels: ['home'] })
  })

  it('has sections, which become labels', () => {
    const rows = read(['section,Before leaving', 'task,Pack @bag'])
    expect(rows[1]?.warnings?.map(({ code }) => code)).toEqual(['section_as_label'])
    expect(rows[2]?.task?.labels).toEqual(['bag', 'Before_leaving'])
  })

  it('indents subtasks, which keep one level', () => {
    const rows = read([
      'task,A,,,,1',
      'task,B,,,,2',
      'task,C,,,,3',
      'task,D,,,,1',
      'section,S',
      'task,E,,,,2',
    ])
    const top = rows[1]?.task?.id
    expect(
      rows
        .slice(1)
        .map(({ task, warnings }) => [task?.parent_id, warnings?.map(({ code }) => code)]),
    ).toEqual([
      [null, undefined],
      [top, undefined],
      [top, ['flattened']],
      [null, undefined],
      [undefined, ['section_as_label']],
      [null, ['parent_missing']],
    ])
  })

  it('has comments, which are added to the description of their task', () => {
    const rows = read(['task,Pack,"Two\nbags"', 'note,Ask Mia', 'note,"Done, almost"'])
    expect(rows[1]?.task?.notes).toBe('Two\nbags\n\nAsk Mia\n\nDone, almost')
    const [, , lost] = read(['section,S', 'note,Ask Mia'])
    expect(lost?.errors?.map(({ code }) => code)).toEqual(['parent_missing'])
  })

  it("has exact dates, in its own zone or else the owner's", () => {
    const due = (cells: string, timezone?: string) => {
      const { due_date, due_at, due_timezone, codes } = task(
        `Pack,,,,,,,${cells}`,
        timezone ? { timezone } : {},
      )
      return [due_date, due_at, due_timezone, codes]
    }
    const evening = '2026-12-24T17:00:00.000Z'
    expect(due('2026-12-24,en,Europe/Berlin')).toEqual(['2026-12-24', null, null, undefined])
    expect(due('2026-12-24 18:00,en,Europe/Berlin')).toEqual([
      null,
      evening,
      'Europe/Berlin',
      undefined,
    ])
    expect(due('2026-12-24T18:00:00,en,', 'Europe/Berlin')).toEqual([
      null,
      evening,
      'Europe/Berlin',
      undefined,
    ])
    expect(due('2026-12-24T18:00:00+01:00,en,')).toEqual([
      null,
      evening,
      'UTC',
      ['timezone_assumed'],
    ])
    expect(due('2026-12-24T17:00,en,UTC+01:00')).toEqual([
      null,
      evening,
      'UTC',
      ['timezone_unknown', 'timezone_assumed'],
    ])
  })

  it('passes words to the parser, with their language and zone', () => {
    const seen: unknown[] = []
    const { recurrence, due_date } = task('Pack,,,,,,,jeden Freitag,de,Europe/Berlin', {
      parseDate: (...given) => {
        seen.push(given)
        return { due_date: '2026-11-27', recurrence: 'FREQ=WEEKLY;BYDAY=FR' }
      },
    })
    expect(seen).toEqual([['jeden Freitag', { language: 'de', timezone: 'Europe/Berlin' }]])
    expect([due_date, recurrence]).toEqual(['2026-11-27', 'FREQ=WEEKLY;BYDAY=FR'])
  })

  it('keeps in the notes what it cannot understand or has no field for, with a warning', () => {
    const row = task('Pack,Bags,,,,Ada (1),Mia (2),when it rains,en,,30,minute,2026-12-31,en')
    expect(row.notes).toBe(
      'Bags\n\nDuration: 30 minute\n\nAssigned to: Mia (2)\n\nDue: when it rains',
    )
    expect(row.due_date).toBe('2026-12-31')
    expect(row.codes).toEqual([
      'extra_in_notes',
      'extra_in_notes',
      'date_not_understood',
      'deadline_as_due',
    ])
    const both = task('Pack,,,,,,,2026-12-24,en,,,,2026-12-31,en')
    expect([both.due_date, both.notes]).toEqual(['2026-12-24', 'Deadline: 2026-12-31'])
  })

  it('gives the same ids at every reading, and different ids to identical tasks', () => {
    const lines = ['task,Pack', 'task,Pack', 'task,Go,,,,2']
    const ids = read(lines).flatMap(({ task }) => task?.id ?? [])
    expect(new Set(ids).size).toBe(3)
    expect(
      read(['task,First', ...lines])
        .flatMap(({ task }) => task?.id ?? [])
        .slice(1),
    ).toEqual(ids)
  })

  it('cuts what is too long, without losing any of a title', () => {
    const long = 'x'.repeat(600)
    const { title, notes, labels, codes } = task(`${long} @${'y'.repeat(60)}`)
    expect([title, notes, labels]).toEqual(['x'.repeat(500), long, ['y'.repeat(50)]])
    expect(codes).toEqual(['title_cut', 'labels_cut'])
  })

  it('refuses rows of unknown types or content, and other files', () => {
    const [, unknown, empty] = read(['event,Party', 'task,'])
    expect([unknown?.errors?.[0]?.pointer, empty?.errors?.[0]?.pointer]).toEqual([
      '/TYPE',
      '/title',
    ])
    expect(readTodoist('title\nOne', options).rows[0]?.errors?.[0]?.code).toBe('not_todoist')
  })

  it('refuses a row with more cells than columns, because its text was not quoted', () => {
    const short = (line: string) =>
      readTodoist(`TYPE,CONTENT,PRIORITY,INDENT\n${line}`, options).rows.slice(1)
    expect(short('task,Buy milk, eggs, bread,1,1')).toEqual([
      { row: 2, errors: [expect.objectContaining({ detail: 'has more cells than columns' })] },
    ])
    expect(short('task,Buy milk,1,1,,, ,')[0]?.task?.title).toBe('Buy milk')
  })

  it('assigns no subtask or comment of a refused row to the task before it', () => {
    const rows = read(['task,A,,,,1', `task,B${','.repeat(14)}x`, 'note,On B', 'task,C,,,,2'])
    expect(rows.map((row) => row.errors?.[0]?.code)).toEqual([
      ...[undefined, undefined, 'malformed_csv', 'parent_missing', undefined],
    ])
    expect(rows[1]?.task?.notes).toBe('')
    expect(rows[4]).toMatchObject({
      task: { parent_id: null },
      warnings: [{ code: 'parent_missing' }],
    })
  })

  it('reads a deadline in words that mean a date', () => {
    const deadline = (meant: ParsedDue | undefined) => {
      const seen: unknown[] = []
      const parseDate = (...given: unknown[]) => {
        seen.push(given)
        return meant
      }
      const { due_date, notes, codes } = task('Pack,,,,,,,,en,,,,9 oktober 2027,de', { parseDate })
      return [due_date, notes, codes, seen]
    }
    const asked = [['9 oktober 2027', { language: 'de' }]]
    expect(deadline({ due_date: '2027-10-09', due_at: null, recurrence: null })).toEqual([
      ...['2027-10-09', '', ['deadline_as_due'], asked],
    ])
    const kept = [null, 'Deadline: 9 oktober 2027', ['deadline_in_notes'], asked]
    expect(deadline(undefined)).toEqual(kept)
    expect(deadline({ due_date: '2027-10-09', recurrence: 'FREQ=DAILY' })).toEqual(kept)
    expect(deadline({ due_date: null, due_at: '2027-10-09T08:00:00.000Z' })).toEqual(kept)
  })

  it('keeps the address of a file in a comment', () => {
    const file = (json: object | string) =>
      ` [[file ${typeof json === 'string' ? json : JSON.stringify(json)}]]`
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const notesOf = (comment: string) =>
      read(['task,Pack', `note,${quoted(comment)}`]).find(({ task }) => task)?.task?.notes
    const picture = { file_name: 'a.png', file_url: 'https://x.example/a.png' }
    expect(notesOf(file(picture))).toBe('https://x.example/a.png')
    expect(notesOf(`See this${file(picture)}`)).toBe('See this\nhttps://x.example/a.png')
    const more = { file_url: 'https://x.example/b', size: { x: [1] } }
    expect(notesOf(file(picture) + file(more))).toBe('https://x.example/a.png\nhttps://x.example/b')
    for (const strange of [file({ file_name: 'a' }), file('{a}'), file({ file_url: 7 })]) {
      expect(notesOf(`See${strange}`)).toBe(`See${strange}`)
    }
  })

  it.each(['every first workday', 'every 1 jan, 1 jul', 'every day for 3 weeks', 'jährlich'])(
    'puts %j, which the parser does not accept, into the notes, with a warning',
    (words) => {
      const { due_date, recurrence, notes, codes } = task(`Pack,,,,,,,"${words}",en`, {
        parseDate: () => undefined,
      })
      expect([due_date, recurrence, notes, codes]).toEqual([
        ...[null, null, `Due: ${words}`, ['date_not_understood']],
      ])
    },
  )
})
