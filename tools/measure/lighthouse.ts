// Lighthouse's scores for a page, on its mobile profile: the median of several runs.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse from 'lighthouse'
import { chromium, type Page } from 'playwright-core'
import { chromiumArguments, chromiumPath } from '../chromium.ts'
import { freePorts } from '../stack/ports.ts'
import { type Measure, quantile } from './table.ts'

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

/** @param prepare opens the page in the browser, signed in if needed */
export async function looks(
  name: string,
  url: string,
  prepare: (page: Page) => Promise<void>,
  times = 3,
): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'duly-lighthouse-'))
  const [port] = await freePorts()
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await chromiumPath(),
    args: [...chromiumArguments, `--remote-debugging-port=${port}`],
  })
  try {
    const page = await context.newPage()
    await prepare(page)
    await page.close()
    const scores = new Map<string, number[]>()
    for (let time = 0; time < times; time += 1) {
      const flags = { port, disableStorageReset: true, onlyCategories: [...categories] }
      const found = await lighthouse(url, { ...flags, logLevel: 'error' })
      for (const category of categories) {
        const score = (found?.lhr.categories[category]?.score ?? 0) * 100
        scores.set(category, [...(scores.get(category) ?? []), score])
      }
    }
    return categories.map((category) => ({
      what: `Lighthouse, ${name}: ${category}`,
      unit: 'missing of 100',
      bound: 0,
      figure: 100 - quantile(scores.get(category) ?? [], 0.5),
    }))
  } finally {
    await context.close()
    await rm(folder, { recursive: true, force: true })
  }
}
