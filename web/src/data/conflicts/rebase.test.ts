import { describe, expect, it } from 'vitest'
import type { TaskFields } from '../contract.ts'
import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import { taskOf } from '../testing/task.ts'
import { rebase } from './rebase.ts'

let key = 0
const entry = (mutation: Mutation): PendingMutation => ({ key: ++key, mutation, conflict: null })
const at = '2026-11-25T12:00:00.000Z'
const update = (patch: Partial<TaskFields>, base: Partial<TaskFields>) =>
  entry({ op: 'update', id: 'one', at, patch, base })
const task = taskOf({ id: 'one', title: 'Call', due_date: '2026-11-25' })
const told = (entries: PendingMutation[]) =>
  entries.map(({ mutation, conflict }) => [
    mutation.op === 'update' ? mutation.patch : mutation.op,
    conflict,
  ])

describe('a pending mutation', () => {
  it('stays as it is if the server has not changed its field', () => {
    const mine = update({ title: 'Ring' }, { title: 'Call' })
    expect(told(rebase([mine], { ...task, notes: 'New', version: 2 }, task))).toEqual([
      [{ title: 'Ring' }, null],
    ])
  })

  it('is dropped if the server has the same value', () => {
    const mine = update({ title: 'Ring', labels: ['a', 'b'] }, { title: 'Call', labels: [] })
    expect(rebase([mine], { ...task, title: 'Ring', labels: ['b', 'a'] }, task)).toEqual([])
  })

  it('is in conflict about a field that both have changed, and keeps the others', () => {
    const mine = update({ title: 'Ring', priority: 4 }, { title: 'Call', priority: 0 })
    expect(told(rebase([mine], { ...task, title: 'Phone' }, task))).toEqual([
      [
        { title: 'Ring', priority: 4 },
        { kind: 'fields', fields: [{ field: 'title', mine: 'Ring', theirs: 'Phone' }] },
      ],
    ])
  })

  it('treats a date, an instant and its zone as one field', () => {
    const instant = { due_date: null, due_at: at, due_timezone: 'UTC' }
    const mine = update(instant, { due_date: '2026-11-25', due_at: null, due_timezone: null })
    const [conflict] = rebase([mine], { ...task, due_date: '2026-12-24' }, task)
    expect(conflict?.conflict).toMatchObject({
      kind: 'fields',
      fields: [{ field: 'due_date' }, { field: 'due_at' }, { field: 'due_timezone' }],
    })
  })

  it('builds on those ahead of it', () => {
    const first = update({ title: 'Ring' }, { title: 'Call' })
    const second = update({ title: 'Phone' }, { title: 'Ring' })
    expect(told(rebase([first, second], { ...task, version: 2 }, task))).toEqual([
      [{ title: 'Ring' }, null],
      [{ title: 'Phone' }, null],
    ])
  })

  it('is dropped if its task is permanently deleted behind it, even if the task is created again', () => {
    const mine = update({ title: 'Ring' }, { title: 'Call' })
    const [purge, again] = [
      entry({ op: 'purge', id: 'one', at }),
      entry({ op: 'create', id: 'one', at, fields: task, rank: 'a1' }),
    ]
    const theirs = { ...task, title: 'Phone' }
    expect(rebase([mine, purge, again], theirs, task)).toEqual([purge, again])
    expect(rebase([mine, purge, again], undefined, task)).toEqual([again])
    expect(rebase([mine], undefined, undefined)).toEqual([])
  })

  it('is in conflict if its task is in the trash, unless it was restored or put there from here', () => {
    const mine = update({ title: 'Ring' }, { title: 'Call' })
    const trashed = { ...task, deleted_at: at }
    expect(rebase([mine], trashed, task)[0]?.conflict).toEqual({ kind: 'trashed' })
    const restore = entry({ op: 'restore', id: 'one', at })
    expect(told(rebase([restore, mine], trashed, task)).map(([, conflict]) => conflict)).toEqual([
      null,
      null,
    ])
  })

  it('is in conflict if its task is gone, and dropped if it would have deleted the task', () => {
    const mine = update({ title: 'Ring' }, { title: 'Call' })
    const end = entry({ op: 'delete', id: 'one', at })
    expect(rebase([mine, end], undefined, task)).toEqual([
      { ...mine, conflict: { kind: 'deleted' }, lastKnown: task },
    ])
  })

  it('is not in conflict any more if its task exists again', () => {
    const move = entry({ op: 'move', id: 'one', at, place: { after_id: null }, rank: 'a0' })
    const [gone] = rebase([move], undefined, task)
    expect(gone?.conflict).toEqual({ kind: 'deleted' })
    expect(rebase(gone ? [gone] : [], task, undefined)).toMatchObject([{ ...move, conflict: null }])
    const complete = entry({ op: 'complete', id: 'one', at, timezone: 'UTC', due: '2026-11-25' })
    const [trashed] = rebase([complete], { ...task, deleted_at: at }, task)
    expect(trashed?.conflict).toEqual({ kind: 'trashed' })
    expect(rebase(trashed ? [trashed] : [], task, task)).toMatchObject([{ conflict: null }])
  })

  it('completes nothing twice', () => {
    const complete = entry({ op: 'complete', id: 'one', at, timezone: 'UTC', due: '2026-11-25' })
    expect(rebase([complete], { ...task, completed_at: at }, task)).toEqual([])
    const daily = { ...task, recurrence: 'FREQ=DAILY' }
    expect(rebase([complete], { ...daily, due_date: '2026-11-26' }, task)).toEqual([])
    expect(rebase([complete], daily, task)).toEqual([complete])
  })
})
