import { expect, inject } from 'vitest'
import { addTask, openTasks, saved, shellReady, signUp, test } from './browser.ts'
import { keptFiles, newerVersion } from './versions.ts'

test('starts every page without a network', async ({ open }) => {
  const page = await open({ withFailingCalls: true, withWorker: true })
  await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  await shellReady(page)
  await page.context().setOffline(true)
  for (const [path, heading] of [
    ['/', 'Today'],
    ['/dashboard', 'Today'],
    ['/dashboard?add=', 'Today'],
    ['/inbox', 'Inbox'],
    ['/upcoming', 'Upcoming'],
    ['/completed', 'Completed'],
    ['/trash', 'Trash'],
    ['/search', 'Search'],
    ['/labels/home', 'home'],
    ['/settings', 'Settings'],
    ['/sign-in', 'Today'],
    ['/no/such/page', 'Page not found'],
  ] as const) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  }
  await page.goto('/dashboard')
  await openTasks(page).getByText('Call Mia', { exact: true }).waitFor()
})

test('works offline for a user who has only signed in', async ({ open }) => {
  const other = await open()
  const person = await signUp(other)
  const page = await open({ withFailingCalls: true, withWorker: true })
  await page.goto('/auth/sign-in')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  // Neither the page itself nor a mere visitor installs it.
  await page.waitForTimeout(1_000)
  const registered = () => page.evaluate(() => navigator.serviceWorker.getRegistrations())
  expect(await registered()).toHaveLength(0)
  await page.getByLabel('Email').fill(person.email)
  await shellReady(page)
  await page.getByLabel('Password').fill(person.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/dashboard')
  await page.context().setOffline(true)
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
})

test("caches only the app's files, whoever was signed in", async ({ open }) => {
  const page = await open({ withWorker: true })
  await signUp(page)
  await shellReady(page)
  await page.reload()
  await addTask(page, 'A private matter')
  await saved(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/auth/sign-in')
  const files = await keptFiles(page)
  expect(files).toContain('/')
  for (const file of files) {
    expect(file).toMatch(/^\/($|assets\/|icons\/|favicon[\w-]*\.svg$|manifest\.webmanifest$)/)
  }
})

test('can be installed', async ({ open }) => {
  const page = await open({ withWorker: true })
  await signUp(page)
  await shellReady(page)
  const client = await page.context().newCDPSession(page)
  const { errors, data, url } = await client.send('Page.getAppManifest')
  expect(errors).toEqual([])
  expect(url).toBe(`${inject('webUrl')}/manifest.webmanifest`)
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors')
  // Playwright's contexts are incognito, where nothing can be installed.
  const others = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')
  expect(others).toEqual([])

  const manifest = JSON.parse(data ?? '')
  expect(manifest).toMatchObject({ name: 'Duly', display: 'standalone', start_url: '/dashboard' })
  for (const { src, sizes } of manifest.icons) {
    const blob = await (await fetch(inject('webUrl') + src)).arrayBuffer()
    const png = new DataView(blob)
    expect(`${png.getUint32(16)}x${png.getUint32(20)}`).toBe(sizes)
  }
})

test('asks before it loads a new version, and loses no typed text', async ({ open }) => {
  const page = await open({ withWorker: true })
  await signUp(page)
  await shellReady(page)
  const other = await page.context().newPage()
  await other.goto('/inbox')
  await other.getByRole('heading', { name: 'Inbox' }).waitFor()
  await newerVersion(page)
  const load = page.getByRole('button', { name: 'Reload' })
  await load.waitFor()

  // Text that would be lost is mentioned first.
  await page.getByLabel('New task').fill('Water the fig tree')
  await load.click()
  await page.getByText('Finish or clear').waitFor()
  await page.getByLabel('New task').press('Enter')
  await openTasks(page).getByText('Water the fig tree', { exact: true }).waitFor()
  // In the other tab, someone is typing.
  await other.getByLabel('New task').fill('Half a th')
  const loaded = page.waitForEvent('load')
  await load.click()
  await loaded
  await openTasks(page).getByText('Water the fig tree', { exact: true }).waitFor()
  expect(await load.count()).toBe(0)

  await other.waitForTimeout(500)
  expect(await other.getByLabel('New task').inputValue()).toBe('Half a th')
  const otherLoaded = other.waitForEvent('load')
  await other.getByLabel('New task').press('Enter')
  await otherLoaded
  await openTasks(other).getByText('Half a th', { exact: true }).waitFor()
})

test('stays silent about a new version that was put off', async ({ open }) => {
  const page = await open({ withWorker: true })
  await signUp(page)
  await shellReady(page)
  await newerVersion(page)
  await page.getByRole('button', { name: 'Later' }).click()
  await expect.poll(() => page.getByRole('button', { name: 'Reload' }).count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
})
