// Deployments that have arrived by half: whatever comes in the place of a file is not taken for it, and the next good
// answer mends what is wrong.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import { addTask, openTasks, saved, shellReady, signUp, test, titlesOf } from './browser.ts'
import { arrival, deploy, newerVersion, replaceWorker, updated } from './versions.ts'

const html = '<!doctype html><title>Not it</title><body>404</body>'

/** By the beginning of its name, one of the files that the build made. */
async function assetOf(start: string): Promise<{ path: string; text: string }> {
  const folder = join(inject('dist'), 'assets')
  const name = (await readdir(folder)).find((one) => one.startsWith(start) && one.endsWith('.js'))
  return { path: `/assets/${name}`, text: await readFile(join(folder, `${name}`), 'utf8') }
}

/**
 * Answers for a file, to the worker too, and counts how often it was asked for. It stands from before a deployment on: the
 * browser may look for a new version at any moment.
 */
async function answerWith(page: Page, path: string, body: string, contentType = 'text/javascript') {
  let asked = 0
  let answer = { body, contentType }
  const url = inject('webUrl') + path
  await page.context().route(url, (route) => {
    asked += 1
    return route.fulfill(answer)
  })
  return {
    asked: () => asked,
    become(other: string, type = contentType) {
      answer = { body: other, contentType: type }
      asked = 0
    },
    mend: () => page.context().unroute(url),
  }
}

/** A new version does not come: it has asked for what is not there, and has given up. */
async function expectNone(page: Page, asked: () => number) {
  const tried = async () => ((await updated(page)) === 'none' ? asked() : -1)
  await expect.poll(tried, { timeout: 20_000 }).toBeGreaterThan(0)
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1)
}

/** What each shell of the browser has for a file. */
const kept = (page: Page, path: string) =>
  page.evaluate(async (path) => {
    const shells = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
    const found = await Promise.all(shells.map((shell) => shell.match(path)))
    return Promise.all(found.map(async (one) => (one ? await one.text() : null)))
  }, path)

/** Something has happened to a file in the browser's shells. */
const spoil = (page: Page, path: string, body: string | null, type = 'text/javascript') =>
  page.evaluate(
    async ({ path, body, type }) => {
      for (const name of await caches.keys()) {
        const shell = await caches.open(name)
        const headers = { 'Content-Type': type }
        if (body === null) await shell.delete(path)
        else if (await shell.match(path)) await shell.put(path, new Response(body, { headers }))
      }
    },
    { path, body, type },
  )

/** With one edit that has not reached the server, so that it can be seen whether any is lost. */
async function withWorker(page: Page) {
  await signUp(page)
  await addTask(page, 'Sent')
  await saved(page)
  await shellReady(page)
  await page.route(`${inject('apiUrl')}/**`, (route) => route.abort())
  await addTask(page, 'Unsent')
  await page.getByText('Offline · 1 waiting').waitFor()
}

async function expectNothingLost(page: Page) {
  await openTasks(page).getByText('Unsent', { exact: true }).waitFor()
  await page.unroute(`${inject('apiUrl')}/**`)
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await saved(page)
  expect(await titlesOf(page)).toEqual(['Sent', 'Unsent'])
}

const options = { withWorker: true, withFailingCalls: true, withRefusedFiles: true }

const halves = (text: string, other: string) =>
  [
    ['HTML', html, 'text/html'],
    ['HTML that says it is a script', html, 'text/javascript'],
    ['its first half', text.slice(0, text.length / 2), 'text/javascript'],
    ['another file', other, 'text/javascript'],
    ['nothing', '', 'text/javascript'],
  ] as const

test('begins with no worker rather than with one that has not all files', async ({ open }) => {
  const { path, text } = await assetOf('settings')
  const page = await open(options)
  const { mend, asked } = await answerWith(page, path, html, 'text/html')
  await signUp(page)
  const registered = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)
  await expect.poll(asked, { timeout: 10_000 }).toBeGreaterThan(1)
  await page.waitForTimeout(1_000)
  expect(await registered()).toBeUndefined()
  expect(await kept(page, path)).toEqual([])
  await mend()
  await page.reload()
  await shellReady(page)
  expect(await kept(page, path)).toEqual([text])
})

