// Something else answers in place of the API: a proxy, a firewall, a captive portal.
import type { Page, Route } from 'playwright-core'
import { expect, inject } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { addTask, checkbox, openTasks, saved, signUp, test, titlesOf } from './browser.ts'

const html = '<!doctype html><title>Sign in to Wi-Fi</title><form></form>'

function answered(status: number, body = html, contentType = 'text/html') {
  const headers = { 'access-control-allow-origin': inject('webUrl') }
  return (route: Route) => route.fulfill({ status, body, contentType, headers })
}

const focus = (page: Page) => page.evaluate(() => void dispatchEvent(new Event('focus')))

/** Of three tasks on the server, one is renamed, one completed, one deleted; and there is a new one. */
async function fourEdits(page: Page) {
  await openTasks(page).getByRole('link', { name: 'Rename me' }).click()
  await page.getByLabel('Title').fill('Renamed')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await checkbox(page, 'Complete me').click()
  await openTasks(page).getByRole('link', { name: 'Throw me away' }).focus()
  await page.keyboard.press('#')
  await addTask(page, 'New')
  await expect.poll(() => titlesOf(page)).toEqual(['Renamed', 'New'])
}

test.for([
  ['404', 404, html, 'text/html'],
  ['403', 403, html, 'text/html'],
  ['413', 413, html, 'text/html'],
  ['400', 400, html, 'text/html'],
  ['401', 401, html, 'text/html'],
  ['502', 502, html, 'text/html'],
  ['200, a page', 200, html, 'text/html'],
  ['200, an object', 200, '{}', 'application/json'],
  ['200, no results', 200, '{"results":[]}', 'application/json'],
  ['404 of the API, for a path it does not know', 404, notFound(), 'application/problem+json'],
] as const)(
  'loses nothing and asks nothing if a push is answered with %s',
  async ([, status, body, type], { open }) => {
    const page = await open({ withFailingCalls: true })
    await signUp(page)
    for (const title of ['Rename me', 'Complete me', 'Throw me away']) await addTask(page, title)
    await saved(page)
    const batch = `${inject('apiUrl')}/api/v1/tasks/batch`
    await page.route(batch, answered(status, body, type))
    await fourEdits(page)
    await page.getByText('Not synced · 4 waiting').waitFor()
    await page.reload()
    await openTasks(page).getByText('New', { exact: true }).waitFor()
    expect(await titlesOf(page)).toEqual(['Renamed', 'New'])
    await page.getByText('Not synced · 4 waiting').waitFor()
    expect(
      await page.getByText('Your changes are saved in this browser and will sync later.').count(),
    ).toBe(1)

    await page.unroute(batch)
    await focus(page)
    await saved(page)
    await page.reload()
    await openTasks(page).getByText('New', { exact: true }).waitFor()
    await saved(page)
    expect(await titlesOf(page)).toEqual(['Renamed', 'New'])
    await page.goto('/completed')
    await page.getByRole('main').getByText('Complete me').waitFor()
    await page.goto('/trash')
    await page.getByRole('main').getByText('Throw me away').waitFor()
  },
)

test('says that something else answers, and signs nobody out', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const person = await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  for (const status of [200, 401, 403, 404, 511]) {
    await page.route(`${inject('apiUrl')}/**`, answered(status))
    await page.reload()
    await page.getByText('Something answers in its place').waitFor()
    await page.getByText('Not synced', { exact: true }).waitFor()
    expect(await titlesOf(page)).toEqual(['Call Mia'])
    if (status === 200) await expectAccessible(page)
    await page.unroute(`${inject('apiUrl')}/**`)
  }
  await page.getByRole('button', { name: 'Try again now' }).click()
  await saved(page)
  await page.getByText(person.name).waitFor()
})

function notFound() {
  const type = 'urn:duly:problem:not_found'
  return JSON.stringify({
    type,
    title: 'The resource does not exist',
    status: 404,
    code: 'not_found',
  })
}
