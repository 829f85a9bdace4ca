import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { overflow, signUp, test } from './browser.ts'

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
const [light, dark] = ['rgb(251, 250, 248)', 'rgb(20, 20, 19)']
const kept = (page: Page) => page.evaluate(() => localStorage.getItem('duly-preferences'))

test('is light or dark as chosen, before anything is painted, until sign-out', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/settings/appearance')
  await page.getByRole('radio', { name: 'As the device' }).waitFor()
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await background(page)).toBe(dark)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await background(page)).toBe(light)

  await page.getByRole('radio', { name: 'As the device' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true)
  expect(await background(page)).toBe(dark)
  await expectAccessible(page)

  // Scripts run before this event, when nothing has been painted.
  await page.addInitScript(() =>
    document.addEventListener('DOMContentLoaded', () => {
      document.documentElement.dataset.atStart = `${document.documentElement.dataset.theme}`
    }),
  )
  await page.reload()
  await page.getByRole('radio', { name: 'Dark' }).waitFor()
  expect(await page.locator('html').getAttribute('data-at-start')).toBe('dark')
  expect(await background(page)).toBe(dark)
  const bars = page.locator('meta[name=theme-color]')
  expect(await bars.evaluateAll((all) => all.map((each) => each.getAttribute('content')))).toEqual([
    '#141413',
    '#141413',
  ])

  await page.getByRole('radio', { name: 'Light' }).check()
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await background(page)).toBe(light)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/auth/sign-in*')
  expect(await kept(page)).toBeNull()
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await background(page)).toBe(dark)
})

test('keeps the time zone and the first day of the week, and tells other tabs', async ({
  open,
}) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await signUp(page)
  await page.goto('/settings/appearance')
  const other = await page.context().newPage()
  await other.goto('/settings/appearance')
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
  await page.getByLabel('The week begins on').selectOption('Sunday')
  await expect.poll(() => other.getByLabel('Time zone').inputValue()).toBe('Asia/Tokyo')
  await expect.poll(() => other.getByLabel('The week begins on').inputValue()).toBe('0')
  await page.reload()
  expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Tokyo')
  expect(JSON.parse((await kept(page)) ?? '')).toMatchObject({
    timeZone: 'Asia/Tokyo',
    weekStart: 0,
  })
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  await page.getByLabel('Time zone').selectOption('')
  expect(JSON.parse((await kept(page)) ?? '').timeZone).toBeNull()
})
