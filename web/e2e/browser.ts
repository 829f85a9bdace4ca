// A real browser for each file, fresh contexts for each test, and checks for any error.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { test as base, expect, inject } from 'vitest'
import { chromiumArguments, chromiumPath } from '../../tools/chromium.ts'
import '../../tools/testing/provided.ts'

type Options = {
  viewport?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
  /** With touch, as on a phone: no hover, no keyboard. */
  withTouch?: boolean
  /** Calls are meant to fail in this test, so the browser's console message about them is not an error. */
  withFailingCalls?: boolean
  /** Allows the service worker. Tests that look at the page's own requests do without it. */
  withWorker?: boolean
  /** Foreign files are served, and the browser complains about them. */
  withRefusedFiles?: boolean
  /** Errors in this test have the message `broken on purpose`. */
  withBrokenParts?: boolean
}

type Fixtures = {
  browser: Browser
  /** A page of a separate user: its own cookies, storage and tabs. */
  open: (options?: Options) => Promise<Page>
}

export const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures needed from the pattern.
    async ({}, use) => {
      const executablePath = await chromiumPath()
      const browser = await chromium.launch({ executablePath, args: chromiumArguments })
      await use(browser)
      await inTime(browser.close())
    },
    { scope: 'file' },
  ],
  open: async ({ browser }, use) => {
    const contexts: BrowserContext[] = []
    const faults: string[] = []
    await use(async (options: Options = {}) => {
      const {
        viewport,
        colorScheme = 'light',
        withTouch = false,
        withFailingCalls,
        withWorker,
        withBrokenParts,
        withRefusedFiles,
      } = options
      const context = await browser.newContext({
        baseURL: inject('webUrl'),
        viewport: viewport ?? { width: 1280, height: 800 },
        colorScheme,
        hasTouch: withTouch,
        isMobile: withTouch,
        serviceWorkers: withWorker ? 'allow' : 'block',
      })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      page.on('pageerror', (error) => withRefusedFiles || faults.push(String(error)))
      page.on('console', (message) => {
        const isFailingCall = message.text().startsWith('Failed to load resource')
        if (message.type() !== 'error' && message.type() !== 'warning') return
        if (message.text().includes('Service Worker registration blocked')) return
        // A file preloaded before the worker took over is fetched again afterwards.
        if (message.text().includes('cross-world service worker resource mismatch')) return
        if (withRefusedFiles) return
        if (withBrokenParts && message.text().includes('broken on purpose')) return
        if (!withFailingCalls || !isFailingCall) faults.push(message.text())
      })
      return page
    })
    for (const context of contexts) await inTime(context.close())
    expect(faults, 'console errors, warnings and refusals of the content policy').toEqual([])
  },
})

/** A browser that is asked to close during a navigation may hang, after all tests have ended. */
const inTime = (closing: Promise<void>) =>
  Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 10_000))])

export type Person = { name: string; email: string; password: string }

export function newPerson(): Person {
  const id = crypto.randomUUID().slice(0, 8)
  return { name: `Zoë ${id}`, email: `zoe-${id}@example.org`, password: 'correct horse battery' }
}

export async function signUp(page: Page, person = newPerson()): Promise<Person> {
  await page.goto('/auth/sign-up')
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/dashboard')
  await page.getByText('Nothing to do.').waitFor()
  return person
}

export async function signIn(page: Page, person: Person, path = '/auth/sign-in'): Promise<void> {
  await page.goto(path)
  await signInHere(page, person)
}

/** On the page that the user was redirected to, which leads back. */
export async function signInHere(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export async function addTask(page: Page, title: string): Promise<void> {
  await page.getByLabel('New task').fill(title)
  await page.keyboard.press('Enter')
  await openTasks(page).getByText(title, { exact: true }).waitFor()
}

/** The rows of the current view. */
export const openTasks = (page: Page) =>
  page.getByRole('main').getByRole('list', { name: /^(Today|Inbox|Upcoming)$/ })

export const titlesOf = (page: Page) =>
  openTasks(page).locator('[data-control=title]').allInnerTexts()

export const checkbox = (page: Page, title: string) =>
  page.getByRole('checkbox', { name: title, exact: true })

/** Waits until the sidebar says that everything has reached the server. */
export const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor()

/** Waits until all parts of the page have loaded, including the shortcuts. */
export const complete = (page: Page) =>
  page.getByRole('button', { name: 'Show keyboard shortcuts' }).waitFor()

/** Waits until the worker has all files and controls this page. */
export const shellReady = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller) return
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    )
  })

/** How much wider the page is than the screen. */
export const overflow = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))

/** Opens this task for the same user on two devices. */
export async function openTwice(
  open: (options?: Options) => Promise<Page>,
  title: string,
): Promise<[Page, Page]> {
  const here = await open({ withFailingCalls: true })
  const person = await signUp(here)
  await addTask(here, title)
  await saved(here)
  const elsewhere = await open()
  await signIn(elsewhere, person)
  await openTasks(elsewhere).getByText(title, { exact: true }).waitFor()
  return [here, elsewhere]
}
