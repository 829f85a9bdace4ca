import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import {
  addTask,
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
  await page.getByRole('button', { name: 'A title of the usual kind' }).click()
  await page.getByLabel('Due date').fill('2020-01-01')
  await page.getByLabel('Priority', { exact: true }).selectOption('Medium')
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await openTasks(page).getByText('Overdue: Wed 1 Jan 2020').waitFor()
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
})

test('can be used with the keyboard alone, and the focus is never lost', async ({ open }) => {
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
  expect(await focused()).toBe('Tasks')

  await press('Tab')
  expect(await focused()).toBe('new-task')
  for (const title of ['one', 'two', 'three']) {
    await page.keyboard.type(title)
    await press('Enter')
  }
  expect(await titlesOf(page)).toEqual(['three', 'two', 'one'])
  expect(await focused()).toBe('new-task')

  // Past “Add” to the first task: tick it off, and the next one has the focus.
  await press('Tab', 'Tab')
  expect(await focused()).toBe('three')
  await press('Space')
  await expect.poll(() => titlesOf(page)).toEqual(['two', 'one'])
  expect(await focused()).toBe('two')

  await press('Tab', 'Enter')
  expect(await focused()).toBe('title')
  await page.keyboard.type('!')
  await press('Escape')
  expect(await focused()).toBe('two')
  await press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.type('!')
  await press('Enter')
  expect(await focused()).toBe('two!')

  await press('Enter')
  while ((await focused()) !== 'Delete') await press('Tab')
  await press('Enter')
  await expect.poll(() => titlesOf(page)).toEqual(['one'])
  expect(await focused()).toBe('one')
  await press('Control+z')
  expect(await titlesOf(page)).toEqual(['two!', 'one'])
  expect(await focused()).toBe('two!')
  await saved(page)
})
