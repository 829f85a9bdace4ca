import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import {
  addTask,
  checkbox,
  complete,
  openTasks,
  saved,
  signIn,
  signUp,
  test,
  titlesOf,
} from './browser.ts'

test('keeps a person’s tasks from sign-up to the next browser', async ({ open }) => {
  const page = await open()
  await page.goto('/')
  await page.waitForURL('**/auth/sign-in')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByText('At least 8 characters').waitFor()
  await expectAccessible(page)
  const person = await signUp(page)
  expect(await page.title()).toBe('Today · Duly')
  await expectAccessible(page)

  for (const title of ['Call Mia', 'Renew passport', 'Water the plants']) await addTask(page, title)
  await expect.poll(() => page.title()).toBe('(3) Today · Duly')
  await complete(page)
  await openTasks(page).getByRole('link', { name: 'Renew passport' }).focus()
  await page.keyboard.press('4')
  await expectAccessible(page)
  await saved(page)

  await page.reload()
  await openTasks(page).waitFor()
  // The urgent task comes first among those of a day.
  expect(await titlesOf(page)).toEqual(['Renew passport', 'Call Mia', 'Water the plants'])
  const passport = openTasks(page).getByRole('listitem').filter({ hasText: 'Renew passport' })
  expect(await passport.textContent()).toMatch(/Urgent/)

  await checkbox(page, 'Call Mia').click()
  await page.getByRole('link', { name: 'Completed' }).click()
  await page.getByRole('list', { name: 'Completed' }).getByText('Call Mia').waitFor()
  await saved(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/auth/sign-in?next=%2Fcompleted')

  const elsewhere = await open()
  await signIn(elsewhere, person)
  await openTasks(elsewhere).waitFor()
  expect(await titlesOf(elsewhere)).toEqual(['Renew passport', 'Water the plants'])
  await elsewhere.getByRole('link', { name: 'Completed' }).click()
  await checkbox(elsewhere, 'Call Mia').waitFor()
  expect(await checkbox(elsewhere, 'Call Mia').isChecked()).toBe(true)
})

test('has a page for unknown addresses', async ({ open }) => {
  const page = await open()
  await page.goto('/no/such/page')
  await page.getByRole('heading', { name: 'Page not found' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Go to your tasks' }).click()
  await page.waitForURL('**/auth/sign-in')
})

test('follows a sign-out and a sign-in in another tab', async ({ open }) => {
  const one = await open()
  const person = await signUp(one)
  const two = await one.context().newPage()
  await two.goto('/dashboard')
  await two.getByText(person.name).waitFor()
  await one.getByRole('button', { name: 'Sign out' }).click()
  await two.waitForURL('**/auth/sign-in')
  await signIn(two, person)
  await two.waitForURL('**/dashboard')
  await one.waitForURL('**/dashboard')
})

test('has an address for each view', async ({ open }) => {
  const page = await open()
  await signUp(page)
  const views = { inbox: 'Inbox', upcoming: 'Upcoming', completed: 'Completed', trash: 'Trash' }
  for (const [path, title] of Object.entries(views)) {
    await page.goto(`/${path}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByRole('navigation').getByRole('link', { name: title }).waitFor()
    const here = page.locator('nav [aria-current=page]')
    expect(await here.textContent()).toContain(title)
    await expectAccessible(page)
  }
  await page.goto('/lists/019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a11')
  await page.getByRole('heading', { name: 'List not found' }).waitFor()
})

test('finds tasks by the beginnings of words', async ({ open }) => {
  const page = await open()
  await signUp(page)
  for (const title of ['Call Zoë about the garden', 'Buy seeds']) await addTask(page, title)
  await page.getByRole('link', { name: 'Search' }).click()
  await page.getByLabel('Search tasks').fill('gard zoe')
  await page.getByText('One task').waitFor()
  expect(new URL(page.url()).search).toBe('?q=gard+zoe')
  await page.getByLabel('Search tasks').fill('arden')
  await page.getByText('No matches.').waitFor()
  await expectAccessible(page)
})
