// Tables of other programs through the API, with dates read as in the API.
import { expect, it } from 'vitest'
import { exported, file, imported, outcomes, sendFile } from '../testing/files.ts'
import { signUp } from '../testing/people.ts'

it('a Todoist deadline in words becomes the due date, with a warning', async () => {
  const ada = await signUp()
  const text = 'TYPE,CONTENT,DATE,DEADLINE\ntask,Visa,,Oct 9 2027\ntask,Tickets,,some day'
  expect(outcomes(await imported(ada, text, '?format=todoist'))).toEqual([
    ['created', 'deadline_as_due'],
    ['created', 'deadline_in_notes'],
  ])
  const { tasks } = await exported(ada)
  const kept = tasks.map(({ title, due_date, notes }) => [title, due_date, notes])
  expect(kept.sort()).toEqual([
    ['Tickets', null, 'Deadline: some day'],
    ['Visa', '2027-10-09', ''],
  ])
})

it("a table with another program's names has its times in the caller's zone", async () => {
  const ada = await signUp()
  const text =
    'Task,Project,Due Date,Repeat\nCall,Work,2026-12-24 18:00,FREQ=WEEKLY;WKST=SU;BYDAY=TH\nPay,Work,2026-12-31,monthly'
  const report = await imported(ada, text, '?format=csv&timezone=europe/berlin')
  expect(outcomes(report)).toEqual([
    ['created'],
    ['created', 'timezone_assumed'],
    ['created', 'recurrence_unsupported'],
  ])
  const { lists, tasks } = await exported(ada)
  expect(lists.map(({ name }) => name)).toEqual(['Work'])
  const named = (title: string) => tasks.find((task) => task.title === title)
  expect(named('Call')).toMatchObject({
    ...{ due_at: '2026-12-24T17:00:00.000Z', due_timezone: 'Europe/Berlin' },
    recurrence: 'FREQ=WEEKLY;BYDAY=TH',
  })
  expect(named('Pay')).toMatchObject({ due_date: '2026-12-31', notes: 'Repeats: monthly' })
})

it('an ambiguous column is refused by its name, and nothing is imported', async () => {
  const ada = await signUp()
  const answer = await sendFile(ada, 'Title,Start\nCall,2026-12-24', '?format=csv')
  expect(await answer.json()).toMatchObject({
    status: 422,
    errors: [{ pointer: '/Start', code: 'unknown_column' }],
  })
  expect((await exported(ada)).tasks).toEqual([])
})

it('a zone is accepted in its own spelling, and an unknown one is refused', async () => {
  const ada = await signUp()
  const due_at = '2026-12-24T17:00:00Z'
  const zones = ['EUROPE/BERLIN', 'utc', 'asia/calcutta', 'Factory']
  const tasks = zones.map((due_timezone) => ({
    ...{ id: crypto.randomUUID(), title: due_timezone, due_at, due_timezone },
  }))
  const report = await imported(ada, file(tasks))
  expect(outcomes(report)).toEqual([['created'], ['created'], ['created'], ['refused', 'invalid']])
  const kept = (await exported(ada)).tasks.map(({ due_timezone }) => due_timezone)
  expect(kept.sort()).toEqual(['Asia/Calcutta', 'Europe/Berlin', 'UTC'])
})
