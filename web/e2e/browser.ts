// A real browser for each file, fresh contexts for each test, and an ear for everything that goes wrong.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { test as base, expect, inject } from 'vitest'
import { chromiumArguments, chromiumPath } from '../../tools/chromium.ts'
import '../../tools/testing/provided.ts'

type Options = {
  viewport?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
  /** By finger, as on a phone: no hover, no keys. */
  withTouch?: boolean
  /** Calls are meant to fail in this test: the browser's own note of that is no fault. */
  withFailingCalls?: boolean
  /** The service worker may do its work. Tests that look at the page's own requests do without. */
  withWorker?: boolean
  /** Files come that are none of the app's, and the browser says what it thinks of them. */
  withRefusedFiles?: boolean
  /** What breaks in this test says so in its message: `broken on purpose`. */
  withBrokenParts?: boolean
}

type Fixtures = {
  browser: Browser
  /** A page of somebody else: its own cookies, storage and tabs. */
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
        // A file that was preloaded before the worker took its place, and is asked for after: it comes again.
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

/** A browser that is asked to close in the middle of a navigation may never do so, and no test's time is over then. */
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

/** On the page that one was sent to, which leads back to where one was. */
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

/** The rows of the view that is shown. */
export const openTasks = (page: Page) =>
  page.getByRole('main').getByRole('list', { name: /^(Today|Inbox|Upcoming)$/ })

export const titlesOf = (page: Page) =>
  openTasks(page).locator('[data-control=title]').allInnerTexts()

export const checkbox = (page: Page, title: string) =>
  page.getByRole('checkbox', { name: title, exact: true })

/** Everything has reached the server, as the sidebar says it. */
export const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor()

/** Everything of the page has come, the keys too. */
export const complete = (page: Page) =>
  page.getByRole('button', { name: 'Show keyboard shortcuts' }).waitFor()

/** The worker has all files and answers for this page. */
export const shellReady = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller) return
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    )
  })

/** By how much the page is wider than the screen. */
export const overflow = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))

/** The same person at two devices, both with this task before them. */
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
