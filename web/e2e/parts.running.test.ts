// Parts of the app that fail to load, in browsers that try once and in those that retry.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, inject, onTestFinished } from 'vitest'
import { expectAccessible } from './accessible.ts'
import {
  addTask,
  complete,
  openTasks,
  saved,
  shellReady,
  signUp,
  test,
  titlesOf,
} from './browser.ts'

/**
 * Serves the app through a host that once answers with a page in place of a file, which the browser may cache for a
 * year.
 */
async function byWayOf(file: RegExp) {
  let isWrong = true
  const host = createServer(async ({ url = '' }, response) => {
    if (file.test(url) && isWrong) {
      isWrong = false
      const headers = {
        'Content-Type': 'text/html',
        'Cache-Control': 'max-age=31536000, immutable',
      }
      return response.writeHead(200, headers).end('<!doctype html><title>Not it</title>')
    }
    const answer = await fetch(inject('webUrl') + url)
    const headers = Object.fromEntries(answer.headers)
    delete headers['content-encoding']
    delete headers['content-length']
    response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()))
  })
  host.listen(0, '127.0.0.1')
  await once(host, 'listening')
  onTestFinished(() => {
    host.closeAllConnections()
    host.close()
  })
  return `http://127.0.0.1:${(host.address() as AddressInfo).port}`
}

test("fetches a part's imports again, bypassing the cache", async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const imported = /\/assets\/sign-in-form-fields-/
  const missed = page.waitForResponse((one) => imported.test(one.url()))
  await page.goto(`${await byWayOf(imported)}/auth/sign-in`)
  expect((await missed).headers()['content-type']).toBe('text/html')
  await page.getByText('This page is loading…').waitFor()
  await page.getByLabel('Email').waitFor()
})

test('offers a reload if the browser does not retry', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  await page.waitForTimeout(1_000)
  const part = /\/assets\/soon-/
  // It has been fetched, but cannot be imported.
  await page.route(part, (route) =>
    route.request().resourceType() === 'script' ? route.abort() : route.continue(),
  )
  await page.reload()
  const again = page.getByRole('button', { name: 'Reload the page' })
  await again.waitFor()
  await expectAccessible(page)
  const begun = page.waitForRequest((request) => request.isNavigationRequest())
  await Promise.all([begun.then(() => page.unroute(part)), again.click()])
  await complete(page)
  expect(await titlesOf(page)).toEqual(['Call Mia'])
})

test('shows notes as plain text until the Markdown reader has loaded', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await addTask(page, 'Call Mia')
  await openTasks(page).getByRole('link', { name: 'Call Mia' }).click()
  const part = /\/assets\/markdown-/
  await page.route(part, (route) => route.abort())
  await page.getByRole('button', { name: 'Add notes' }).click()
  await page.getByRole('textbox', { name: 'Notes' }).fill('It is **urgent**.')
  await page.keyboard.press('Escape')
  await page.getByText('It is **urgent**.').waitFor()
  await page.unroute(part)
  await page.getByText('It is urgent.').waitFor()
})

test('gets its offline shell even if the first attempt fails', async ({ open }) => {
  const page = await open({ withFailingCalls: true, withWorker: true })
  const part = /\/assets\/offline-shell-/
  await page.route(part, (route) => route.abort())
  await signUp(page)
  await complete(page)
  await page.waitForEvent('requestfailed', (request) => part.test(request.url()))
  await page.unroute(part)
  await shellReady(page)
})
