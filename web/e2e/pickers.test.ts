import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { openTasks, openTwice, saved, signUp, test, titlesOf } from './browser.ts'

const option = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('option', { name, exact: true })
const main = (page: Page) => page.getByRole('main')

/** `more` is understood, and no part of the title. */
async function addTask(page: Page, title: string, more = '') {
  await page.getByLabel('New task').fill(`${title}${more}`)
  await page.keyboard.press('Enter')
  await openTasks(page).getByText(title, { exact: true }).waitFor()
}

async function selectAll(page: Page) {
  await page.locator('[data-control=title]').first().focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('region', { name: 'Selected tasks' }).waitFor()
}

test('labels several tasks at once, and shows which only some have', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/inbox')
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
  await page.getByRole('dialog').getByText('The label is 1 characters too long').waitFor()
  await page.keyboard.press('Escape')
  expect(await main(page).getByText('Label: home', { exact: true }).count()).toBe(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => main(page).getByText('Label: home', { exact: true }).count()).toBe(1)
  await saved(page)
})

test('moves several tasks to a list, and to an end of their own', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.getByRole('button', { name: 'New list' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Été')
  await page.keyboard.press('Enter')
  await page.goto('/inbox')
  for (const title of ['one', 'two', 'three']) await addTask(page, title)
  const [, second, third] = await titlesOf(page)
  await page.locator('[data-control=title]').last().focus()
  await page.keyboard.press('m')
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

test('gives several tasks another day, each with its own time', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/inbox')
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

test('keeps of a conflict what is chosen, field by field', async ({ open }) => {
  const [page, elsewhere] = await openTwice(open, 'Call Mia')
  const repeat = async (one: Page, day: string, rule: string) => {
    await one.locator('[data-control=title]').first().focus()
    await one.keyboard.press('t')
    const dialog = one.getByRole('dialog')
    await dialog.getByLabel('Date').fill(day)
    await dialog.getByLabel('Repeat').selectOption(rule)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
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
  await question.getByRole('button', { name: 'Use what is chosen' }).click()
  await page.getByRole('button', { name: 'Overdue: Sun 2 Feb 2020, every month' }).waitFor()
  await saved(page)
})
