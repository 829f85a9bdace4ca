import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { signIn, signUp, test } from './browser.ts'

test('shows all sessions, and ends one or all others', async ({ open }) => {
  const page = await open()
  const person = await signUp(page)
  const others = [await open({ withFailingCalls: true }), await open({ withFailingCalls: true })]
  for (const other of others) {
    await signIn(other, person)
    await other.waitForURL('**/dashboard')
  }
  await page.goto('/settings/sessions')
  const rows = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  await rows.nth(2).waitFor()
  expect(await rows.count()).toBe(3)
  expect(await rows.nth(0).textContent()).toMatch(/Chrome on Linux.*Since.*This session/)
  await expectAccessible(page)

  // The newest other session is the latest sign-in.
  await rows.nth(1).getByRole('button', { name: 'End the session' }).press('Enter')
  await expect.poll(() => rows.count()).toBe(2)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Sessions')
  await others[1]?.reload()
  await others[1]?.waitForURL('**/auth/sign-in')
  await others[0]?.reload()
  await others[0]?.getByText('Nothing to do.').waitFor()

  await page.getByRole('button', { name: 'End all other sessions' }).click()
  await page.getByText('You are signed in nowhere else.').waitFor()
  expect(await rows.count()).toBe(1)
  await expectAccessible(page)
  await others[0]?.reload()
  await others[0]?.waitForURL('**/auth/sign-in')
  await page.getByRole('link', { name: 'Today' }).click()
  await page.getByText('Nothing to do.').waitFor()
})

test('says so if the sessions cannot be read, and retries', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await page.route('**/api/auth/list-sessions', (route) => route.abort())
  await page.goto('/settings/sessions')
  await page.getByText("Can't reach Duly.").waitFor()
  await expectAccessible(page)
  await page.unroute('**/api/auth/list-sessions')
  await page.getByRole('button', { name: 'Try again' }).press('Enter')
  await page.getByText('This session').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Sessions')
})

test('loses one section, and no other, to a response that it cannot show', async ({ open }) => {
  const page = await open()
  await signUp(page)
  // React logs caught errors, which the first page would count as failures.
  const bare = await page.context().newPage()
  await bare.route('**/api/auth/list-sessions', async (route) => {
    const response = await route.fetch()
    const json = [{ id: 'a', token: 'b', createdAt: 'never', userAgent: '' }]
    await route.fulfill({ response, json })
  })
  await bare.goto('/settings/sessions')
  await bare.getByText('This section cannot be shown.').waitFor()
  await bare.getByRole('button', { name: 'Copy report' }).waitFor()
  await expectAccessible(bare)
  await bare.getByRole('link', { name: 'Account', exact: true }).click()
  await bare.getByRole('heading', { name: 'Profile' }).waitFor()
  await bare.unroute('**/api/auth/list-sessions')
  await bare.getByRole('link', { name: 'Sessions', exact: true }).click()
  await bare.getByText('This session').waitFor()
})
