import { expect, it } from 'vitest'
import type { Task } from '../../../worker/tasks/schema.ts'
import { ApiFailure } from '../api.ts'
import {
  acknowledged,
  expectedVersion,
  failed,
  heard,
  mismatched,
  newRow,
  painted,
  type Row,
} from './row.ts'

const at = '2026-11-23T12:00:00.000Z'
const task = (over: Partial<Task> = {}): Task => ({
  id: 'a',
  title: 'Call Mia',
  notes: '',
  list_id: null,
  parent_id: null,
  priority: 0,
  due_date: null,
  due_at: null,
  due_timezone: null,
  labels: [],
  rank: '',
  recurrence: null,
  recurrence_from: 'due',
  completed_at: null,
  deleted_at: null,
  version: 1,
  seq: 1,
  created_at: at,
  updated_at: at,
  ...over,
})
const withEdit = (patch: Partial<Task>, seen = task(), base = seen): Row =>
  painted({ ...newRow('a', base), changes: [{ kind: 'edit', patch, seen }] })

it('paints what was done here over what the server said', () => {
  const row = painted({
    ...withEdit({ title: 'Call Zoë' }),
    changes: [
      { kind: 'edit', patch: { title: 'Call Zoë' }, seen: task() },
      { kind: 'complete', at },
      { kind: 'delete', at },
      { kind: 'restore', at },
    ],
  })
  expect(row.task).toMatchObject({ title: 'Call Zoë', completed_at: at, deleted_at: null })
})

it('goes on painting later changes when an earlier one is acknowledged', () => {
  const row = painted({
    ...newRow('a', task()),
    changes: [
      { kind: 'complete', at },
      { kind: 'reopen', at },
    ],
  })
  const after = acknowledged(row, task({ version: 2, completed_at: at }))
  expect(after.task.completed_at).toBeNull()
  expect(after.changes).toHaveLength(1)
})

it('sends an edit against the newest version when all versions since are ours', () => {
  const row = acknowledged(
    { ...newRow('a', task()), changes: [{ kind: 'complete', at }] },
    task({ version: 2 }),
  )
  expect(expectedVersion(row, { kind: 'edit', patch: {}, seen: task() })).toBe(2)
})

it('sends an edit against the version that was seen when somebody else wrote since', () => {
  const row = heard(newRow('a', task()), task({ version: 2, title: 'Theirs' }))
  expect(expectedVersion(row, { kind: 'edit', patch: {}, seen: task() })).toBe(1)
})

it('does not let an older list overrule what is known', () => {
  const row = newRow('a', task({ version: 3, title: 'New' }))
  expect(heard(row, task({ version: 2 }))).toBe(row)
})

it('does not let a late answer overrule what was heard since', () => {
  const theirs = task({ version: 3, title: 'Theirs', priority: 2 })
  const row = heard(withEdit({ title: 'Mine' }), theirs)
  expect(acknowledged(row, task({ version: 2, title: 'Mine' }))).toMatchObject({
    base: theirs,
    task: theirs,
    oursSince: 3,
    changes: [],
  })
  const edited = mismatched(row, task({ version: 2, title: 'Between' }))
  expect(edited).toMatchObject({ base: theirs, trouble: { kind: 'conflict' } })
})

it.each([0, 401, 429, 503])('keeps a change that failed with %d', (status) => {
  const row = failed(withEdit({ title: 'Mine' }), new ApiFailure(status, {}))
  expect(row).toMatchObject({ task: { title: 'Mine' }, waiting: { status }, trouble: null })
})

it('keeps refused text in sight and takes other refused changes back', () => {
  const text = failed(withEdit({ title: 'Mine' }), new ApiFailure(422, {}))
  expect(text).toMatchObject({ task: { title: 'Mine' }, trouble: { kind: 'refused' } })
  const tick = painted({ ...newRow('a', task()), changes: [{ kind: 'complete', at }] })
  expect(failed(tick, new ApiFailure(404, {}))).toMatchObject({
    task: { completed_at: null },
    changes: [],
  })
})

it('merges changes of different fields without asking', () => {
  const row = mismatched(withEdit({ title: 'Mine' }), task({ version: 2, priority: 4 }))
  expect(row.trouble).toBeNull()
  expect(row.task).toMatchObject({ title: 'Mine', priority: 4 })
  expect(row.changes[0] && expectedVersion(row, row.changes[0])).toBe(2)
})

it('asks about a field that both changed, and keeps both values', () => {
  const row = mismatched(
    withEdit({ title: 'Mine', priority: 2 }),
    task({ version: 2, title: 'Theirs' }),
  )
  expect(row).toMatchObject({
    trouble: { kind: 'conflict', fields: ['title'] },
    task: { title: 'Mine', priority: 2 },
    base: { title: 'Theirs' },
  })
})

it('takes an edit whose answer was lost for done', () => {
  const row = mismatched(withEdit({ title: 'Mine' }), task({ version: 2, title: 'Mine' }))
  expect(row).toMatchObject({ changes: [], trouble: null, task: { title: 'Mine', version: 2 } })
})

it('asks when the edited task went to the trash elsewhere', () => {
  const row = mismatched(withEdit({ title: 'Mine' }), task({ version: 2, deleted_at: at }))
  expect(row).toMatchObject({ trouble: { kind: 'trashed' }, task: { title: 'Mine' } })
})
