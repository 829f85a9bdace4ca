// A user's first days with Duly, from end to end.
import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import {
  checkbox,
  complete,
  openTasks,
  saved,
  shellReady,
  signIn,
  signUp,
  test,
  titlesOf,
} from './browser.ts'
import { stored } from './stored.ts'

const phrases = [
  'Call Mia tomorrow at 9 #family !3',
  'Water the fig tree every 3 days @Home',
  'Book the train to Lisbon @Travel #trip today',
  'Pay the rent every month on the 1st !4',
  'Read chapter 4 @Reading',
  'Plan the garden in 12 days @Home #garden',
  'Send the slides today !4',
  'Ask Jo about the dates #trip next monday',
  'Renew the passport 2027-03-01',
  'Buy seeds "today" \\#seeds',
]

test('goes from a new account to a second browser, offline and back, and leaves nothing', async ({
  open,
}) => {
  const page = await open({ withFailingCalls: true, withWorker: true })
  const person = await signUp(page)
  await complete(page)
  for (const phrase of phrases) {
    await page.getByLabel('New task').fill(phrase)
    await page.keyboard.press('Enter')
  }
  await expect
    .poll(() => titlesOf(page))
    .toEqual([
      'Send the slides',
      'Water the fig tree',
      'Book the train to Lisbon',
      'Read chapter 4',
      'Buy seeds today #seeds',
    ])
  const lists = page.getByRole('complementary', { name: 'Sidebar' })
  for (const [name, open] of [
    ['Home', 2],
    ['Travel', 1],
    ['Reading', 1],
  ])
    await lists.getByRole('link', { name: `${name} ${open} open` }).waitFor()
  await saved(page)

  // Subtasks, in the panel beside the list.
  await openTasks(page).getByRole('link', { name: 'Book the train to Lisbon' }).click()
  const panel = page.getByRole('complementary', { name: 'Task' })
  for (const title of ['Look at prices', 'Reserve seats']) {
    await panel.getByLabel('New subtask').fill(title)
    await page.keyboard.press('Enter')
  }
  await panel.getByRole('checkbox', { name: 'Look at prices' }).click()
  await page.keyboard.press('Escape')

  // A repeating task moves to its next date.
  await page.getByRole('link', { name: 'Home' }).click()
  await checkbox(page, 'Water the fig tree').click()
  await page.getByText('Completed “Water the fig tree”').first().waitFor()
  await checkbox(page, 'Water the fig tree').waitFor()
  expect(await checkbox(page, 'Water the fig tree').isChecked()).toBe(false)
  await saved(page)

  // Offline, across a reload, and back.
  await shellReady(page)
  await page.context().setOffline(true)
  await page.getByLabel('New task').fill('Written in the train')
  await page.keyboard.press('Enter')
  await page.getByText('Offline · 1 waiting').waitFor()
  await page.reload()
  await page.getByText('Written in the train').waitFor()
  await complete(page)
  await page.getByText('Offline · 1 waiting').waitFor()
  await page.context().setOffline(false)
  await saved(page)

  const elsewhere = await open()
  await signIn(elsewhere, person)
  await openTasks(elsewhere).waitFor()
  await elsewhere.getByRole('link', { name: /^Home/ }).click()
  const home = (of: typeof page) => of.getByRole('main').getByRole('list', { name: 'Home' })
  await home(elsewhere).getByText('Written in the train').waitFor()
  const titles = (of: typeof page) => home(of).locator('[data-control=title]').allInnerTexts()
  expect(await titles(elsewhere)).toEqual(await titles(page))

  // The same title on both, one of them offline.
  await page.context().setOffline(true)
  await rename(page, 'Written in the train', 'Written at noon')
  await complete(elsewhere)
  await rename(elsewhere, 'Written in the train', 'Written at night')
  await saved(elsewhere)
  await page.context().setOffline(false)
  await page.getByText('Needs your answer').waitFor()
  await home(page).getByRole('link', { name: 'Written at noon' }).click()
  await panel.getByText('Changed in two places').waitFor()
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Keep mine' }).click()
  await saved(page)
  await elsewhere.evaluate(() => dispatchEvent(new Event('focus')))
  await home(elsewhere).getByText('Written at noon').waitFor()

  // To the trash, and back.
  await page.keyboard.press('Escape')
  await home(page).getByRole('link', { name: 'Written at noon' }).focus()
  await page.keyboard.press('#')
  await expect.poll(() => titles(page)).not.toContain('Written at noon')
  await page.keyboard.press('Control+z')
  await expect.poll(() => titles(page)).toContain('Written at noon')
  await saved(page)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/auth/sign-in**')
  await expect.poll(() => stored(page)).toBe('[{},{},"",[],[]]')
  expect(await page.content()).not.toContain('Written')
}, 120_000)

async function rename(page: Parameters<typeof saved>[0], from: string, to: string) {
  await page.getByRole('main').getByRole('link', { name: from, exact: true }).focus()
  await page.keyboard.press('F2')
  await page.getByLabel('Title').fill(to)
  await page.keyboard.press('Enter')
}
