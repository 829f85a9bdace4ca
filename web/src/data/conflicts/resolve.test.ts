import { describe, expect, it } from 'vitest'
import { taskDefaults } from '../../../../worker/domain/task-fields.ts'
import type { Conflict, TaskFields } from '../contract.ts'
import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import { createRows } from '../store/rows.ts'
import { taskOf } from '../testing/task.ts'
import { resolveConflict } from './resolve.ts'

const at = '2026-11-25T12:00:00.000Z'
const refused: Conflict = { kind: 'rejected', code: 'validation_failed', detail: 'No', errors: [] }
const long = 'x'.repeat(501)

let key = 0
const entry = (mutation: Mutation, conflict: Conflict | null = null): PendingMutation => ({
  key: ++key,
  mutation,
  conflict,
})
const update = (
  patch: Partial<TaskFields>,
  base: Partial<TaskFields>,
  conflict: Conflict | null = null,
): PendingMutation => entry({ op: 'update', id: 'one', at, patch, base }, conflict)

function rowsWith(fields: Partial<TaskFields>) {
  const rows = createRows()
  rows.setServerRow('task', 'one', taskOf({ id: 'one', title: 'Call', ...fields }))
  return rows
}

describe('a rejected mutation, tried again', () => {
  it('is sent with its correction', () => {
    const create = entry(
      { op: 'create', id: 'one', at, fields: { ...taskDefaults, title: long }, rank: 'a1' },
      refused,
    )
    const corrected = update({ title: 'Short', priority: 4 }, { title: long, priority: 0 })
    const { replaced, acknowledged, mutations } = resolveConflict(
      [create, corrected],
      'mine',
      createRows(),
      at,
    )
    expect(replaced).toMatchObject([
      { key: create.key, conflict: null, mutation: { fields: { title: 'Short', priority: 4 } } },
    ])
    expect(acknowledged).toEqual([corrected.key])
    expect(mutations).toEqual([])
  })

  it('takes the corrected field, and leaves the other fields of the correction in their mutation', () => {
    const first = update({ title: long }, { title: 'Call' }, refused)
    const second = update({ title: 'Short', priority: 4 }, { title: long, priority: 0 })
    const { replaced, acknowledged } = resolveConflict([first, second], 'mine', rowsWith({}), at)
    expect(replaced.map((one) => one.mutation)).toMatchObject([
      { patch: { title: 'Short' }, base: { title: 'Call' } },
      { patch: { priority: 4 }, base: { priority: 0 } },
    ])
    expect(acknowledged).toEqual([])
  })

  it('is in conflict if the field was changed elsewhere meanwhile', () => {
    const first = update({ title: long }, { title: 'Call' }, refused)
    const second = update({ title: 'Short' }, { title: long })
    const { replaced } = resolveConflict([first, second], 'mine', rowsWith({ title: 'Ring' }), at)
    expect(replaced).toMatchObject([
      { conflict: { kind: 'fields', fields: [{ mine: 'Short', theirs: 'Ring' }] } },
    ])
  })
})

it("takes the server's value also against later mutations", () => {
  const clash: Conflict = {
    kind: 'fields',
    fields: [{ field: 'title', mine: 'Ring', theirs: 'Write' }],
  }
  const first = update({ title: 'Ring' }, { title: 'Call' }, clash)
  const second = update({ title: 'Ring twice', notes: 'Kept' }, { title: 'Ring', notes: '' })
  const { replaced, acknowledged } = resolveConflict(
    [first, second],
    'theirs',
    rowsWith({ title: 'Write' }),
    at,
  )
  expect(acknowledged).toEqual([first.key])
  expect(replaced.map((one) => one.mutation)).toMatchObject([{ patch: { notes: 'Kept' } }])
})

describe('a decision about a task that is not here, because it is fetched again or gone', () => {
  const nothing = { replaced: [], acknowledged: [], mutations: [] }

  it('waits: the conflict stays, and no mutation is dropped', () => {
    const conflict: Conflict = {
      kind: 'fields',
      fields: [{ field: 'title', mine: 'Ring', theirs: 'Phone' }],
    }
    const asked = update({ title: 'Ring' }, { title: 'Call' }, conflict)
    expect(resolveConflict([asked], 'mine', createRows(), at)).toEqual(nothing)
    const tried = update({ title: long }, { title: 'Call' }, refused)
    expect(resolveConflict([tried], 'mine', createRows(), at)).toEqual(nothing)
  })

  it('by fields applies only to a conflict of fields', () => {
    const gone = update({ title: 'Ring' }, { title: 'Call' }, { kind: 'deleted' })
    expect(resolveConflict([gone], { title: 'mine' }, createRows(), at)).toEqual(nothing)
  })
})
