import { describe, expect, it } from 'vitest'
import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import type { InFlightRequest } from '../storage/stored.ts'
import { aboutOf, isAnswerTo, isPage } from './authenticity.ts'
import { asFailure, type Failure } from './failure.ts'

const at = '2026-11-25T12:00:00.000Z'
const entriesOf = (...mutations: Mutation[]): PendingMutation[] =>
  mutations.map((mutation, n) => ({ key: n + 7, mutation, conflict: null }))
const tasks = entriesOf(
  { op: 'complete', id: 'one', at, timezone: 'UTC', due: null },
  { op: 'delete', id: 'two', at },
  { op: 'purge', id: 'three', at },
)
const lists = entriesOf({ op: 'update-list', id: 'list', at, patch: { name: 'New' } })
const batch = (entries: PendingMutation[]): InFlightRequest => ({
  idempotencyKey: 'key',
  method: 'POST',
  path: '/api/v1/tasks/batch',
  body: '',
  keys: entries.map(({ key }) => key),
})
const onList = (method: InFlightRequest['method'] = 'PATCH'): InFlightRequest => ({
  ...batch(lists),
  method,
  path: '/api/v1/lists/list',
})
const failed = (status: number, code: string, members: Partial<Failure> = {}): Failure => ({
  ...asFailure(null),
  status,
  code,
  ...members,
})

const [one, two, three] = [
  { status: 200, resource: { id: 'one', version: 2 } },
  { status: 200, resource: { id: 'two', version: 2 } },
  { status: 204 },
]

describe('an answer to a batch', () => {
  it('has a result for each operation, complete or minimal', () => {
    for (const results of [
      [one, two, three],
      [{ status: 200, id: 'one', version: 2, seq: 9 }, { status: 200, id: 'two' }, { status: 204 }],
    ])
      expect(isAnswerTo(batch(tasks), tasks, { results })).toBe(true)
  })

  it.each([
    {},
    { results: {} },
    { results: [] },
    { results: [one, two] },
    { results: [one, two, three, three] },
    { results: [two, one, three] },
    { results: [{}, {}, {}] },
    { results: [one, { status: 204 }, three] },
    { results: [one, { ...two, status: 404 }, three] },
    { results: [one, null, three] },
    [one, two, three],
  ])('is no answer otherwise: %j', (answer) => {
    expect(isAnswerTo(batch(tasks), tasks, answer)).toBe(false)
  })

  it('may be empty if it was not stored', () => {
    expect(isAnswerTo(batch(tasks), tasks, null)).toBe(true)
  })

  it('is checked by its length if a mutation was dropped meanwhile', () => {
    const left = tasks.slice(1)
    expect(isAnswerTo(batch(tasks), left, { results: [one, two, three] })).toBe(true)
    expect(isAnswerTo(batch(tasks), left, { results: [two, three] })).toBe(false)
  })
})

it('accepts for a list only that list, and for a deletion nothing', () => {
  expect(isAnswerTo(onList(), lists, { id: 'list', name: 'New' })).toBe(true)
  for (const answer of [null, {}, { id: 'other' }, 'list'])
    expect(isAnswerTo(onList(), lists, answer)).toBe(false)
  expect(isAnswerTo(onList('DELETE'), lists, null)).toBe(true)
  expect(isAnswerTo(onList('DELETE'), lists, {})).toBe(false)
})

describe('a page of changes', () => {
  const deleted = { seq: 8, type: 'task', id: 'one', deleted: true, resource: null }
  const changed = { ...deleted, deleted: false, resource: { id: 'one', version: 2 } }
  const page = { changes: [deleted, changed], next: 9, has_more: false }

  it('continues from the cursor, and may have unknown types', () => {
    expect(isPage(page, 3)).toBe(true)
    expect(isPage({ changes: [], next: 3, has_more: false }, 3)).toBe(true)
    expect(isPage({ ...page, changes: [{ type: 'tag', id: 'x', anything: 1 }] }, 3)).toBe(true)
  })

  it.each([
    null,
    {},
    { ...page, next: 2 },
    { ...page, next: '9' },
    { ...page, has_more: undefined },
    { changes: [], next: 3, has_more: true },
    { ...page, changes: [{ ...changed, resource: null }] },
    { ...page, changes: [{ ...changed, resource: undefined }] },
    { ...page, changes: [{ ...changed, resource: { id: 'other', version: 1 } }] },
    { ...page, changes: [{ ...deleted, id: undefined }] },
    { ...page, changes: [null] },
  ])('is none otherwise: %j', (other) => {
    expect(isPage(other, 3)).toBe(false)
  })
})

describe('a failure', () => {
  it('is about the mutation whose operation it names, by index or by pointer', () => {
    const errors = [{ pointer: '/operations/2/body/title', code: 'too_long', detail: '' }]
    expect(aboutOf(failed(404, 'not_found', { index: 1 }), batch(tasks), tasks)).toBe(tasks[1])
    expect(aboutOf(failed(422, 'validation_failed', { errors }), batch(tasks), tasks)).toBe(
      tasks[2],
    )
    // Of a code that is newer than this app, too.
    expect(aboutOf(failed(409, 'too_many', { index: 0 }), batch(tasks), tasks)).toBe(tasks[0])
  })

  it('is about no mutation if it names none, even if there is only one', () => {
    for (const entries of [tasks, tasks.slice(0, 1)])
      for (const [status, code] of [
        [404, 'not_found'],
        [409, 'task_exists'],
        [412, 'version_mismatch'],
        [422, 'validation_failed'],
      ] as const)
        expect(aboutOf(failed(status, code), batch(entries), entries)).toBe(null)
  })

  it('is about no mutation outside the request', () => {
    expect(aboutOf(failed(404, 'not_found', { index: 3 }), batch(tasks), tasks)).toBe(null)
  })

  it('is about no mutation for which the API has no such code', () => {
    const exists = failed(409, 'task_exists', { index: 0 })
    expect(aboutOf(exists, batch(tasks), tasks)).toBe(null)
    expect(aboutOf(failed(409, 'list_exists'), onList(), lists)).toBe(null)
  })

  it('is about no mutation if it is about the moment, the session or the network', () => {
    for (const status of [0, 401, 403, 405, 408, 410, 415, 429, 500, 503])
      expect(aboutOf(failed(status, 'any', { index: 0 }), batch(tasks), tasks)).toBe(null)
  })

  it('asks for a smaller request, or is about the mutation that is too large by itself', () => {
    const [alone] = tasks
    for (const much of [failed(413, 'payload_too_large'), failed(409, 'quota_exceeded')]) {
      expect(aboutOf(much, batch(tasks), tasks)).toBe('smaller')
      expect(aboutOf(much, batch(tasks.slice(0, 1)), tasks)).toBe(alone)
    }
  })

  it('asks for another key if this one is taken', () => {
    expect(aboutOf(failed(422, 'idempotency_key_reused'), batch(tasks), tasks)).toBe('anew')
  })

  it('is about the list in the path, if the API gives a reason', () => {
    const errors = [{ pointer: '/name', code: 'too_long', detail: '' }]
    const [list] = lists
    expect(aboutOf(failed(422, 'validation_failed', { errors }), onList(), lists)).toBe(list)
    expect(aboutOf(failed(404, 'not_found'), onList(), lists)).toBe(list)
    expect(aboutOf(failed(422, 'validation_failed'), onList(), lists)).toBe(null)
    expect(aboutOf(failed(405, 'method_not_allowed'), onList(), lists)).toBe(null)
  })
})
