import { expect, inject } from 'vitest'
import { somebody } from '../../tools/measure/people.ts'
import { expectAccessible } from './accessible.ts'
import { overflow, signIn, test } from './browser.ts'

test('downloads many tasks visibly, pauses on request, and resumes', async ({ open }) => {
  const person = await somebody({ apiUrl: inject('apiUrl'), settings: inject('settings') }, 1_200)
  const page = await open({ viewport: { width: 320, height: 640 } })
  const waiting: (() => void)[] = []
  let asked = 0
  await page.route('**/api/v1/changes?*', async (route) => {
    asked += 1
    if (asked > 1 && asked < 4) await new Promise<void>((resolve) => waiting.push(resolve))
    await route.continue()
  })
  await signIn(page, { ...person, name: '' })
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  const status = (words: string) => page.getByRole('status').getByText(words)
  await status('Downloading your tasks: 500 so far…').waitFor()
  await page.getByRole('button', { name: 'Pause' }).press('Enter')
  await status('Paused. 500 downloaded').waitFor()
  expect(await focused()).toBe('Resume')
  // Pending responses still arrive, and none after them.
  await expect.poll(() => waiting.length).toBe(1)
  waiting[0]?.()
  await status('Paused. 1,000 downloaded').waitFor()
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)

  // Everything else continues: local changes are sent, and checking for news downloads none.
  const sent = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByLabel('New task').fill('Call Mia')
  await page.keyboard.press('Enter')
  expect((await sent).ok()).toBe(true)
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog').getByText('Saved', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  expect(asked).toBe(2)

  await page.getByRole('button', { name: 'Resume' }).press('Enter')
  await status('Downloading your tasks: 1,000 so far…').waitFor()
  await expect.poll(() => waiting.length).toBe(2)
  waiting[1]?.()
  await page.getByRole('button', { name: 'Pause' }).waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  await page.getByRole('button', { name: 'Menu' }).click()
  const inbox = page.getByRole('dialog').getByRole('link', { name: /^Inbox/ })
  await expect.poll(() => inbox.textContent()).toBe('Inbox1201 open')
})
