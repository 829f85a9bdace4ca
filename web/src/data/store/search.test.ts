import { expect, it, vi } from 'vitest'
import { taskOf } from '../testing/task.ts'
import { createRows } from './rows.ts'
import { indexWhenIdle, isIndexed } from './search.ts'

it('indexes rows before somebody searches, and those that come later', async () => {
  const rows = createRows()
  const add = (id: string) => rows.setServerRow('task', id, taskOf({ id }))
  for (let n = 0; n < 3_000; n += 1) add(`${n}`)
  const index = indexWhenIdle(rows)
  const allIndexed = () => [...rows.tasks()].every(isIndexed)
  index.schedule()
  expect(allIndexed()).toBe(false)
  await expect.poll(allIndexed, { timeout: 5_000 }).toBe(true)
  add('later')
  index.schedule()
  await expect.poll(allIndexed, { timeout: 5_000 }).toBe(true)
})

it('indexes nothing once it is stopped', () => {
  vi.useFakeTimers()
  try {
    const rows = createRows()
    rows.setServerRow('task', 'one', taskOf({ id: 'one' }))
    const index = indexWhenIdle(rows)
    index.schedule()
    index.stop()
    vi.advanceTimersByTime(5_000)
    expect([...rows.tasks()].some(isIndexed)).toBe(false)
    index.schedule()
    vi.advanceTimersByTime(5_000)
    expect([...rows.tasks()].every(isIndexed)).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})
