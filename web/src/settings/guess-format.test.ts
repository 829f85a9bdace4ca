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
  ['BEGIN:VCALENDAR\r\nVERSION:2.0', 'ics', 'text/calendar'],
  ['\uFEFFbegin:vcalendar\n', 'ics', 'text/calendar'],
  [
    '\uFEFF"Date: 2026-11-23+0000"\n"Version: 7.1"\n"Status: \n0 Normal\n1 Completed\n2 Archived"\n"Folder Name","List Name","Title","Kind","Status"\n',
    'ticktick',
    'text/csv',
  ],
  [
    '"Subject","Start Date","Due Date","Reminder On/Off","Status"\r\n',
    'microsoft_to_do',
    'text/csv',
  ],
  ['{"kind": "tasks#taskLists", "items": [{', 'google_tasks', 'application/json'],
  [
    '{"items":[{"title":"A","items":[{"id":"1","task_recurrence_id":"r"}]}]}',
    'google_tasks',
    'application/json',
  ],
  ['[{"displayName":"Tasks","id":"AQMk","tasks":[]}]', 'microsoft_to_do', 'application/json'],
  [
    '{"@odata.context":"https://graph.microsoft.com/v1.0","value":[',
    'microsoft_to_do',
    'application/json',
  ],
  [
    '[{"id":1,"title":"Home","description":"","identifier":"","hex_color":"","parent_project_id":0}]',
    'vikunja',
    'application/json',
  ],
  [
    '{"projects":[{"id":"1","name":"Work","is_archived":false,"child_order":1}]}',
    'todoist',
    'application/json',
  ],
])('takes %j for %s, sent as %s', (start, format, contentType) => {
  expect(guessFormat(start)).toEqual({ format, contentType })
})
