// The web app's budgets that do not depend on time (npm run measure:web has all of them).
import { expect, inject } from 'vitest'
import { allScripts } from '../../tools/measure/chunks.ts'
import { scroll } from '../../tools/measure/interaction.ts'
import { looks } from '../../tools/measure/lighthouse.ts'
import { somebody } from '../../tools/measure/people.ts'
import { bytesBeforeFirstTask, markFirstTask } from '../../tools/measure/start.ts'
import { bodyBytes } from '../../tools/measure/sync.ts'
import { addTask, complete, openTasks, saved, signIn, signUp, test } from './browser.ts'

test('is small as a whole', async () => {
  const { bound, figure } = await allScripts(inject('dist'))
  expect(figure).toBeGreaterThan(0)
  expect(figure).toBeLessThanOrEqual(bound ?? 0)
})

test('loads no more than allowed before the first task appears', async ({ open }) => {
  const page = await open()
  await markFirstTask(page.context())
  await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  for (const { what, bound, figure } of await bytesBeforeFirstTask(page, inject('dist'))) {
    expect(figure, what).toBeGreaterThan(0)
    expect(figure, what).toBeLessThanOrEqual(bound ?? 0)
  }
})

test('transfers little if little has changed', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await complete(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  const focus = () => page.evaluate(() => void dispatchEvent(new Event('focus')))
  expect(await bodyBytes(page, focus)).toBeLessThanOrEqual(200)

  await openTasks(page).getByRole('link', { name: 'Call Mia' }).focus()
  const edit = () => page.keyboard.press('2')
  const bytes = await bodyBytes(page, edit)
  await saved(page)
  expect(bytes).toBeGreaterThan(200)
  expect(bytes).toBeLessThanOrEqual(600)
})

test('renders only what is in sight, however many tasks there are', async ({ open }) => {
  const person = await somebody({ apiUrl: inject('apiUrl'), settings: inject('settings') }, 3_000)
  const page = await open()
  await signIn(page, { ...person, name: '' })
  await page.getByRole('link', { name: 'Inbox 3000 open' }).click()
  await openTasks(page).getByText('Task 1 of a long list', { exact: true }).waitFor()
  await saved(page)
  const { nodes } = await scroll(page)
  expect(nodes).toBeGreaterThan(300)
  expect(nodes).toBeLessThanOrEqual(1_500)
  await openTasks(page).getByText('Task 3000 of a long list', { exact: true }).waitFor()
})

test('has perfect Lighthouse scores', async () => {
  const found = await looks('sign-in', `${inject('webUrl')}/auth/sign-in`, async () => {}, 1)
  // Its performance score depends on the machine.
  const steady = found.filter(({ what }) => !what.endsWith('performance'))
  expect(steady).toHaveLength(3)
  for (const { what, figure } of steady) expect(figure, what).toBe(0)
})
