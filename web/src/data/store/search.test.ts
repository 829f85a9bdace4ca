import { expect, it } from 'vitest'
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
  add('last')
  index.schedule()
  index.stop()
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(allIndexed()).toBe(false)
})
