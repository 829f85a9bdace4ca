import { describe, expect, it } from 'vitest'
import type { Fields, Question } from '../contract.ts'
import { defaults, type Edit, type Entry } from '../mutations/mutation.ts'
import { newWorld } from '../store/optimistic-store.ts'
import { taskOf } from '../testing/task.ts'
import { answered } from './resolve.ts'

const at = '2026-11-25T12:00:00.000Z'
const refused: Question = { kind: 'refused', code: 'validation_failed', detail: 'No', errors: [] }
const long = 'x'.repeat(501)

let key = 0
const entry = (edit: Edit, question: Question | null = null): Entry => ({
  key: ++key,
  edit,
  question,
})
const update = (
  patch: Partial<Fields>,
  seen: Partial<Fields>,
  question: Question | null = null,
): Entry => entry({ op: 'update', id: 'one', at, patch, seen }, question)

function worldWith(fields: Partial<Fields>) {
  const world = newWorld()
  world.setBase('task', 'one', taskOf({ id: 'one', title: 'Call', ...fields }))
  return world
}

describe('what was refused, tried again', () => {
  it('is made as it was corrected since', () => {
    const create = entry(
      { op: 'create', id: 'one', at, fields: { ...defaults, title: long }, rank: 'a1' },
      refused,
    )
    const corrected = update({ title: 'Short', priority: 4 }, { title: long, priority: 0 })
    const { put, settled, edits } = answered([create, corrected], 'mine', newWorld(), at)
    expect(put).toMatchObject([
      { key: create.key, question: null, edit: { fields: { title: 'Short', priority: 4 } } },
    ])
    expect(settled).toEqual([corrected.key])
    expect(edits).toEqual([])
  })

  it('takes the corrected field, and leaves the others of the correction to themselves', () => {
    const first = update({ title: long }, { title: 'Call' }, refused)
    const second = update({ title: 'Short', priority: 4 }, { title: long, priority: 0 })
    const { put, settled } = answered([first, second], 'mine', worldWith({}), at)
    expect(put.map((one) => one.edit)).toMatchObject([
      { patch: { title: 'Short' }, seen: { title: 'Call' } },
      { patch: { priority: 4 }, seen: { priority: 0 } },
    ])
    expect(settled).toEqual([])
  })

  it('asks where it was changed elsewhere meanwhile', () => {
    const first = update({ title: long }, { title: 'Call' }, refused)
    const second = update({ title: 'Short' }, { title: long })
    const { put } = answered([first, second], 'mine', worldWith({ title: 'Ring' }), at)
    expect(put).toMatchObject([
      { question: { kind: 'conflict', fields: [{ mine: 'Short', theirs: 'Ring' }] } },
    ])
  })
})

it('takes theirs for what was written after it was asked, too', () => {
  const clash: Question = {
    kind: 'conflict',
    fields: [{ field: 'title', mine: 'Ring', theirs: 'Write' }],
  }
  const first = update({ title: 'Ring' }, { title: 'Call' }, clash)
  const second = update({ title: 'Ring twice', notes: 'Kept' }, { title: 'Ring', notes: '' })
  const { put, settled } = answered([first, second], 'theirs', worldWith({ title: 'Write' }), at)
  expect(settled).toEqual([first.key])
  expect(put.map((one) => one.edit)).toMatchObject([{ patch: { notes: 'Kept' } }])
})

describe('an answer about a task that is not here, for all is fetched again or it is gone', () => {
  const nothing = { put: [], settled: [], edits: [] }

  it('waits: what was asked stays asked, and nothing of mine goes', () => {
    const conflict: Question = {
      kind: 'conflict',
      fields: [{ field: 'title', mine: 'Ring', theirs: 'Phone' }],
    }
    const asked = update({ title: 'Ring' }, { title: 'Call' }, conflict)
    expect(answered([asked], 'mine', newWorld(), at)).toEqual(nothing)
    const tried = update({ title: long }, { title: 'Call' }, refused)
    expect(answered([tried], 'mine', newWorld(), at)).toEqual(nothing)
  })

  it('is given by fields to nothing but a conflict', () => {
    const gone = update({ title: 'Ring' }, { title: 'Call' }, { kind: 'gone' })
    expect(answered([gone], { title: 'mine' }, newWorld(), at)).toEqual(nothing)
  })
})
