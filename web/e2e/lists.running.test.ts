import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { overflow, saved, signUp, test } from './browser.ts'

/** In the sidebar, in order. */
const lists = (page: Page) => page.locator('aside [data-list] a')
const names = async (page: Page) =>
  (await lists(page).allInnerTexts()).map((text) => text.split('\n')[0])
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: it } = document
    return it?.getAttribute('aria-label') || it?.getAttribute('name') || it?.textContent
  })
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

async function addList(page: Page, name: string) {
  await page.getByRole('button', { name: 'New list' }).click()
  await page.getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await heading(page, name)
}

async function addTasks(page: Page, ...titles: string[]) {
  for (const title of titles) {
    await page.getByLabel('New task').fill(title)
    await page.keyboard.press('Enter')
    await row(page, title).waitFor()
  }
}

const row = (page: Page, title: string) =>
  page.getByRole('main').getByRole('checkbox', { name: title, exact: true })

async function choose(page: Page, action: string) {
  await page.getByRole('button', { name: 'List actions' }).click()
  await page.getByRole('button', { name: action }).click()
}

async function undo(page: Page) {
  await page.getByRole('region', { name: 'Last action' }).getByRole('button').click()
}

test('adds a list, names it, colours it, and keeps it', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.getByRole('button', { name: 'New list' }).click()
  const dialog = page.getByRole('dialog', { name: 'New list' })
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.getByText('Enter a name.').waitFor()
  expect(await focused(page)).toBe('name')
  await expectAccessible(page)
  await dialog.getByLabel('Name').fill('x'.repeat(101))
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.getByText('1 character too long').waitFor()
  await dialog.getByLabel('Name').fill('  Home ')
  await dialog.getByRole('radio', { name: 'Teal' }).check()
  await page.keyboard.press('Enter')
  await heading(page, 'Home')
  expect(await lists(page).first().getAttribute('aria-current')).toBe('page')
  await addTasks(page, 'Sweep', 'Dust')
  await expect.poll(() => lists(page).first().textContent()).toBe('Home2 open')

  await page.getByRole('button', { name: 'List actions' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Edit list…' }).click()
  const editing = page.getByRole('dialog', { name: 'Edit list' })
  expect(await editing.getByRole('radio', { name: 'Teal' }).isChecked()).toBe(true)
  await editing.getByLabel('Name').fill('House')
  await editing.getByRole('radio', { name: 'Pink' }).check()
  await editing.getByRole('button', { name: 'Save' }).click()
  await heading(page, 'House')
  expect(await focused(page)).toBe('List actions')
  await saved(page)
  await page.reload()
  await heading(page, 'House')
  await expect.poll(() => lists(page).first().textContent()).toBe('House2 open')
  await choose(page, 'Edit list…')
  expect(await editing.getByRole('radio', { name: 'Pink' }).isChecked()).toBe(true)
})

test('orders lists by keyboard, menu and drag', async ({ open }) => {
  const page = await open()
  await signUp(page)
  for (const name of ['One', 'Two', 'Three']) await addList(page, name)
  expect(await names(page)).toEqual(['One', 'Two', 'Three'])
  await lists(page).filter({ hasText: 'One' }).focus()
  for (const expected of [
    ['Two', 'One', 'Three'],
    ['Two', 'Three', 'One'],
    ['Two', 'Three', 'One'],
  ]) {
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(() => names(page)).toEqual(expected)
    await expect.poll(() => focused(page)).toBe('One')
  }
  await page.getByRole('status').getByText('to position 3 of 3').waitFor({ state: 'attached' })
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => names(page)).toEqual(['Two', 'One', 'Three'])
  await undo(page)
  await expect.poll(() => names(page)).toEqual(['Two', 'Three', 'One'])

  await choose(page, 'Move up')
  await expect.poll(() => names(page)).toEqual(['Three', 'Two', 'One'])
  expect(await focused(page)).toBe('List actions')

  await lists(page).filter({ hasText: 'One' }).hover()
  await expect
    .poll(() => lists(page).filter({ hasText: 'One' }).getAttribute('draggable'))
    .toBe('true')
  await lists(page)
    .filter({ hasText: 'One' })
    .dragTo(lists(page).filter({ hasText: 'Three' }), { targetPosition: { x: 40, y: 4 } })
  await expect.poll(() => names(page)).toEqual(['One', 'Three', 'Two'])
  await saved(page)
  await page.reload()
  await expect.poll(() => names(page)).toEqual(['One', 'Three', 'Two'])
})

