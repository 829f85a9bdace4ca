import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { newPerson, signIn, signUp, test } from './browser.ts'

test('says at each field what is wrong with it', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const person = await signUp(page)
  await page.getByRole('button', { name: 'Sign out' }).click()

  await page.waitForURL('**/auth/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Enter your email address.').waitFor()
  await expectAccessible(page)

  await signIn(page, { ...person, password: 'wrong password' })
  await page.getByText('Wrong email or password.').waitFor()
  expect(await page.getByLabel('Password').evaluate((field) => field.matches(':focus'))).toBe(true)
  expect(await page.getByLabel('Email').inputValue()).toBe(person.email)
  await expectAccessible(page)

  await page.goto('/auth/sign-up')
  await page.getByLabel('Name').fill('Zoë')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill('short')
  await page.keyboard.press('Enter')
  expect(await describedBy(page, 'Password')).toBe('Use at least 8 characters.')
  await page.getByLabel('Password').fill('password')
  await page.keyboard.press('Enter')
  await page.getByText('Must not be one of the commonest passwords.').waitFor()
  expect(await describedBy(page, 'Password')).toContain('Must not be one of the commonest')
  await page.getByLabel('Password').fill('long enough now')
  await page.keyboard.press('Enter')
  await page.getByText('You already have an account with this email.').waitFor()
  expect(await describedBy(page, 'Email')).toContain('You already have an account')
  expect(await page.getByLabel('Password').inputValue()).toBe('long enough now')
  await expectAccessible(page)
})

test('brings a visitor back to where they wanted to go', async ({ open }) => {
  const page = await open()
  const person = await signUp(page)
  const other = await open()
  await other.goto('/dashboard?from=mail#top')
  await other.waitForURL('**/auth/sign-in?next=*')
  await other.getByLabel('Email').fill(person.email)
  await other.getByLabel('Password').fill(person.password)
  await other.keyboard.press('Enter')
  await other.waitForURL('**/dashboard?from=mail#top')
})

test('never leaves the app because of `next`', async ({ open }) => {
  const page = await open()
  const person = await signUp(page)
  const hostile = [
    '//evil.test',
    '/\\evil.test',
    'https://evil.test/',
    'javascript:alert(1)',
    '/\t/evil.test',
  ]
  for (const next of hostile) {
    // A signed-in user is redirected at once.
    await page.goto(`/auth/sign-in?next=${encodeURIComponent(next)}`)
    await page.waitForURL('**/dashboard')
    expect(new URL(page.url()).pathname).toBe('/dashboard')
  }
  const other = await open()
  await signIn(other, person, '/auth/sign-in?next=%2F%2Fevil.test')
  await other.waitForURL('**/dashboard')
})

test('says that the service is unreachable, and keeps typed text', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const person = newPerson()
  await page.goto('/auth/sign-in')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.context().setOffline(true)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByText("Can't reach Duly.").waitFor()
  expect(await page.getByLabel('Password').inputValue()).toBe(person.password)
})

function describedBy(page: Page, label: string) {
  return page.getByLabel(label).evaluate((field) => {
    const id = field.getAttribute('aria-describedby') ?? ''
    return document.getElementById(id)?.textContent
  })
}
