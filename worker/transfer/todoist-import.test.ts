// Todoist's files, through the API.
import { expect, it } from 'vitest'
import { exported, imported, outcomes } from '../testing/files.ts'
import { signUp } from '../testing/people.ts'

it('a Todoist table becomes a list with its tasks, labels, subtasks and dates', async () => {
  const ada = await signUp()
  const text = [
    'TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE',
    'section,Before leaving,,,,,,,,',
    'task,Pack @home,Warm clothes,1,1,,,every friday at 5pm,en,Europe/Berlin',
    'task,Socks,,4,2,,,,,',
    'note,Seven pairs,,,,,,,,',
    'task,Water the plants,,4,1,,,every! 3 days,en,Europe/Berlin',
    'task,Call Mia,,2,1,,,2026-12-24,en,Europe/Berlin',
    'task,Ask,,4,1,,,wenn ich Zeit habe,de,Europe/Berlin',
  ].join('\n')
  const query = '?format=todoist&list_name=Move&timezone=Europe/Berlin'
  const report = await imported(ada, text, query)
  expect(report).toMatchObject({ created: 6, refused: 0 })
  expect(outcomes(report).flat()).toContain('date_not_understood')
  const { lists, tasks } = await exported(ada)
  expect(lists.map(({ name }) => name)).toEqual(['Move'])
  const named = (title: string) => tasks.find((task) => task.title === title)
  expect(named('Pack')).toMatchObject({
    ...{ notes: 'Warm clothes', priority: 4, labels: ['home', 'Before_leaving'] },
    ...{ due_timezone: 'Europe/Berlin', recurrence: 'FREQ=WEEKLY;BYDAY=FR' },
    list_id: lists[0]?.id,
  })
  expect(named('Socks')).toMatchObject({ notes: 'Seven pairs', parent_id: named('Pack')?.id })
  expect(named('Water the plants')).toMatchObject({
    recurrence: 'FREQ=DAILY;INTERVAL=3',
    recurrence_from: 'completed',
  })
  expect(named('Call Mia')).toMatchObject({ due_date: '2026-12-24', priority: 3 })
  expect(named('Ask')?.notes).toContain('wenn ich Zeit habe')
  expect(await imported(ada, text, query)).toMatchObject({ created: 0, exists: 6 })
})

it('JSON of its API brings projects, completed tasks and comments, and matches lists by name', async () => {
  const ada = await signUp()
  const body = {
    projects: [
      { id: '1', name: 'Inbox', inbox_project: true },
      { id: '2', name: 'Work' },
      { id: '3', name: 'Work' },
    ],
    items: [
      { id: 'a', content: 'A', project_id: '2', due: { date: '2026-12-24T18:00:00' } },
      {
        id: 'b',
        content: 'B',
        project_id: '1',
        checked: true,
        completed_at: '2026-01-02T03:04:05Z',
      },
      { id: 'c', content: 'C', project_id: '3', parent_id: 'a', added_at: '2020-01-01T00:00:00Z' },
      {
        id: 'd',
        content: 'D',
        project_id: '2',
        due: { date: '2026-12-24', string: 'every day', is_recurring: true },
      },
    ],
    notes: [{ item_id: 'a', content: 'Ask Mia' }],
  }
  await imported(ada, { version: 1, lists: [{ id: crypto.randomUUID(), name: 'Work' }] })
  const query = '?format=todoist&timezone=Europe/Berlin'
  expect(await imported(ada, body, query)).toMatchObject({ created: 4, exists: 2, refused: 0 })
  const { lists, tasks } = await exported(ada)
  const named = (title: string) => tasks.find((task) => task.title === title)
  expect(lists).toHaveLength(1)
  expect(named('A')).toMatchObject({
    ...{ notes: 'Ask Mia', due_at: '2026-12-24T17:00:00.000Z', due_timezone: 'Europe/Berlin' },
    list_id: lists[0]?.id,
  })
  expect(named('B')).toMatchObject({ completed_at: '2026-01-02T03:04:05.000Z', list_id: null })
  expect(named('C')).toMatchObject({
    parent_id: named('A')?.id,
    created_at: '2020-01-01T00:00:00.000Z',
  })
  expect(named('D')).toMatchObject({ due_date: '2026-12-24', recurrence: 'FREQ=DAILY' })
})
