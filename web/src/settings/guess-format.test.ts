import { expect, it } from 'vitest'
import { guessFormat } from './guess-format.ts'

it.each([
  ['{"version":1,"exported_at":"2026-11-23T14:05:00.000Z","lists":[', 'json', 'application/json'],
  ['\uFEFF{ "exported_at": "2026-11-23", "version": 1, "tasks": []}', 'json', 'application/json'],
  ['[{"id":"1","content":"Call Mia"}]', 'todoist', 'application/json'],
  ['{"results":[{"id":"1","version":2}]}', 'todoist', 'application/json'],
  ['title,list,due_date\r\nCall Mia,Home,', 'csv', 'text/csv'],
  ['title;list\nCall Mia;Home', 'csv', 'text/csv'],
  ['\uFEFFTYPE,CONTENT,DESCRIPTION,PRIORITY\ntask,Call Mia,,1', 'todoist', 'text/csv'],
  ['"TYPE","CONTENT"\n', 'todoist', 'text/csv'],
  ['', 'csv', 'text/csv'],
])('takes %j for %s, sent as %s', (start, format, contentType) => {
  expect(guessFormat(start)).toEqual({ format, contentType })
})
