// The commit that an answer comes to, from a state that stays as it was.
import { describe, expect, it } from 'vitest'
import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import { createRows } from '../store/rows.ts'
import { taskOf } from '../testing/task.ts'
import { acknowledge, applyChanges, outdated } from './reconcile.ts'

const at = '2026-11-25T12:00:00.000Z'
const call = taskOf({ id: 'one', title: 'Call', version: 2, seq: 20 })
const rename: Mutation = {
  ...{ op: 'update', id: 'one', at },
  ...{ patch: { title: 'Ring' }, base: { title: 'Call' } },
}
const pendingOf = (...mutations: Mutation[]): PendingMutation[] =>
  mutations.map((mutation, n) => ({ key: n + 1, mutation, conflict: null }))

function stateOf(task: typeof call, ...mutations: Mutation[]) {
  const rows = createRows()
  rows.setServerRow('task', task.id, task)
  return { rows, pending: pendingOf(...mutations) }
}

describe('an answer', () => {
  it('changes neither rows nor pending mutations while it is reconciled', () => {
    const state = stateOf(call, rename)
    const before = structuredClone(state.pending)
    acknowledge(state, state.pending, {
      results: [{ status: 200, id: 'one', version: 3, seq: 30 }],
    })
    applyChanges(state, [{ type: 'task', id: 'one', resource: { ...call, title: 'Write' } }], 30)
    expect(state.rows.serverRows.tasks.get('one')).toBe(call)
    expect(state.pending).toEqual(before)
  })

  it('applies the mutations of one request in order', () => {
    const child = taskOf({ id: 'two', parent_id: 'one', list_id: 'home' })
    const state = stateOf(call)
    state.rows.setServerRow('task', 'two', child)
    const batch = pendingOf(
      { op: 'move', id: 'one', at, place: { list_id: 'work' }, rank: 'a2' },
      { op: 'purge', id: 'one', at },
    )
    const commit = acknowledge({ ...state, pending: batch }, batch, {
      results: [{ status: 200, id: 'one', version: 3, seq: 30 }, { status: 204 }],
    })
    expect(commit.deleted.toSorted()).toEqual(['one', 'two'])
    expect(commit.rows).toEqual([])
  })
})

describe('a mutation that was made on an older row than the server has', () => {
  it('does not overwrite what somebody else has written', () => {
    const change = outdated(stateOf({ ...call, title: 'Write' }, rename))
    expect(change?.replaced).toMatchObject([
      { conflict: { kind: 'fields', fields: [{ mine: 'Ring', theirs: 'Write' }] } },
    ])
  })

  it('does not complete a repeat twice', () => {
    const daily = { due_date: '2026-11-26', recurrence: 'FREQ=DAILY' }
    const complete: Mutation = { op: 'complete', id: 'one', at, timezone: 'UTC', due: '2026-11-25' }
    expect(outdated(stateOf({ ...call, ...daily }, complete))?.acknowledged).toEqual([1])
  })

  it('stays as it is if its row has not changed', () => {
    const daily = { due_date: '2026-11-25', recurrence: 'FREQ=DAILY' }
    const complete = (due: string): Mutation => ({
      ...{ op: 'complete', id: 'one', at, timezone: 'UTC', due },
    })
    expect(outdated(stateOf(call, rename))).toBeNull()
    const twice = [complete('2026-11-25'), complete('2026-11-26')]
    expect(outdated(stateOf({ ...call, ...daily }, ...twice))).toBeNull()
    const later: Mutation = {
      ...{ op: 'update', id: 'one', at },
      ...{ patch: { due_date: '2026-11-27' }, base: { due_date: '2026-11-25' } },
    }
    expect(outdated(stateOf({ ...call, ...daily }, later, complete('2026-11-27')))).toBeNull()
  })
})

describe('a mutation of a row that other pending mutations change', () => {
  const update = (id: string, patch: object, base: object): Mutation =>
    ({ op: 'update', id, at, patch, base }) as Mutation
  const home = {
    ...{ id: 'home', name: 'Home', color: 'gray' as const, rank: 'a1', version: 1, seq: 1 },
    ...{ archived_at: null, created_at: at, updated_at: at },
  }

  it('is kept: the undo of a deleted list brings its tasks back', () => {
    const state = stateOf(
      { ...call, list_id: 'home' },
      { op: 'delete-list', id: 'home', at, tasks: 'keep' },
      { op: 'create-list', id: 'home', at, fields: { name: 'Home', color: 'gray' }, rank: 'a1' },
      update('one', { list_id: 'home' }, { list_id: null }),
    )
    state.rows.setServerRow('list', 'home', home)
    expect(outdated(state)).toBeNull()
  })

  it('is kept: a subtask that its parent reopens is completed again', () => {
    const daily = { due_date: '2026-11-25', recurrence: 'FREQ=DAILY' }
    const complete = (id: string, due: string | null): Mutation => ({
      ...{ op: 'complete', id, at, timezone: 'UTC', due },
    })
    const state = stateOf(
      { ...call, ...daily },
      complete('one', '2026-11-25'),
      complete('two', null),
    )
    const done = { parent_id: 'one', completed_at: '2026-11-24T08:00:00.000Z' }
    state.rows.setServerRow('task', 'two', taskOf({ id: 'two', ...done }))
    expect(outdated(state)).toBeNull()
  })

  it('is kept: a subtask that is restored with its parent is edited', () => {
    const state = stateOf(
      { ...call, deleted_at: at },
      { op: 'restore', id: 'one', at },
      update('two', { title: 'New' }, { title: 'Task two' }),
    )
    state.rows.setServerRow('task', 'two', taskOf({ id: 'two', parent_id: 'one', deleted_at: at }))
    expect(outdated(state)).toBeNull()
  })
})

it('a task in the trash may go back to its list without a question', () => {
  const back: Mutation = {
    ...{ op: 'update', id: 'one', at },
    ...{ patch: { list_id: 'home' }, base: { list_id: null } },
  }
  expect(outdated(stateOf({ ...call, deleted_at: at }, back))).toBeNull()
  expect(outdated(stateOf({ ...call, deleted_at: at }, rename))?.replaced).toMatchObject([
    { conflict: { kind: 'trashed' } },
  ])
})

it('a task that was moved to another list here is not in conflict about it', () => {
  const move: Mutation = { op: 'move', id: 'one', at, place: { list_id: 'work' }, rank: 'a2' }
  const back: Mutation = {
    ...{ op: 'update', id: 'one', at },
    ...{ patch: { list_id: 'home' }, base: { list_id: 'work' } },
  }
  expect(outdated(stateOf({ ...call, list_id: 'home' }, move, back))).toBeNull()
})
