// Builds and deployments of the app, in sequence, as a browser sees them.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'

/** What the browser caches, by path. */
export const keptFiles = (page: Page) =>
  page.evaluate(async () => {
    const shells = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
    const requests = (await Promise.all(shells.map((shell) => shell.keys()))).flat()
    return requests.map(({ url }) => url.replace(location.origin, ''))
  })

/** As if the app had been rebuilt and deployed: the worker's file is different from now on. */
export async function newerVersion(page: Page): Promise<void> {
  await deploy()
  await arrival(page)
}

/** Waits until a new version waits for the user: the server needs a moment to notice a deployment. */
export const arrival = (page: Page): Promise<void> =>
  expect.poll(() => updated(page), { timeout: 20_000, interval: 500 }).toBe('waiting')

/** The worker of another build with the same files. */
export async function deploy(): Promise<void> {
  const version = crypto.randomUUID().slice(0, 8)
  const worker = await readFile(workerFile(), 'utf8')
  await replaceWorker(worker.replace('"duly-shell-', `$&${version}-`))
}

/** @returns the previous content */
export async function replaceWorker(by: string): Promise<string> {
  const before = await readFile(workerFile(), 'utf8')
  await writeFile(workerFile(), by)
  const served = async () => await (await fetch(`${inject('webUrl')}/sw.js`)).text()
  await expect.poll(served, { timeout: 10_000 }).toBe(by)
  return before
}

const workerFile = () => join(inject('dist'), 'sw.js')

/** Checks for a new version, as the browser does now and then, and waits until it has arrived or failed. */
export const updated = (page: Page): Promise<'waiting' | 'none'> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration?.update().catch(() => {})
    const begins = Date.now() + 1_000
    while (registration?.installing || Date.now() < begins) {
      if (registration?.waiting) return 'waiting'
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return 'none'
  })
