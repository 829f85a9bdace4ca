import { expect, inject } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { overflow, signUp, test } from './browser.ts'

/** The API as a script calls it, with the user's token. */
const asScript = async (token: string, path: string, body?: object) => {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const init = { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) }
  return await fetch(`${inject('apiUrl')}/api/v1/${path}`, init)
}

test('creates a token, shows what it did, undoes that, and revokes it', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/settings/tokens')
  await page.getByText('There are none.').waitFor()
  await expectAccessible(page)

  await page.getByRole('checkbox', { name: 'Read tasks' }).uncheck()
  await page.getByRole('button', { name: 'Create token' }).click()
  await page.getByText('Say what it is for.').waitFor()
  await page.getByText('Allow it at least one thing.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('What is it for?').fill('A script')
  await page.getByRole('checkbox', { name: 'Read tasks' }).check()
  await page.getByRole('checkbox', { name: 'Add and change tasks' }).check()
  await page.getByLabel('It ends after').selectOption('30 days')
  await page.getByRole('button', { name: 'Create token' }).press('Enter')

  const secret = page.getByLabel('New token', { exact: true })
  const token = await secret.inputValue()
  expect(token).toMatch(/^duly_pat_/)
  expect(await secret.evaluate((element) => element === document.activeElement)).toBe(true)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Copy' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token)
  await page.getByRole('button', { name: 'Done' }).press('Enter')
  expect(await page.content()).not.toContain(token)
  const row = page.getByRole('list', { name: 'Tokens', exact: true }).getByRole('listitem').first()
  expect(await row.textContent()).toMatch(
    /A script.*Read tasks, Add and change tasks.*Never used · Ends/,
  )

  for (const title of ['Made by a script', 'Another one']) {
    expect((await asScript(token, 'tasks', { title })).status).toBe(201)
  }
  await page.getByRole('button', { name: 'What it changed: A script' }).press('Enter')
  await page.getByText('It changed 2 things; all of it can be undone.').waitFor()
  await page.getByText('Made by a script').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo what it changed' }).press('Enter')
  await page.getByText('Undone: 2 things.').waitFor()
  expect(await page.getByText('Made by it: gone').count()).toBe(2)
  const { items } = await (await asScript(token, 'tasks?view=all')).json()
  expect(items).toEqual([])
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Undone: 2')
  await page.getByRole('button', { name: 'Close' }).press('Enter')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('What it changed')

  await page.getByRole('button', { name: 'Revoke A script' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Revoke “A script”?' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Revoke' }).press('Enter')
  await page.getByText('There are none.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Access tokens')
  expect((await asScript(token, 'tasks')).status).toBe(401)

  // What a token did can be undone even after it has ended.
  await page.getByText('Ended in the last 30 days (1)').click()
  await page.getByRole('button', { name: 'What it changed: A script' }).click()
  await page.getByText('It changed nothing in the last 30 days').waitFor()
  await expectAccessible(page)
})

test('creates and revokes a calendar feed', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await signUp(page)
  await page.goto('/settings/calendar')
  await page.getByText('There are none.').waitFor()
  await page.getByLabel('Which calendar is it for?').fill('Phone')
  await page.keyboard.press('Enter')
  const address = await page.getByLabel('Calendar address', { exact: true }).inputValue()
  const feed = await fetch(address)
  expect(await feed.text()).toMatch(/^BEGIN:VCALENDAR/)
  await expectAccessible(page)
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Revoke Phone' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('There are none.').waitFor()
  expect((await fetch(address)).status).toBe(404)
})

test('says so if tokens cannot be read or created', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await page.route('**/api/v1/tokens', (route) => route.abort())
  await page.goto('/settings/tokens')
  const told = page.getByText("Can't reach Duly. Try again in a moment.")
  await told.waitFor()
  await page.getByLabel('What is it for?').fill('A script')
  await page.keyboard.press('Enter')
  await expect.poll(() => told.count()).toBe(2)
  expect(await page.getByLabel('What is it for?').inputValue()).toBe('A script')
  await expectAccessible(page)
})
