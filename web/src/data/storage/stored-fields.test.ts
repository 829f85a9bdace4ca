// Rows that this browser has lack a new field until they are fetched again, which a higher version brings about.
import { expect, it } from 'vitest'
import { taskFieldNames } from '../../../../worker/domain/task-fields.ts'
import { schemaVersion } from './schema-version.ts'

it('a new field of a task raises the version', () => {
  expect([schemaVersion, ...taskFieldNames]).toEqual([
    2,
    'title',
    'notes',
    'list_id',
    'parent_id',
    'priority',
    'due_date',
    'due_at',
    'due_timezone',
    'labels',
    'recurrence',
    'recurrence_from',
  ])
})
