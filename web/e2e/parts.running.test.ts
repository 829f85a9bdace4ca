// Parts of the app that do not come when they are asked for, in browsers that ask once and in those that ask again.
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

/** The app by way of a host that answers once with a page in the place of a file, for the browser to keep for a year. */
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

test('asks again for what a part imports, past what was kept in its place', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  const imported = /\/assets\/sign-in-form-fields-/
  const missed = page.waitForResponse((one) => imported.test(one.url()))
  await page.goto(`${await byWayOf(imported)}/auth/sign-in`)
  expect((await missed).headers()['content-type']).toBe('text/html')
  await page.getByText('This page is loading…').waitFor()
  await page.getByLabel('Email').waitFor()
})

test('offers to begin anew where the browser asks no more', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  await page.waitForTimeout(1_000)
  const part = /\/assets\/soon-/
  // It has been fetched, and yet it cannot be imported.
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

test('shows notes as they were written until what reads them has come', async ({ open }) => {
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

test('gets its offline shell although the way to it did not come at first', async ({ open }) => {
  const page = await open({ withFailingCalls: true, withWorker: true })
  const part = /\/assets\/offline-shell-/
  await page.route(part, (route) => route.abort())
  await signUp(page)
  await complete(page)
  await page.waitForEvent('requestfailed', (request) => part.test(request.url()))
  await page.unroute(part)
  await shellReady(page)
})
