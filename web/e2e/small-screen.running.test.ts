import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import {
  addTask,
  complete,
  newPerson,
  openTasks,
  overflow,
  saved,
  signUp,
  test,
  titlesOf,
} from './browser.ts'

test('never scrolls sideways at 320 px', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  for (const path of ['/auth/sign-in', '/auth/sign-up', '/no/such/page']) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await overflow(page), path).toBe(0)
    await expectAccessible(page)
  }
  await signUp(page, { ...newPerson(), name: 'A'.repeat(80) })
  await addTask(page, 'W'.repeat(120))
  await addTask(page, 'A title of the usual kind')
  expect(await overflow(page)).toBe(0)
  await openTasks(page).getByRole('link', { name: 'A title of the usual kind' }).focus()
  await page.keyboard.press('2')
  await openTasks(page).getByText('Medium').waitFor()
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'Inbox' }).waitFor()
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Menu')
})

test('works with the keyboard alone, and never loses the focus', async ({ open }) => {
  const page = await open()
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve())
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: it } = document
      return it?.getAttribute('aria-label') || it?.getAttribute('name') || it?.textContent || it?.id
    })
  const person = newPerson()
  await page.goto('/auth/sign-up')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await press('Tab')
  await page.keyboard.type(person.name)
  await press('Tab')
  await page.keyboard.type(person.email)
  await press('Tab')
  await page.keyboard.type(person.password)
  await press('Enter')
  await page.getByText('Nothing to do.').waitFor()
  expect(await focused()).toBe('Today')

  await complete(page)
  await press('q')
  expect(await focused()).toBe('new-task')
  for (const title of ['one', 'two', 'three']) {
    await page.keyboard.type(title)
    await press('Enter')
  }
  await expect.poll(() => titlesOf(page)).toEqual(['one', 'two', 'three'])
  expect(await focused()).toBe('new-task')

  // Moves to the first task and completes it; the next one gets the focus.
  while ((await focused()) !== 'one') await press('Tab')
  await press('Space')
  await expect.poll(() => titlesOf(page)).toEqual(['two', 'three'])
  await expect.poll(focused).toBe('two')
  await press('j')
  expect(await focused()).toBe('three')
  await press('k')
  expect(await focused()).toBe('two')
  await press('F2')
  expect(await focused()).toBe('Title')
  await press('End')
  await page.keyboard.type('!')
  await press('Enter')
  expect(await focused()).toBe('two!')
  await press('#')
  await expect.poll(() => titlesOf(page)).toEqual(['three'])
  await expect.poll(focused).toBe('three')
  await press('Control+z')
  await expect.poll(() => titlesOf(page)).toEqual(['two!', 'three'])
  await saved(page)
})
