import { describe, expect, it } from 'vitest'
import { taskOf } from '../testing/task.ts'
import { migrateEntry, migrateMutation } from './outbox-migrations.ts'

const at = '2026-11-29T08:00:00.000Z'
const id = 'a-task'

describe('an edit of version 1', () => {
  it('has its former field values as its base', () => {
    const edit = { op: 'update', id, at, patch: { title: 'New' }, seen: { title: 'Old' } }
    expect(migrateMutation(edit, 1)).toEqual({
      op: 'update',
      id,
      at,
      patch: { title: 'New' },
      base: { title: 'Old' },
    })
  })

  it.each([
    { op: 'create', id, at, fields: { title: 'New' }, rank: 'a1' },
    { op: 'complete', id, at, timezone: 'Europe/Berlin', due: '2026-11-30' },
    { op: 'reopen', id, at },
    { op: 'delete', id, at },
    { op: 'restore', id, at },
    { op: 'purge', id, at },
    { op: 'move', id, at, place: { after_id: null }, rank: 'a1' },
    { op: 'create-list', id, at, fields: { name: 'Home', color: 'red' }, rank: 'a1' },
    { op: 'update-list', id, at, patch: { archived: true } },
    { op: 'move-list', id, at, after_id: null, rank: 'a1' },
    { op: 'delete-list', id, at, tasks: 'trash' },
  ])('stays as it is: $op', (edit) => {
    expect(migrateMutation(edit, 1)).toEqual(edit)
    expect(migrateEntry({ edit, question: null }, 1)).toEqual({ mutation: edit, conflict: null })
  })

  it.each([
    [
      { kind: 'conflict', fields: [{ field: 'title', mine: 'Mine', theirs: 'Theirs' }] },
      { kind: 'fields', fields: [{ field: 'title', mine: 'Mine', theirs: 'Theirs' }] },
    ],
    [{ kind: 'trashed' }, { kind: 'trashed' }],
    [{ kind: 'gone' }, { kind: 'deleted' }],
    [
      { kind: 'refused', code: 'validation_failed', detail: 'Too long', errors: [] },
      { kind: 'rejected', code: 'validation_failed', detail: 'Too long', errors: [] },
    ],
  ])('keeps what it asks: $0.kind', (question, conflict) => {
    const edit = { op: 'reopen', id, at }
    expect(migrateEntry({ edit, question }, 1)).toEqual({ mutation: edit, conflict })
  })

  it("keeps the last known task, with a value for each of today's fields", () => {
    const { recurrence_from, ...last } = taskOf({ id })
    const edit = { op: 'reopen', id, at }
    const { lastKnown } = migrateEntry({ edit, question: { kind: 'gone' }, last }, 1)
    expect(lastKnown).toEqual({ ...last, recurrence_from: 'due' })
  })
})

it('leaves a mutation of this version as it is', () => {
  const mutation = { op: 'update', id, at, patch: { title: 'New' }, base: { title: 'Old' } }
  expect(migrateMutation(mutation, 2)).toBe(mutation)
  expect(migrateEntry({ mutation, conflict: null }, 2)).toEqual({ mutation, conflict: null })
})
