// What the page loads before the first task appears, and how long that takes from the browser's storage.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import type { Measure } from './table.ts'

/** Marks `first-task` in the frame that shows it. */
export async function markFirstTask(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[data-control=title]')) return
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => performance.mark('first-task')))
    }).observe(document, { childList: true, subtree: true })
  })
}

const firstTask = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName('first-task')[0]?.startTime)

/** Bytes are gzip, in kB of 1000. */
export async function bytesBeforeFirstTask(page: Page, dist: string): Promise<Measure[]> {
  // The boot snapshot is saved when the page is idle.
  await page.waitForTimeout(1_000)
  await page.reload()
  await firstTask(page)
  const asked = await page.evaluate(() => {
    const at = performance.getEntriesByName('first-task')[0]?.startTime ?? 0
    return performance
      .getEntriesByType('resource')
      .filter(({ name, startTime }) => startTime < at && new URL(name).origin === location.origin)
      .map(({ name }) => new URL(name).pathname)
  })
  const sizes = await Promise.all(
    asked.map(async (path) => ({ path, size: gzipSync(await readFile(join(dist, path))).length })),
  )
  const sum = (ending: string) =>
    sizes
      .filter(({ path }) => path.endsWith(ending))
      .reduce((all, { size }) => all + size / 1_000, 0)
  return [
    { what: 'JavaScript before the first task', unit: 'kB', bound: 95, figure: sum('.js') },
    { what: 'CSS', unit: 'kB', bound: 9, figure: sum('.css') },
    // The page itself is one more.
    { what: 'requests before the first task', unit: '', bound: 5, figure: asked.length + 1 },
  ]
}

export async function start(page: Page): Promise<number> {
  await page.reload()
  return Number(await (await firstTask(page)).jsonValue())
}