test('archives and unarchives a list', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await addList(page, 'Home')
  await choose(page, 'Archive')
  await page.getByText('This list is archived.').waitFor()
  expect(await focused(page)).toBe('List actions')
  expect(await names(page)).toEqual([])
  await page.locator('aside summary').filter({ hasText: 'Archived' }).click()
  await page.locator('aside').getByRole('link', { name: 'Home' }).waitFor()
  await expectAccessible(page)
  await undo(page)
  await expect.poll(() => names(page)).toEqual(['Home'])
  await choose(page, 'Archive')
  await expect.poll(() => names(page)).toEqual([])
  await choose(page, 'Unarchive')
  await expect.poll(() => names(page)).toEqual(['Home'])
})

test('deletes a list with or without its tasks', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await addList(page, 'Home')
  await addTasks(page, 'Sweep', 'Dust')
  await choose(page, 'Delete…')
  const dialog = page.getByRole('dialog', { name: 'Delete “Home”?' })
  await dialog.getByText('It has 2 open tasks.').waitFor()
  expect(await dialog.getByRole('radio', { name: 'Move to Inbox' }).isChecked()).toBe(true)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  expect(await focused(page)).toBe('List actions')

  await choose(page, 'Delete…')
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await heading(page, 'Inbox')
  await expect.poll(() => focused(page)).toBe('Inbox')
  await row(page, 'Sweep').waitFor()
  expect(await names(page)).toEqual([])
  await undo(page)
  await expect.poll(() => names(page)).toEqual(['Home'])
  await lists(page).first().click()
  await row(page, 'Sweep').waitFor()
  await saved(page)

  await choose(page, 'Delete…')
  await dialog.getByRole('radio', { name: 'Move to trash' }).check()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await heading(page, 'Inbox')
  await page.getByText('Nothing to do.').waitFor()
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('main').getByText('Dust', { exact: true }).waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(() => names(page)).toEqual(['Home'])
  await lists(page).first().click()
  await row(page, 'Dust').waitFor()
  await saved(page)
  await page.reload()
  await row(page, 'Sweep').waitFor()
  await row(page, 'Dust').waitFor()
})

test('shows lists behind the menu on a small screen, and everywhere by keyboard', async ({
  open,
}) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await signUp(page)
  await page.getByRole('button', { name: 'Menu' }).focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Menu' })
  await drawer.getByRole('button', { name: 'New list' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New list' })
  await dialog.waitFor()
  expect(await drawer.count()).toBe(0)
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  expect(await focused(page)).toBe('Menu')

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type('new list')
  await page.keyboard.press('Enter')
  await dialog.waitFor()
  await page.keyboard.type('W'.repeat(100))
  await page.keyboard.press('Enter')
  await heading(page, 'W'.repeat(100))
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: 'List actions' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Delete…' }).waitFor()
  await expect.poll(() => focused(page)).toBe('Edit list…')
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  expect(await focused(page)).toBe('List actions')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('Edit list…')
  for (const [key, choice] of [
    ['Home', 'Edit list…'],
    ['ArrowUp', 'Delete…'],
    ['ArrowDown', 'Edit list…'],
    ['q', 'Edit list…'],
  ] as const) {
    await page.keyboard.press(key)
    expect(await focused(page)).toBe(choice)
  }
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Edit list' }).waitFor()
  expect(await overflow(page)).toBe(0)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Menu' }).click()
  await drawer.getByRole('link', { name: 'WWW' }).waitFor()
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
})
