import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { addTask, openTasks, overflow, signUp, test, titlesOf } from './browser.ts'

const box = (page: Page) => page.getByRole('combobox', { name: 'Search commands' })
const options = (page: Page) => page.getByRole('option').allTextContents()
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })
const activeOption = (page: Page) => page.getByRole('option', { selected: true }).textContent()
const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id)
const field = (page: Page) => page.getByLabel('New task')

/** Waits until the shortcuts have loaded. */
async function withKeys(page: Page) {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await expect
    .poll(
      async () => {
        await page.keyboard.press('?')
        return await sheet(page).isVisible()
      },
      { timeout: 10_000 },
    )
    .toBe(true)
  await page.keyboard.press('Escape')
  await sheet(page).waitFor({ state: 'hidden' })
}

test('does everything by name: commands, lists, labels and tasks, without a pointer', async ({
  open,
}) => {
  const page = await open()
  await signUp(page)
  await field(page).fill('Call Mia #family @Home !3')
  await page.keyboard.press('Enter')
  await openTasks(page).getByText('Call Mia', { exact: true }).waitFor()
  await withKeys(page)
  await field(page).focus()

  await page.keyboard.press('Control+k')
  await box(page).waitFor()
  await expect.poll(async () => (await options(page)).length).toBeGreaterThan(5)
  await expectAccessible(page)
  await page.keyboard.press('ArrowUp')
  expect(await activeOption(page)).toBe((await options(page)).at(-1))
  await page.keyboard.press('ArrowDown')
  expect(await activeOption(page)).toBe((await options(page))[0])
  await page.keyboard.press('Escape')
  await box(page).waitFor({ state: 'hidden' })
  expect(await focusedId(page)).toBe('new-task')

  for (const [words, path] of [
    ['go up', '/upcoming'],
    ['home', '/lists/'],
    ['fam', '/labels/family'],
    ['mia', '?task='],
  ] as const) {
    await page.keyboard.press('Control+k')
    await box(page).waitFor()
    await page.keyboard.type(words)
    await expect.poll(async () => (await options(page)).length).toBeLessThan(3)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.href.includes(path))
    await box(page).waitFor({ state: 'hidden' })
  }
  await page.keyboard.press('Control+k')
  await box(page).waitFor()
  await page.keyboard.type('nothing like this')
  await page.getByRole('dialog').getByText('Nothing found.').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Control+k')
  await box(page).waitFor({ state: 'hidden' })
})

test('shows every shortcut, and each works while nothing is being typed', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await signUp(page)
  await withKeys(page)
  await field(page).focus()
  await page.keyboard.type('g i?')
  expect(await field(page).inputValue()).toBe('g i?')
  expect(await sheet(page).isVisible()).toBe(false)
  await field(page).fill('')
  await field(page).blur()
  await page.keyboard.press('?')
  await sheet(page).waitFor()
  const shown = await sheet(page)
    .locator('[data-command]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('data-command')))
  for (const id of [
    'palette.open',
    'keys.show',
    'undo',
    'redo',
    'go.inbox',
    'go.today',
    'task.complete',
    'row.next',
  ]) {
    expect(shown).toContain(id)
  }
  expect(new Set(shown).size).toBe(shown.length)
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  // Behind a dialog, shortcuts do nothing.
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.keyboard.press('Escape')
  await sheet(page).waitFor({ state: 'hidden' })
  expect(page.url()).toMatch(/dashboard$/)
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.waitForURL('**/inbox')
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  await page.waitForURL('**/upcoming')
})

test('undoes and redoes, but leaves a field its own undo', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await withKeys(page)
  await addTask(page, 'Call Mia')
  await page.keyboard.press('Control+z')
  await expect.poll(() => titlesOf(page)).toEqual([])
  await page.getByRole('status').getByText('Undone: Added “Call Mia”').waitFor()
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => titlesOf(page)).toEqual(['Call Mia'])
  await page.keyboard.type('Buy milk')
  await page.keyboard.press('Control+z')
  expect(await field(page).inputValue()).not.toBe('Buy milk')
  expect(await titlesOf(page)).toEqual(['Call Mia'])
})

test('handles typed text correctly, however soon a shortcut follows', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await withKeys(page)
  await page.keyboard.press('Control+k')
  await box(page).fill('upcoming')
  await expect.poll(async () => (await options(page)).at(0)).toContain('Upcoming')
  await box(page).evaluate((input: HTMLInputElement) => {
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
    set?.call(input, 'inbox')
    input.dispatchEvent(new Event('input', { bubbles: true }))
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  })
  await page.waitForURL('**/inbox')
})

test('works without single-key shortcuts', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/settings/appearance')
  await withKeys(page)
  const choice = page.getByRole('checkbox', { name: 'Single-key shortcuts' })
  await choice.uncheck()
  await expectAccessible(page)
  await page.keyboard.press('Control+k')
  await box(page).waitFor()
  await page.keyboard.type('show keyboard')
  await page.keyboard.press('Enter')
  await sheet(page).getByText('shortcuts are off').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  expect(await sheet(page).isVisible()).toBe(false)
  expect(page.url()).toMatch(/appearance$/)
  await choice.check()
  await page.keyboard.press('?')
  await sheet(page).waitFor()
})
