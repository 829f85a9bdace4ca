// Files of other programs, through the API.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { call } from '../../testing/call.ts'
import { exported, exportedText, outcomes, tokenWith } from '../../testing/files.ts'
import { type Person, signUp } from '../../testing/people.ts'
import type { ImportReport } from '../schema-http.ts'
import { appleReminders } from './testing/ics-files.ts'

const files: Record<string, [type: string, text: string]> = {
  ics: ['text/calendar', appleReminders],
  ticktick: [
    'text/csv',
    '"Date: 2026-11-23+0000"\n"Folder Name","List Name","Title","Status","Due Date","Is All Day","Timezone","Repeat"\n' +
      '"","Garden","Water","0","2026-12-03T23:00:00+0000","true","Europe/Berlin","RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=FR"\n' +
      '"","Garden","Repot","2","","","",""\n',
  ],
  google_tasks: [
    'application/json',
    JSON.stringify({
      kind: 'tasks#taskLists',
      items: [
        {
          ...{ kind: 'tasks#tasks', id: '1', title: 'My Tasks' },
          items: [
            { id: 'a', title: 'A', status: 'needsAction', due: '2026-12-24T00:00:00.000Z' },
            { id: 'b', title: 'B', status: 'completed', completed: '2026-01-02T03:04:05.000Z' },
          ],
        },
      ],
    }),
  ],
  microsoft_to_do: [
    'application/json',
    JSON.stringify({
      value: [
        {
          displayName: 'Work',
          tasks: [
            {
              ...{ id: 'a', title: 'A', status: 'notStarted', importance: 'high' },
              dueDateTime: { dateTime: '2026-12-24T00:00:00.0000000', timeZone: 'UTC' },
              recurrence: {
                pattern: { type: 'absoluteYearly', interval: 1, month: 12, dayOfMonth: 24 },
              },
              checklistItems: [{ id: 's', displayName: 'Step', isChecked: false }],
            },
          ],
        },
      ],
    }),
  ],
  vikunja: [
    'application/json',
    JSON.stringify([
      {
        ...{ id: 1, title: 'Home' },
        tasks: [
          { id: 1, title: 'A', due_date: '2026-12-24T11:00:00Z', repeat_after: 604_800 },
          {
            id: 2,
            title: 'B',
            description: '<p>x</p>',
            related_tasks: { parenttask: [{ id: 1 }] },
          },
        ],
      },
    ]),
  ],
}

const sent = async ({ token }: Pick<Person, 'token'>, format: string, more = '', type?: string) => {
  const [usual = '', body = ''] = files[format] ?? []
  const path = `/api/v1/import?format=${format}&timezone=Europe/Berlin${more}`
  return await call(path, { token, body, headers: { 'Content-Type': type ?? usual } })
}

describe.each(Object.keys(files))('%s', (format) => {
  it('brings a list with two tasks, once', async () => {
    const ada = await signUp()
    const report = async (more = '') => await (await sent(ada, format, more)).json<ImportReport>()
    expect(await report('&dry_run=true')).toMatchObject({ dry_run: true, created: 3, refused: 0 })
    expect((await exported(ada)).tasks).toEqual([])
    expect(await report()).toMatchObject({ created: 3, exists: 0, refused: 0 })
    expect(await report()).toMatchObject({ created: 0, exists: 3, refused: 0 })
    const { lists, tasks } = await exported(ada)
    expect(lists).toHaveLength(1)
    expect(tasks.every(({ list_id }) => list_id === lists[0]?.id)).toBe(true)
  })

  it('is refused under another type, and if it is not in its format', async () => {
    const ada = await signUp()
    expect((await sent(ada, format, '', 'text/plain')).status).toBe(415)
    const other = format === 'ics' ? 'text/csv' : 'text/calendar'
    expect((await sent(ada, format, '', other)).status).toBe(415)
    const path = `/api/v1/import?format=${format}`
    const [type = ''] = files[format] ?? []
    const answer = await call(path, {
      token: ada.token,
      body: '{}',
      headers: { 'Content-Type': type },
    })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'validation_failed' })
  })

  it('needs lists:write for its list', async () => {
    const ada = await signUp()
    const { token } = await tokenWith(ada, ['tasks:write'])
    expect((await sent({ token }, format)).status).toBe(403)
  })
})

it.each(Object.keys(files))(
  'gives a report or an error that names it, whatever the file contains: %s',
  async (format) => {
    const ada = await signUp()
    const [type = '', text = ''] = files[format] ?? []
    const pieces = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '\0',
        '"',
        ',',
        '\n',
        '9999-12-31T23:59:59Z',
        '99991231T235959Z',
        '00010101',
        '\ud800',
      ),
    )
    const changes = fc.array(fc.tuple(fc.nat(text.length), fc.nat(30), pieces), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        let body = text
        for (const [at, length, piece] of all)
          body = body.slice(0, at) + piece + body.slice(at + length)
        const options = { token: ada.token, body, headers: { 'Content-Type': type } }
        const answer = await call(`/api/v1/import?format=${format}`, options)
        expect([200, 400, 422]).toContain(answer.status)
      }),
      { numRuns: 40 },
    )
  },
  60_000,
)

it('converts equivalent rules to ours, and warns about the others', async () => {
  const ada = await signUp()
  for (const format of Object.keys(files)) await sent(ada, format)
  const rules = (await exported(ada)).tasks.flatMap(({ recurrence }) => recurrence ?? [])
  expect(rules.sort()).toEqual([
    ...['FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=FR', 'FREQ=WEEKLY;BYDAY=TH', 'FREQ=YEARLY'],
  ])
  const headers = { 'Content-Type': 'text/calendar' }
  const body =
    'BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:A\nDUE:20261224\nRRULE:FREQ=HOURLY\nEND:VTODO\nEND:VCALENDAR'
  const answer = await call('/api/v1/import?format=ics', { token: ada.token, body, headers })
  expect(outcomes(await answer.json())).toEqual([['created', 'recurrence_unsupported']])
})

it('imports the calendar that it exported, into the same lists', async () => {
  const ada = await signUp()
  for (const format of Object.keys(files)) await sent(ada, format)
  const before = await exported(ada)
  const body = await exportedText(ada, 'ics')
  const back = async ({ token }: Pick<Person, 'token'>) => {
    const headers = { 'Content-Type': 'text/calendar' }
    return await (await call('/api/v1/import?format=ics', { token, body, headers })).json()
  }
  expect(await back(ada)).toMatchObject({ created: 0, exists: before.tasks.length, refused: 0 })
  const bob = await signUp()
  expect(await back(bob)).toMatchObject({ created: before.tasks.length, refused: 0 })
  const plain = (tasks: typeof before.tasks) =>
    tasks
      .map(({ list_id, rank, version, seq, updated_at, created_at, completed_at, ...rest }) => ({
        ...rest,
        isDone: completed_at !== null,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(plain((await exported(bob)).tasks)).toEqual(plain(before.tasks))
})
