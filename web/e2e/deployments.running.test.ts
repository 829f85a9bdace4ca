// Half-finished deployments: a wrong response is never mistaken for a file, and the next good one repairs everything.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import { addTask, openTasks, saved, shellReady, signUp, test, titlesOf } from './browser.ts'
import { arrival, deploy, newerVersion, replaceWorker, updated } from './versions.ts'

const html = '<!doctype html><title>Not it</title><body>404</body>'

/** One of the build's files, by the start of its name. */
async function assetOf(start: string): Promise<{ path: string; text: string }> {
  const folder = join(inject('dist'), 'assets')
  const name = (await readdir(folder)).find((one) => one.startsWith(start) && one.endsWith('.js'))
  return { path: `/assets/${name}`, text: await readFile(join(folder, `${name}`), 'utf8') }
}

/**
 * Answers requests for a file, including the worker's, and counts them. Set before a deployment, because the browser
 * may check for a new version at any moment.
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

/** Waits until a new version has requested what is missing, and has given up. */
async function expectNone(page: Page, asked: () => number) {
  const tried = async () => ((await updated(page)) === 'none' ? asked() : -1)
  await expect.poll(tried, { timeout: 20_000 }).toBeGreaterThan(0)
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1)
}

/** What each shell in the browser has for a file. */
const kept = (page: Page, path: string) =>
  page.evaluate(async (path) => {
    const shells = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
    const found = await Promise.all(shells.map((shell) => shell.match(path)))
    return Promise.all(found.map(async (one) => (one ? await one.text() : null)))
  }, path)

/** Corrupts a file in the browser's shells. */
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

/** With one unsynced edit, to see whether any is lost. */
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

test('starts without a worker rather than with one that lacks files', async ({ open }) => {
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

test("copies nothing from an old shell that is not the build's", async ({ open }) => {
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

test('stays with the previous version while a new one is incomplete', async ({ open }) => {
  const [{ path, text }, other] = [await assetOf('detail'), await assetOf('settings')]
  const page = await open(options)
  await withWorker(page)
  // What the new one cannot copy, it must fetch.
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

test('accepts no page of another build, and none that is cut off', async ({ open }) => {
  const page = await open(options)
  await withWorker(page)
  const built = await readFile(join(inject('dist'), 'index.html'), 'utf8')
  // The hash in a file's name may contain hyphens.
  const another = built.replace(/index-[\w-]+\.js/, 'index-old.js')
  expect(another).not.toBe(built)
  const { become, asked } = await answerWith(page, '/', html, 'text/html')
  await deploy()
  for (const body of [html, built.slice(0, -20), another]) {
    become(body)
    await expectNone(page, asked)
  }
  // Hosts insert a line of their own.
  const counted = built.replace('</body>', '<script src="https://count.example"></script></body>')
  become(counted)
  await arrival(page)
  await expectNothingLost(page)
})

test('starts from the network if a file of the shell is broken, and repairs it', async ({
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

test('says what to do if nothing can run, and starts by itself with the next version', async ({
  open,
}) => {
  const { path } = await assetOf('index')
  const page = await open(options)
  await withWorker(page)
  // A worker that cached any response and serves it ever since.
  const good = await replaceWorker(`
    self.addEventListener('message', () => self.skipWaiting())
    self.addEventListener('fetch', (event) => {
      if (new URL(event.request.url).origin !== location.origin) return
      const page = event.request.mode === 'navigate' ? '/' : event.request.url
      event.respondWith(caches.match(page).then((kept) => kept ?? fetch(event.request)))
    })`)
  onTestFinished(async () => void (await replaceWorker(good)))
  await arrival(page)
  const reloaded = page.waitForEvent('load')
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    registration?.waiting?.postMessage('take over')
  })
  // The page reloads when the worker has taken over. Before that, the previous one would repair what is spoiled.
  await reloaded
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
