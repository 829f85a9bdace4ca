import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { overflow, signIn, signUp, test } from './browser.ts'
import { stored } from './stored.ts'

test('is one link away, shows the current section, and leads back', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  expect(await page.title()).toBe('Account · Settings · Duly')
  const nav = page.getByRole('navigation', { name: 'Settings' })
  expect(await nav.locator('[aria-current=page]').allInnerTexts()).toEqual(['Account'])
  await expectAccessible(page)

  await page.goto('/settings/no-such-thing')
  await page.getByText('There are no such settings.').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Today' }).click()
  await page.waitForURL('**/dashboard')
})

test('fits 320 px', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await signUp(page)
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Profile' }).waitFor()
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Delete account…' }).click()
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
})

test('renames a user everywhere', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const person = await signUp(page)
  await page.goto('/settings')
  await page.getByLabel('Name').fill(' ')
  await page.keyboard.press('Enter')
  await page.getByText('Enter your name.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Name').fill('Zora Neale')
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Sidebar' }).getByText('Zora Neale').waitFor()
  await page.getByText('Saved as “Zora Neale”.').waitFor()
  await expectAccessible(page)

  // Offline, only the browser knows the name.
  await page.route('**/api/**', (route) => route.abort())
  const quiet = await page.context().newPage()
  await quiet.route('**/api/**', (route) => route.abort())
  await quiet.goto('/settings')
  await quiet.getByRole('complementary', { name: 'Sidebar' }).getByText('Zora Neale').waitFor()

  const elsewhere = await open()
  await signIn(elsewhere, person)
  await elsewhere.getByRole('complementary', { name: 'Sidebar' }).getByText('Zora Neale').waitFor()
})

test('changes the password, which ends the other sessions', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const person = await signUp(page)
  const elsewhere = await open({ withFailingCalls: true })
  await signIn(elsewhere, person)
  await elsewhere.waitForURL('**/dashboard')

  await page.goto('/settings/account')
  const change = (from: string, to: string) =>
    [
      () => page.getByLabel('Current password').fill(from),
      () => page.getByLabel('New password').fill(to),
      () => page.keyboard.press('Enter'),
    ].reduce((done, step) => done.then(step), Promise.resolve())
  await change(person.password, 'short')
  await page.getByText('Use at least 8 characters.').waitFor()
  await change('not my password', 'a whole new password')
  await page.getByText('Wrong password.').waitFor()
  await expectAccessible(page)
  await change(person.password, 'a whole new password')
  await page.getByText('Your password is changed').waitFor()
  expect(await page.getByLabel('New password').inputValue()).toBe('')
  await expectAccessible(page)

  // This session continues, even after a restart; the others have ended.
  await page.goto('/dashboard')
  await page.getByText('Nothing to do.').waitFor()
  await elsewhere.reload()
  await elsewhere.waitForURL('**/auth/sign-in')
  await signIn(elsewhere, { ...person, password: 'a whole new password' })
  await elsewhere.waitForURL('**/dashboard')
})

test('deletes the account and everything in it', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const person = await signUp(page)
  await page.goto('/settings/account')
  const opener = page.getByRole('button', { name: 'Delete account…' })
  await opener.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Delete this account?' })
  await dialog.waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true)

  await opener.press('Enter')
  await dialog.getByLabel('Your password').fill('not my password')
  await page.keyboard.press('Enter')
  await dialog.getByText('Wrong password.').waitFor()
  await dialog.getByLabel('Your password').fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByText('Your account and everything in it have been deleted.').waitFor()
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/auth/sign-in')
  await expectAccessible(page)
  expect(await stored(page)).toBe('[{},{},"",[],[]]')

  await signIn(page, person)
  await page.getByText('Wrong email or password.').waitFor()
})
