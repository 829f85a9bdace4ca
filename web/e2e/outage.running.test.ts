import type { Route } from 'playwright-core'
import { expect, inject } from 'vitest'
import { expectAccessible } from './accessible.ts'
import {
  addTask,
  checkbox,
  complete,
  newPerson,
  openTasks,
  saved,
  signIn,
  signInHere,
  signUp,
  test,
  titlesOf,
} from './browser.ts'

const anyCall = () => `${inject('apiUrl')}/**`

/** The session has ended, with all of its tokens. */
const refuse = (route: Route) =>
  route.fulfill({
    status: 401,
    contentType: 'application/problem+json',
    headers: { 'access-control-allow-origin': inject('webUrl') },
    body: JSON.stringify({ code: 'token_revoked', title: 'The session has ended', status: 401 }),
  })

test('keeps changes while the API is down, and syncs them when it is back', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await addTask(page, 'before')
  await saved(page)

  await page.route(anyCall(), (route) => route.abort())
  await addTask(page, 'during')
  await page.getByText('Offline · 1 waiting').waitFor()
  await expectAccessible(page)
  await page.reload()
  await openTasks(page).getByText('during').waitFor()
  expect(await titlesOf(page)).toEqual(['before', 'during'])

  await page.unroute(anyCall())
  // As when a user comes back to the page.
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await saved(page)
  await page.reload()
  await openTasks(page).waitFor()
  expect(await titlesOf(page)).toEqual(['before', 'during'])
})

test('shows the tasks whatever the API answers, says what is wrong, and stays signed in', async ({
  open,
}) => {
  const page = await open({ withFailingCalls: true })
  const person = await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)

  for (const status of [0, 500, 503, 429]) {
    await page.route(anyCall(), (route) =>
      status === 0
        ? route.abort()
        : route.fulfill({ status, headers: { 'access-control-allow-origin': inject('webUrl') } }),
    )
    await page.reload()
    await openTasks(page).getByText('Call Mia').waitFor()
    await page.getByText(status === 0 ? 'Offline' : 'Not synced', { exact: true }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/dashboard')
    if (status === 429) {
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Try again now' }).click()
    }
    await page.unroute(anyCall())
  }
  await saved(page)
  await page.getByText(person.name).waitFor()
})

test('performs actions requested before their code has loaded', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  for (const title of ['Call Mia', 'Buy milk']) await addTask(page, title)
  await saved(page)
  // The boot snapshot is saved when the page is idle.
  await page.waitForTimeout(1_000)
  const part = /\/assets\/data-/
  await page.route(part, (route) => route.abort())
  await page.reload()
  const missed = page.waitForEvent('requestfailed', (request) => part.test(request.url()))
  await checkbox(page, 'Call Mia').click()
  await missed
  expect(await titlesOf(page)).toEqual(['Call Mia', 'Buy milk'])
  // Until then it exists only in the page.
  const asked = page.waitForEvent('dialog')
  await page.evaluate(() => void setTimeout(() => location.reload()))
  const question = await asked
  expect(question.type()).toBe('beforeunload')
  await question.dismiss()
  await page.unroute(part)
  await expect.poll(() => titlesOf(page), { timeout: 8_000 }).toEqual(['Buy milk'])
  await saved(page)
  // Parts that depend on it have loaded too.
  await complete(page)
  await page.reload()
  await openTasks(page).waitFor()
  expect(await titlesOf(page)).toEqual(['Buy milk'])
})

test('signs out when the server ends the session, and keeps unsynced work', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const person = await signUp(page)
  await addTask(page, 'Renew passport')
  await saved(page)
  await page.route(anyCall(), refuse)
  await addTask(page, 'Call Mia').catch(() => {})
  await page.getByText("You've been signed out.").waitFor()
  await expectAccessible(page)
  await page.unroute(anyCall())
  await signInHere(page, person)
  await openTasks(page).getByText('Call Mia').waitFor()
  await saved(page)
  expect(await titlesOf(page)).toEqual(['Renew passport', 'Call Mia'])
})

test('keeps text being typed at the moment the session ends', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const person = await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  await openTasks(page).getByRole('link', { name: 'Call Mia' }).click()
  await page.getByLabel('Title').fill('Call Mia at noon')
  await page.route(anyCall(), refuse)
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await page.getByText("You've been signed out.").waitFor()
  await page.unroute(anyCall())
  await signInHere(page, person)
  await openTasks(page).getByText('Call Mia at noon').waitFor()
  await saved(page)
  await page.reload()
  await openTasks(page).waitFor()
  expect(await titlesOf(page)).toEqual(['Call Mia at noon'])
})

test("keeps one user's unsynced work from another in the same browser", async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const ada = await signUp(page)
  await addTask(page, 'Of Ada, sent')
  await saved(page)
  await page.route(`${inject('apiUrl')}/api/v1/**`, (route) => route.abort())
  await addTask(page, 'Of Ada, unsent')
  await page.getByText('Offline · 1 waiting').waitFor()
  await page.route(anyCall(), refuse)
  await page.reload()
  await page.getByText("You've been signed out.").waitFor()
  await page.unrouteAll()

  const bob = newPerson()
  await page.getByRole('link', { name: 'Create an account' }).click()
  await signUp(page, bob)
  await addTask(page, 'Of Bob')
  await saved(page)
  expect(await titlesOf(page)).toEqual(['Of Bob'])
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/auth/sign-in')

  await signIn(page, ada)
  await openTasks(page).getByText('Of Ada, unsent').waitFor()
  await saved(page)
  expect(await titlesOf(page)).toEqual(['Of Ada, sent', 'Of Ada, unsent'])
  await page.reload()
  await openTasks(page).waitFor()
  expect(await titlesOf(page)).toEqual(['Of Ada, sent', 'Of Ada, unsent'])
})
