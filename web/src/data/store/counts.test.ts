import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { taskOf } from '../testing/task.ts'
import { createCounts } from './counts.ts'

const calendar = () => ({ timezone: 'Europe/Berlin', today: '2026-11-25' })
const some = <T>(...values: T[]) => fc.constantFrom(...values)
const task = fc.record({
  id: some(...'abcdef'),
  list_id: some('x', 'y', null),
  parent_id: some('a', null, null),
  labels: fc.subarray(['home', 'work']),
  due_date: some('2026-11-24', '2026-11-25', '2026-11-26', null),
  completed_at: some('2026-11-25T08:00:00.000Z', null, null),
  deleted_at: some('2026-11-25T08:00:00.000Z', null, null),
})

it('counts open tasks by where they lie and when they are due', () => {
  const counting = createCounts(calendar)
  const tasks = [
    { id: 'a', due_date: '2026-11-24', labels: ['home'] },
    { id: 'b', due_date: '2026-11-25', list_id: 'x' },
    { id: 'c', parent_id: 'a', labels: ['home', 'work'], completed_at: '2026-11-25T08:00:00.000Z' },
    { id: 'd', deleted_at: '2026-11-25T08:00:00.000Z', labels: ['gone'] },
  ]
  counting.recount(tasks.map(taskOf))
  expect(counting.counts.get()).toEqual({
    inbox: 1,
    today: 2,
    overdue: 1,
    lists: new Map([['x', 1]]),
  })
  expect(counting.labels.get()).toEqual([
    { name: 'home', open: 1 },
    { name: 'work', open: 0 },
  ])
})

it('counts the same from changes as from all tasks', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(task, some(...'abcdef'))), (steps) => {
      const counting = createCounts(calendar)
      const rows = new Map<string, Task>()
      for (const step of steps) {
        const id = typeof step === 'string' ? step : step.id
        if (typeof step === 'string') rows.delete(id)
        else rows.set(id, taskOf(step))
        counting.changed([id], (one) => rows.get(one))
      }
      const anew = createCounts(calendar)
      anew.recount(rows.values())
      const { lists, ...sums } = counting.counts.get()
      const { lists: wanted, ...wantedSums } = anew.counts.get()
      expect(sums).toEqual(wantedSums)
      for (const id of ['x', 'y']) expect(lists.get(id) ?? 0).toBe(wanted.get(id) ?? 0)
      expect(counting.labels.get()).toEqual(anew.labels.get())
    }),
  )
})

it('notifies nobody if no number changes', () => {
  const counting = createCounts(calendar)
  const before = taskOf({ id: 'a', title: 'One', deleted_at: '2026-11-25T08:00:00.000Z' })
  counting.changed(['a'], () => before)
  const { counts, labels } = counting
  const said = [counts.get(), labels.get()]
  counting.changed(['a'], () => ({ ...before, title: 'Another' }))
  expect([counts.get(), labels.get()]).toEqual(said)
  expect(counts.get()).toBe(said[0])
})
