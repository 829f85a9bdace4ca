// What the outbox makes of a refusal because of the trash: nothing is lost, and nothing is sent for ever.
import { describe, expect, it } from 'vitest'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import { createRows } from '../store/rows.ts'
import { taskOf } from '../testing/task.ts'
import type { Failure } from './failure.ts'
import { reject } from './reject.ts'

const at = '2026-11-25T12:00:00.000Z'
const on = (op: 'reopen' | 'delete' | 'restore'): Mutation => ({ op, id: 'one', at })
const complete: Mutation = { op: 'complete', id: 'one', at, timezone: 'UTC', due: null }
const move: Mutation = { op: 'move', id: 'one', at, place: { after_id: null }, rank: 'a0' }
const update: Mutation = {
  ...{ op: 'update', id: 'one', at },
  ...{ patch: { title: 'Ring' }, base: { title: 'Call' } },
} as Mutation

/** As the server has it by now, and as it was known. */
const trashed: Task = taskOf({ id: 'one', title: 'Call', deleted_at: at, version: 2 })

/** Of these edits the one at `index` is refused. */
function refusal(
  mutations: Mutation[],
  index: number,
  current: Task | null = trashed,
  row = taskOf({ id: 'one' }),
) {
  const rows = createRows()
  rows.setServerRow('task', 'one', { ...row, title: 'Call', version: 1 })
  const waiting: PendingMutation[] = mutations.map((mutation, key) => ({
    key,
    mutation,
    conflict: null,
  }))
  const failure: Failure = {
    ...{ status: 409, code: 'task_in_trash', detail: 'In the trash', errors: [] },
    ...{ current, index, retryAfterSeconds: null },
  }
  const rejected = waiting[index]
  const commit = rejected ? reject({ rows, pending: waiting }, rejected, waiting, failure) : null
  const left = waiting
    .filter(({ key }) => !commit?.acknowledged.includes(key))
    .map((entry) => commit?.replaced.find(({ key }) => key === entry.key) ?? entry)
  return left.map(({ mutation, conflict }) => [mutation.op, conflict?.kind ?? null])
}

describe('of a task that was put into the trash elsewhere', () => {
  it.each([
    ['complete', complete],
    ['reopen', on('reopen')],
    ['move', move],
  ] as const)('%s asks whether to restore it', (op, mutation) => {
    const row = taskOf({ id: 'one', completed_at: op === 'reopen' ? at : null })
    const current = { ...trashed, completed_at: row.completed_at }
    expect(refusal([mutation], 0, current, row)).toEqual([[op, 'trashed']])
  })

  it('other pending mutations of it are in conflict too', () => {
    expect(refusal([move, update], 0)).toEqual([
      ['move', 'trashed'],
      ['update', 'trashed'],
    ])
  })

  it('is restored first, if a restore is pending', () => {
    expect(refusal([complete, update, on('restore')], 0)).toEqual([
      ['restore', null],
      ['update', null],
      ['complete', null],
    ])
  })
})

describe('of a task that was put into the trash by another tab of this browser', () => {
  it.each([complete, on('reopen'), move])('what comes after the end is let go: %j', (mutation) => {
    expect(refusal([update, on('delete'), mutation], 2)).toEqual([
      ['update', null],
      ['delete', null],
    ])
  })
})

describe('a refusal without news', () => {
  it('becomes a conflict, so that it is not sent for ever', () => {
    expect(refusal([complete], 0, null)).toEqual([['complete', 'rejected']])
    expect(refusal([update, move], 1)).toEqual([
      ['update', null],
      ['move', 'rejected'],
    ])
  })
})
