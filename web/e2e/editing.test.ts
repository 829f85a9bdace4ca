import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import {
  addTask,
  checkbox,
  openTasks,
  openTwice,
  saved,
  signUp,
  test,
  titlesOf,
} from './browser.ts'

test('undoes a deletion and a completion', async ({ open }) => {
  const page = await open()
  await signUp(page)
  for (const title of ['one', 'two', 'three']) await addTask(page, title)

  await page.getByRole('button', { name: 'two', exact: true }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('region', { name: 'Last action' }).waitFor()
  expect(await titlesOf(page)).toEqual(['three', 'one'])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  expect(await titlesOf(page)).toEqual(['three', 'two', 'one'])

  await checkbox(page, 'one').click()
  await expect.poll(() => titlesOf(page)).toEqual(['three', 'two'])
  await checkbox(page, 'three').click()
  await expect.poll(() => titlesOf(page)).toEqual(['two'])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect(await titlesOf(page)).toEqual(['three', 'two', 'one'])

  await saved(page)
  await page.reload()
  await openTasks(page).waitFor()
  expect(await titlesOf(page)).toEqual(['three', 'two', 'one'])
})

test('gives back what was typed when Escape was pressed by mistake', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await addTask(page, 'Call Mia')
  await page.getByRole('button', { name: 'Call Mia' }).click()
  await page.getByLabel('Notes', { exact: true }).fill('about the house')
  await page.keyboard.press('Escape')
  await page.getByText('Discarded the changes to “Call Mia”').first().waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Control+z')
  const notes = page.getByLabel('Notes', { exact: true })
  expect(await notes.inputValue()).toBe('about the house')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('title')

  // Ticked off meanwhile, it stays until the text in it is saved.
  await checkbox(page, 'Call Mia').click()
  await page.getByText('Completed “Call Mia”').first().waitFor()
  expect(await notes.inputValue()).toBe('about the house')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Nothing to do.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('new-task')
  await saved(page)
})

test('asks before text that is being typed is lost by signing out', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.getByLabel('New task').fill('Call Mia')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.dismiss()
  })
  await page.getByRole('button', { name: 'Sign out' }).click()
  expect(asked).toEqual(['One change is not saved yet. Sign out and lose that?'])
  expect(await page.getByLabel('New task').inputValue()).toBe('Call Mia')
})

test('shows a conflict with another browser and loses neither side', async ({ open }) => {
  const [page, elsewhere] = await openTwice(open, 'Call Mia')

  await page.getByRole('button', { name: 'Call Mia' }).click()
  await page.getByLabel('Title').fill('Call Mia at noon')
  await page.getByLabel('Notes', { exact: true }).fill('about the house')
  await elsewhere.getByRole('button', { name: 'Call Mia' }).click()
  await elsewhere.getByLabel('Title').fill('Call Mia tonight')
  await elsewhere.keyboard.press('Enter')
  await saved(elsewhere)

  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('This task was changed elsewhere').waitFor()
  const row = openTasks(page).getByRole('listitem')
  expect(await row.textContent()).toMatch(/Your title\s*Call Mia at noon/)
  expect(await row.textContent()).toMatch(/Their title\s*Call Mia tonight/)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Keep mine' }).click()
  await saved(page)
  await elsewhere.reload()
  await elsewhere.getByRole('button', { name: 'Call Mia at noon' }).click()
  expect(await elsewhere.getByLabel('Notes', { exact: true }).inputValue()).toBe('about the house')
})

test('merges changes of different fields without asking', async ({ open }) => {
  const [page, elsewhere] = await openTwice(open, 'Call Mia')
  await page.getByRole('button', { name: 'Call Mia' }).click()
  await elsewhere.getByRole('button', { name: 'Call Mia' }).click()
  await elsewhere.getByLabel('Priority', { exact: true }).selectOption('High')
  await elsewhere.getByRole('button', { name: 'Save', exact: true }).click()
  await saved(elsewhere)
  await page.getByLabel('Title').fill('Call Mia at noon')
  await page.keyboard.press('Enter')
  await openTasks(page).getByText('High').waitFor()
  await saved(page)
  expect(await titlesOf(page)).toEqual(['Call Mia at noon'])
})

test('asks before an edit brings back what was deleted elsewhere', async ({ open }) => {
  const [page, elsewhere] = await openTwice(open, 'Call Mia')
  await page.getByRole('button', { name: 'Call Mia' }).click()
  await elsewhere.getByRole('button', { name: 'Call Mia' }).click()
  await elsewhere.getByRole('button', { name: 'Delete' }).click()
  await saved(elsewhere)
  await page.getByLabel('Title').fill('Call Mia at noon')
  await page.keyboard.press('Enter')
  await page.getByText('This task was deleted elsewhere').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Restore with my changes' }).click()
  await saved(page)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Call Mia at noon',
  )
  await elsewhere.reload()
  await openTasks(elsewhere).getByText('Call Mia at noon').waitFor()
})

test('says at the field what the rules refuse, and keeps the text', async ({ open }) => {
  const page = await open()
  await signUp(page)
  const tooLong = 'x'.repeat(501)
  await page.getByLabel('New task').fill(tooLong)
  await page.keyboard.press('Enter')
  await page.getByText('The title must have at most 500 characters.').waitFor()
  expect(await page.getByLabel('New task').inputValue()).toBe(tooLong)
  await expectAccessible(page)
})

test('shows hostile text as text', async ({ open }) => {
  const page = await open()
  await signUp(page)
  const hostile = [
    '<img src=x onerror="document.title=1">',
    'javascript:alert(1)',
    '"><script>alert(1)</script>',
    'a\u202eb https://example.org',
  ]
  for (const title of hostile) await addTask(page, title)
  await saved(page)
  await page.reload()
  await openTasks(page).waitFor()
  expect((await titlesOf(page)).toReversed()).toEqual(hostile)
  expect(await page.title()).toBe('Tasks · Duly')
  expect(await openTasks(page).locator('img, script, a').count()).toBe(0)
})
