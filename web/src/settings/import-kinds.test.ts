import { expect, it } from 'vitest'
import { type Kind, listNameOf } from './import-kinds.ts'

const todoist: Kind = { format: 'todoist', contentType: 'text/csv' }
const outlook: Kind = { format: 'microsoft_to_do', contentType: 'text/csv' }
const calendar: Kind = { format: 'ics', contentType: 'text/calendar' }

it.each([
  [todoist, 'Home.csv', 'Home'],
  [todoist, 'Home [2203306141].csv', 'Home'],
  [todoist, 'Home [old] [6Xm4cG2qV8J9hR7f].csv', 'Home [old]'],
  [todoist, 'Home [the old one].csv', 'Home [the old one]'],
  [todoist, '[2203306141].csv', '[2203306141]'],
  [outlook, 'Tasks [2026].CSV', 'Tasks [2026]'],
  [calendar, 'Reminders.ics', ''],
])('offers the list that a file is named after: %j, %s', (kind, file, list) => {
  expect(listNameOf(kind, file)).toBe(list)
})
