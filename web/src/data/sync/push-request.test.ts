import { describe, expect, it } from 'vitest'
import { taskDefaults } from '../../../../worker/domain/task-fields.ts'
import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import { createRows } from '../store/rows.ts'
import { taskOf } from '../testing/task.ts'
import { nextRequest, partitionByRow } from './push-request.ts'

const at = '2026-11-25T12:00:00.000Z'
let key = 0
const entry = (mutation: Mutation): PendingMutation => ({ key: ++key, mutation, conflict: null })
const create = (id: string, notes = '') =>
  entry({ op: 'create', id, at, fields: { ...taskDefaults, title: id, notes }, rank: 'a1' })
const rename = (id: string) =>
  entry({ op: 'update', id, at, patch: { title: 'New' }, base: { title: 'Old' } })
const requestOf = (entries: PendingMutation[], parents: Record<string, string> = {}) => {
  const request = nextRequest(entries, {
    versionOf: () => 7,
    parentOf: (id) => parents[id] ?? null,
    newKey: () => 'key',
  })
  const { operations = [] } = JSON.parse(request?.body ?? '{}')
  return { ...request, operations }
}

describe('the next request', () => {
  it('is null if nothing is pending', () => {
    expect(requestOf([])).toEqual({ operations: [] })
  })

  it('has at most a hundred operations, and no more bytes than the API accepts', () => {
    expect(requestOf(Array.from({ length: 150 }, (_, n) => create(`${n}`))).keys).toHaveLength(100)
    const long = Array.from({ length: 20 }, (_, n) => create(`${n}`, 'é'.repeat(20_000)))
    const { keys, body } = requestOf(long)
    expect(keys).toHaveLength(4)
    expect(new TextEncoder().encode(body ?? '').length).toBeLessThan(256 * 1_024)
  })

  it('has the version of a task once: later operations build on the first', () => {
    const { operations } = requestOf([rename('one'), rename('one'), rename('two')])
    expect(operations.map(({ if_match }: { if_match?: number }) => if_match)).toEqual([
      7,
      undefined,
      7,
    ])
  })

  it('ends before a subtask of a task that it changes', () => {
    const { operations } = requestOf([rename('one'), rename('below')], { below: 'one' })
    expect(operations).toHaveLength(1)
  })

  it('skips a task in conflict, with all its mutations', () => {
    const held: PendingMutation = { ...rename('one'), conflict: { kind: 'deleted' } }
    const { operations } = requestOf([held, rename('two'), rename('one'), rename('three')])
    expect(operations.map(({ id }: { id: string }) => id)).toEqual(['two', 'three'])
  })

  it('keeps lists and tasks in their order', () => {
    const list = entry({
      op: 'create-list',
      id: 'list',
      at,
      fields: { name: 'L', color: 'gray' },
      rank: 'a1',
    })
    expect(requestOf([create('one'), list, create('two')]).operations).toHaveLength(1)
    expect(requestOf([list, create('two')])).toMatchObject({
      method: 'POST',
      path: '/api/v1/lists',
    })
  })
})

describe('mutations whose rows have not arrived', () => {
  it('wait, unless a pending mutation creates the row', () => {
    const rows = createRows()
    rows.setServerRow('task', 'here', taskOf({ id: 'here' }))
    const blocked: PendingMutation = { ...rename('gone'), conflict: { kind: 'deleted' } }
    const pending = [rename('here'), rename('absent'), create('new'), rename('new'), blocked]
    const { sendable, rowless } = partitionByRow(pending, rows)
    expect(sendable).toEqual([pending[0], pending[2], pending[3]])
    expect(rowless).toEqual([pending[1]])
  })
})
