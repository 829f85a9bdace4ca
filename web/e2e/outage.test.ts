import { expect, inject } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { addTask, openTasks, saved, signUp, test, titlesOf } from './browser.ts'

const anyCall = () => `${inject('apiUrl')}/**`

test('keeps what was done while the API is down, and saves it when it is back', async ({
  open,
}) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await addTask(page, 'before')
  await saved(page)

  await page.route(anyCall(), (route) => route.abort())
  await addTask(page, 'during')
  await page.getByText('is not saved yet').waitFor()
  await page.getByText('Not saved', { exact: true }).waitFor()
  await expectAccessible(page)
  expect(await titlesOf(page)).toEqual(['during', 'before'])

  await page.unroute(anyCall())
  await page.getByRole('button', { name: 'Retry now' }).click()
  await saved(page)
  await page.reload()
  await openTasks(page).waitFor()
  expect(await titlesOf(page)).toEqual(['during', 'before'])
})

test('says that the tasks could not be loaded, stays signed in, and tries again', async ({
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
    await page.getByText('Your tasks could not be loaded.').waitFor()
    expect(new URL(page.url()).pathname).toBe('/dashboard')
    await page.unroute(anyCall())
  }
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Try again' }).click()
  await openTasks(page).getByText('Call Mia').waitFor()
  await page.getByText(person.name).waitFor()
})

test('signs out when the server says that the session is over, and lets the work wait', async ({
  open,
}) => {
  const page = await open({ withFailingCalls: true })
  const person = await signUp(page)
  await addTask(page, 'Renew passport')
  await saved(page)
  await page.getByRole('button', { name: 'Renew passport' }).click()
  await page.getByLabel('Notes', { exact: true }).fill('half a sen')
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  await page.route(`${inject('apiUrl')}/api/**`, async (route) => {
    await ended
    await route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      headers: { 'access-control-allow-origin': inject('webUrl') },
      body: JSON.stringify({ code: 'token_revoked', title: 'The session has ended', status: 401 }),
    })
  })
  // The session ends while the person goes on typing.
  await page.getByLabel('New task').fill('Call Mia')
  await page.keyboard.press('Enter')
  await page.getByLabel('New task').fill('Water the')
  end()
  await page.getByText('Your session has ended.').waitFor()
  await expectAccessible(page)
  await page.unroute(`${inject('apiUrl')}/api/**`)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.keyboard.press('Enter')
  await openTasks(page).getByText('Call Mia').waitFor()
  await saved(page)
  expect(await page.getByLabel('New task').inputValue()).toBe('Water the')
  expect(await page.getByLabel('Notes', { exact: true }).inputValue()).toBe('half a sen')
})
