import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import {
  complete,
  openTasks,
  openTwice,
  overflow,
  saved,
  signUp,
  test,
  titlesOf,
} from './browser.ts'

const option = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('option', { name, exact: true })
const main = (page: Page) => page.getByRole('main')

/** `more` is understood, and is not part of the title. */
async function addTask(page: Page, title: string, more = '') {
  await page.getByLabel('New task').fill(`${title}${more}`)
  await page.keyboard.press('Enter')
  await openTasks(page).getByText(title, { exact: true }).waitFor()
}

async function selectAll(page: Page) {
  await complete(page)
  await page.locator('[data-control=title]').first().focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('region', { name: 'Selected tasks' }).waitFor()
}

/** Row shortcuts load a little after the page, so this presses again. */
async function asked(page: Page, key: string) {
  const dialog = page.getByRole('dialog')
  const ask = async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press(key)
    return await dialog.isVisible()
  }
  await expect.poll(ask, { interval: 1_000, timeout: 10_000 }).toBe(true)
}

test('labels several tasks at once, and shows labels that only some have', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/inbox')
  await complete(page)
  await addTask(page, 'one', ' #home')
  await addTask(page, 'two')
  await selectAll(page)
  await page.keyboard.press('l')
  await option(page, 'home').waitFor()
  expect(await option(page, 'home').getAttribute('aria-checked')).toBe('mixed')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  expect(await option(page, 'home').getAttribute('aria-checked')).toBe('true')
  await page.keyboard.type('x'.repeat(51))
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText('The label is 1 character too long').waitFor()
  await page.keyboard.press('Escape')
  expect(await main(page).getByText('Label: #home', { exact: true }).count()).toBe(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => main(page).getByText('Label: #home', { exact: true }).count()).toBe(1)
  await saved(page)
})

test('moves several tasks to a list, and to an end of their own', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.getByRole('button', { name: 'New list' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Été')
  await page.keyboard.press('Enter')
  await page.goto('/inbox')
  await complete(page)
  for (const title of ['one', 'two', 'three']) await addTask(page, title)
  const [, second, third] = await titlesOf(page)
  await page.locator('[data-control=title]').last().focus()
  await asked(page, 'm')
  await option(page, 'Top of its list').click()
  await expect.poll(() => titlesOf(page)).toEqual([third, 'one', second])
  await selectAll(page)
  await page.keyboard.press('m')
  await option(page, 'Été').waitFor()
  await page.keyboard.type('ete')
  await page.keyboard.press('Enter')
  await expect.poll(() => titlesOf(page)).toEqual([])
  await saved(page)
  await page.getByRole('navigation').getByRole('link', { name: /^Été/ }).click()
  const inList = main(page).locator('[data-control=title]')
  await expect.poll(() => inList.allInnerTexts()).toEqual([third, 'one', second])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => inList.allInnerTexts()).toEqual([])
  await saved(page)
})

test('orders tasks with two taps, and does everything else by touch alone', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 }, withTouch: true })
  await signUp(page)
  await page.goto('/inbox')
  for (const title of ['one', 'two', 'three']) await addTask(page, title)
  const [, , third] = await titlesOf(page)
  const dialog = page.getByRole('dialog')
  async function choose(title: string, action: string) {
    await page.getByRole('button', { name: `Actions: ${title}`, exact: true }).tap()
    await dialog.getByRole('button', { name: action, exact: true }).tap()
  }
  await page.getByRole('button', { name: 'Actions: one' }).tap()
  await dialog.getByRole('button', { name: 'Move down' }).waitFor()
  // The first one cannot move up.
  expect(await dialog.getByRole('button', { name: 'Move up' }).count()).toBe(0)
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  for (const button of await dialog.getByRole('button').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await dialog.getByRole('button', { name: 'Cancel' }).tap()

  await choose(third ?? '', 'Move up')
  await expect.poll(() => titlesOf(page)).toEqual(['one', third, 'two'])
  await choose('two', 'Move to the top')
  await expect.poll(() => titlesOf(page)).toEqual(['two', 'one', third])
  await choose('two', 'Move down')
  await expect.poll(() => titlesOf(page)).toEqual(['one', 'two', third])
  await choose('one', 'Move to the bottom')
  await expect.poll(() => titlesOf(page)).toEqual(['two', third, 'one'])
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')

  await choose('one', 'Set the priority…')
  await dialog.getByText('High', { exact: true }).tap()
  await main(page).getByText('High').waitFor()
  await choose('two', 'Select')
  const bar = await page.getByRole('region', { name: 'Selected tasks' }).boundingBox()
  const toast = await page.getByRole('region', { name: 'Last action' }).boundingBox()
  expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(toast?.y ?? 0)
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
})

test('gives several tasks another date, each keeping its time', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/inbox')
  await complete(page)
  await addTask(page, 'one', ' today 9:00')
  await addTask(page, 'two')
  await selectAll(page)
  await page.keyboard.press('t')
  await page.getByRole('dialog').getByText('They are due at different times now.').waitFor()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Tomorrow' }).click()
  await main(page).getByText('Tomorrow 09:00', { exact: true }).waitFor()
  await main(page).getByText('Tomorrow', { exact: true }).waitFor()
  await saved(page)
})

test('keeps the chosen side of a conflict, field by field', async ({ open }) => {
  const [page, elsewhere] = await openTwice(open, 'Call Mia')
  const repeat = async (one: Page, day: string, rule: string) => {
    await one.locator('[data-control=title]').first().focus()
    await one.keyboard.press('t')
    const dialog = one.getByRole('dialog')
    await dialog.getByLabel('Date').fill(day)
    await dialog.getByLabel('Repeat', { exact: true }).selectOption(rule)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  for (const one of [page, elsewhere]) await complete(one)
  await page.context().setOffline(true)
  await repeat(page, '2020-01-01', 'Every month')
  await repeat(elsewhere, '2020-02-02', 'Every year')
  await saved(elsewhere)
  await page.context().setOffline(false)
  await main(page).getByText('Needs your answer').waitFor()
  await page.locator('[data-control=title]').first().click()
  const question = page.getByRole('alert')
  const due = question.getByRole('group', { name: 'Due' })
  await due.getByLabel('Theirs: Sun 2 Feb 2020').check()
  await question.getByRole('group', { name: 'Repeat' }).getByLabel('Mine: Every month').waitFor()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Use selected' }).click()
  await page.getByRole('button', { name: 'Overdue: Sun 2 Feb 2020, every month' }).waitFor()
  await saved(page)
})
