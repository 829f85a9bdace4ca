import { describe, expect, it } from 'vitest'
import { taskDefaults } from '../../../../worker/domain/task-fields.ts'
import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import { createRows } from '../store/rows.ts'
import { taskOf } from '../testing/task.ts'
import { acknowledge } from './reconcile.ts'

const at = '2026-11-25T12:00:00.000Z'
const id = 'one'
const entry = (mutation: Mutation, key = 1): PendingMutation => ({ key, mutation, conflict: null })
const rename = entry({ op: 'update', id, at, patch: { title: 'New' }, base: { title: 'Old' } })
const create = entry({
  op: 'create',
  id,
  at,
  fields: { ...taskDefaults, title: 'Mine' },
  rank: 'a5',
})

/** A task that the server had at version 4 when it was at 40, if at all. */
function copy(known: object | null) {
  const rows = createRows()
  if (known)
    rows.setServerRow('task', id, taskOf({ id, title: 'Old', version: 4, seq: 40, ...known }))
  return (pending: PendingMutation[], ...results: object[]) => {
    const commit = acknowledge({ rows, pending }, pending, { results })
    const changed = commit.rows.find(({ row }) => row.id === id)?.row
    return { row: commit.deleted.includes(id) ? undefined : (changed ?? rows.task(id)), commit }
  }
}
const result = (version: number, seq: number, status = 200) => ({ status, id, version, seq })

describe('a minimal answer', () => {
  it('gives the row what the mutation makes of it, with the new version', () => {
    const { row, commit } = copy({})([rename], result(5, 50))
    expect(row).toMatchObject({ title: 'New', version: 5, seq: 50 })
    expect(commit).toMatchObject({ rows: [{ type: 'task', row }], deleted: [], acknowledged: [1] })
  })

  it('counts every mutation of one request', () => {
    const again = entry({ op: 'update', id, at, patch: { notes: 'n' }, base: {} }, 2)
    const { row } = copy({})([rename, again], result(5, 50), result(6, 51))
    expect(row).toMatchObject({ title: 'New', notes: 'n', version: 6, seq: 51 })
  })

  it('keeps the version if somebody else came between, so that the next mutation is refused', () => {
    const move = entry({ op: 'reopen', id, at })
    const { row } = copy({ completed_at: at })([move, rename], result(6, 50), result(7, 51))
    expect(row).toMatchObject({ title: 'New', completed_at: null, version: 4, seq: 40 })
  })

  it('keeps the row if nothing changed', () => {
    const { row } = copy({})([entry({ op: 'reopen', id, at })], result(4, 40))
    expect(row).toEqual(taskOf({ id, title: 'Old', version: 4, seq: 40 }))
    const older = copy({ updated_at: '2020-01-01T00:00:00.000Z' })
    expect(older([entry({ op: 'reopen', id, at })], result(4, 41)).row?.updated_at).toMatch(/^2020/)
  })

  it('that is older than the row changes nothing: a repeat is not completed twice', () => {
    const due = { due_date: '2026-11-26', recurrence: 'FREQ=DAILY', seq: 60, version: 5 }
    const complete = entry({ op: 'complete', id, at, timezone: 'UTC', due: '2026-11-25' })
    const { row, commit } = copy(due)([complete], result(5, 50))
    expect(row).toMatchObject({ due_date: '2026-11-26', version: 5, seq: 60 })
    expect(commit.acknowledged).toEqual([1])
  })

  it('of a new task has its version, or the first one if the task had been created before', () => {
    expect(copy(null)([create], result(1, 50, 201)).row).toMatchObject({
      title: 'Mine',
      version: 1,
    })
    expect(copy(null)([create], result(8, 50, 200)).row).toMatchObject({ version: 1, seq: 0 })
  })

  it('without results keeps the version, and gives a new task the first one', () => {
    expect(copy({})([rename]).row).toMatchObject({ title: 'New', version: 4, seq: 40 })
    expect(copy(null)([create]).row).toMatchObject({ title: 'Mine', version: 1 })
  })

  it('of a permanent deletion removes the task', () => {
    const { row, commit } = copy({})([entry({ op: 'purge', id, at })], { status: 204, id })
    expect([row, commit.deleted]).toEqual([undefined, [id]])
  })
})