test('takes nothing over from an old shell that is not what the build made', async ({ open }) => {
  const [{ path, text }, other] = [await assetOf('detail'), await assetOf('settings')]
  const page = await open(options)
  await withWorker(page)
  for (const [, body, type] of halves(text, other.text)) {
    await spoil(page, path, body, type)
    await newerVersion(page)
    expect((await kept(page, path)).at(-1)).toBe(text)
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.waitForEvent('load')
  }
  await expectNothingLost(page)
})

test('stays with the version before while a new one has come by half only', async ({ open }) => {
  const [{ path, text }, other] = [await assetOf('detail'), await assetOf('settings')]
  const page = await open(options)
  await withWorker(page)
  // What the new one may not take over, it has to fetch.
  await spoil(page, path, html)
  const { become, asked, mend } = await answerWith(page, path, html)
  await deploy()
  for (const [, body, type] of halves(text, other.text)) {
    become(body, type)
    await expectNone(page, asked)
  }
  await mend()
  await page.reload()
  await openTasks(page).getByText('Unsent', { exact: true }).waitFor()
  await arrival(page)
  expect((await kept(page, path)).at(-1)).toBe(text)
  await expectNothingLost(page)
})

test('takes no page of another build, and none that breaks off, for its own', async ({ open }) => {
  const page = await open(options)
  await withWorker(page)
  const built = await readFile(join(inject('dist'), 'index.html'), 'utf8')
  // The hash in a file's name may have hyphens.
  const another = built.replace(/index-[\w-]+\.js/, 'index-old.js')
  expect(another).not.toBe(built)
  const { become, asked } = await answerWith(page, '/', html, 'text/html')
  await deploy()
  for (const body of [html, built.slice(0, -20), another]) {
    become(body)
    await expectNone(page, asked)
  }
  // Hosts add a line of their own.
  const counted = built.replace('</body>', '<script src="https://count.example"></script></body>')
  become(counted)
  await arrival(page)
  await expectNothingLost(page)
})

test('starts from the network where a file of the shell cannot be run, and keeps it', async ({
  open,
}) => {
  const [{ path, text }, other] = [await assetOf('index'), await assetOf('settings')]
  const page = await open(options)
  await withWorker(page)
  for (const [, body, type] of [...halves(text, other.text), ['', null, ''] as const]) {
    await spoil(page, path, body, type)
    await page.reload()
    await openTasks(page).getByText('Unsent', { exact: true }).waitFor()
    expect(await kept(page, path)).toEqual([text])
  }
  await page.context().setOffline(true)
  await page.reload()
  await openTasks(page).getByText('Unsent', { exact: true }).waitFor()
  await page.context().setOffline(false)
  await expectNothingLost(page)
})

test('says what to do where nothing can be run, and starts by itself with the next version', async ({
  open,
}) => {
  const { path } = await assetOf('index')
  const page = await open(options)
  await withWorker(page)
  // A worker of the kind that took whatever came, and gives it out ever since.
  const good = await replaceWorker(`
    self.addEventListener('fetch', (event) => {
      if (new URL(event.request.url).origin !== location.origin) return
      const page = event.request.mode === 'navigate' ? '/' : event.request.url
      event.respondWith(caches.match(page).then((kept) => kept ?? fetch(event.request)))
    })`)
  onTestFinished(async () => void (await replaceWorker(good)))
  await arrival(page)
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    registration?.waiting?.postMessage('take over')
  })
  await spoil(page, path, html, 'text/html')
  await page.close()

  const blank = await page.context().newPage()
  await blank.route(`${inject('apiUrl')}/**`, (route) => route.abort())
  await blank.goto('/inbox')
  await blank.getByText('Duly could not start.').waitFor()
  await replaceWorker(good)
  await deploy()
  await blank.getByRole('link', { name: 'try again' }).click()
  await blank.getByRole('heading', { level: 1, name: 'Today' }).waitFor({ timeout: 30_000 })
  await expectNothingLost(blank)
})
