// The budgets of the web app that do not hang on the clock (npm run measure:web has all of them).
import { expect, inject } from 'vitest'
import { bytesBeforeFirstTask, markFirstTask } from '../../tools/measure/start.ts'
import { addTask, complete, saved, signUp, test } from './browser.ts'

test('needs no more than it may before the first task is on the screen', async ({ open }) => {
  const page = await open()
  await markFirstTask(page.context())
  await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  for (const { what, bound, figure } of await bytesBeforeFirstTask(page, inject('dist'))) {
    expect(figure, what).toBeGreaterThan(0)
    expect(figure, what).toBeLessThanOrEqual(bound ?? 0)
  }
})

test('says little where there is little to say', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await complete(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  const answer = page.waitForResponse(
    (response) => response.url().includes('/changes') && response.request().method() === 'GET',
  )
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  expect((await (await answer).body()).length).toBeLessThanOrEqual(200)
})
