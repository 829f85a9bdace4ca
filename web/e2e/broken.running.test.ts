import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { addTask, complete, openTasks, saved, signUp, test, titlesOf } from './browser.ts'

/** Replaces a part of the app with a module whose component throws. */
const broken = {
  contentType: 'text/javascript',
  body: 'export default function Part() { throw new Error("broken on purpose") }',
}

test('loses one room, and nothing else, to a fault in it', async ({ open }) => {
  const page = await open({ withBrokenParts: true })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await signUp(page)
  await complete(page)
  await addTask(page, 'Call Mia')
  await page.route('**/assets/detail-*.js', (route) => route.fulfill(broken))
  await openTasks(page).getByRole('link', { name: 'Call Mia' }).click()
  await page.getByText('This task cannot be shown. Your changes are safe.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Copy report' }).click()
  await page.getByText('Copied.').waitFor()
  const report = await page.evaluate(() => navigator.clipboard.readText())
  expect(report).toMatch(/^Error: broken on purpose\nat \/dashboard\n/)
  expect(report).not.toContain('Mia')
  await addTask(page, 'Still here')
  await saved(page)
  expect(await titlesOf(page)).toEqual(['Call Mia', 'Still here'])
})

test('says so if a whole page breaks, while others work', async ({ open }) => {
  const page = await open({ withBrokenParts: true })
  await page.route('**/assets/search-page-*.js', (route) => route.fulfill(broken))
  await signUp(page)
  await complete(page)
  await page.getByRole('link', { name: 'Search' }).click()
  await page.getByText('This page cannot be shown.').waitFor()
  await page.getByRole('link', { name: 'Inbox' }).click()
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
})
