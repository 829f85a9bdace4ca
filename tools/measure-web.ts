// npm run measure:web: prints the web app's budgets beside the measured figures, on the built app and the real Worker.
import { parseArgs } from 'node:util'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumArguments, chromiumPath } from './chromium.ts'
import type { Person } from './e2e/client.ts'
import { allScripts } from './measure/chunks.ts'
import { addTasks, scroll, worstInteraction } from './measure/interaction.ts'
import { looks } from './measure/lighthouse.ts'
import { somebody } from './measure/people.ts'
import { bytesBeforeFirstTask, markFirstTask, start } from './measure/start.ts'
import { bodyBytes } from './measure/sync.ts'
import { isMissed, type Measure, quantile, table } from './measure/table.ts'
import { startBuilt } from './stack/built.ts'

const { values } = parseArgs({ options: { tasks: { type: 'string', default: '10000,100000' } } })
const sizes = values.tasks.split(',').map(Number)

const measures: Measure[] = []
const add = (what: string, unit: string, bound: number | null, figure: number) =>
  measures.push({ what, unit, bound, figure })

const { apiUrl, webUrl, dist, settings, stop } = await startBuilt()
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: chromiumArguments,
})
try {
  measures.push(await allScripts(dist))
  for (const size of sizes) await app(size, await somebody({ apiUrl, settings }, size))
  measures.push(...(await looks('sign-in', `${webUrl}/auth/sign-in`, async () => {})))
  const [few = 0] = sizes
  const person = await somebody({ apiUrl, settings }, few)
  measures.push(
    ...(await looks(`${few} tasks`, `${webUrl}/dashboard`, async (page) => {
      await signIn(page, person)
      await fetched(page)
      await page.waitForTimeout(2_000)
    })),
  )
  if (measures.some(isMissed)) process.exitCode = 1
} finally {
  // If something fails, the figures so far are still useful.
  console.log(table(measures))
  await browser.close()
  await stop()
}

async function app(size: number, person: Person) {
  const context = await browser.newContext({ baseURL: webUrl })
  const list = await newList(person)
  await markFirstTask(context)
  const page = await context.newPage()
  const first = Date.now()
  await signIn(page, person)
  await fetched(page)
  const tasks = `${size.toLocaleString('en')} tasks`
  add(`${tasks}: first synchronisation`, 'ms', null, Date.now() - first)
  const isBudget = size === 10_000
  const bound = (limit: number) => (isBudget ? limit : null)
  if (isBudget) measures.push(...(await bytesBeforeFirstTask(page, dist)))

  for (const rate of [1, 4]) {
    const name = `${tasks}, CPU ${rate}×`
    await throttled(context, page, rate)
    const starts = []
    for (let n = 0; n < 5; n += 1) {
      await context.route(`${apiUrl}/**`, (route) => route.abort())
      starts.push(await start(page))
      await context.unroute(`${apiUrl}/**`)
    }
    add(
      `${name}: first task after a start without the API`,
      'ms',
      rate === 1 ? bound(250) : null,
      quantile(starts, 0.5),
    )
    await page.goto(`/lists/${list}`)
    await waitUntilSaved(page)
    add(
      `${name}: key press to painted task`,
      'ms',
      bound(rate === 1 ? 16.7 : 25),
      await addTasks(page, 30),
    )
    await page.goto('/inbox')
    await waitUntilSaved(page)
    await page.locator('[data-control=title]').first().focus()
    add(
      `${name}: worst interaction of 200`,
      'ms',
      bound(rate === 1 ? 32 : 48),
      await worstInteraction(page, 200),
    )
    const { frame, nodes } = await scroll(page)
    add(`${name}: frame while scrolling, p95`, 'ms', rate === 1 ? bound(17) : null, frame)
    add(`${name}: nodes while scrolling`, '', bound(1_500), nodes)
  }
  await throttled(context, page, 1)
  await page.getByText('Saved', { exact: true }).waitFor({ timeout: 60_000 })
  const focusEvent = () => page.evaluate(() => void dispatchEvent(new Event('focus')))
  add(`${tasks}: sync with nothing new`, 'B', 200, await bodyBytes(page, focusEvent))
  await page.locator('[data-control=title]').first().focus()
  const edit = () => page.keyboard.press('3')
  add(`${tasks}: sync after one edit`, 'B', 600, await bodyBytes(page, edit))
  await context.close()
}

async function signIn(page: Page, { email, password }: Person) {
  await page.goto(`${webUrl}/auth/sign-in`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('[data-control=title]').first().waitFor({ timeout: 120_000 })
}

/** Waits until everything is here, not only what was done on this device. */
async function fetched(page: Page) {
  await page.waitForTimeout(500)
  const fetching = page.getByText(/^Downloading your tasks/)
  await fetching.waitFor({ state: 'hidden', timeout: 300_000 })
  await page.getByText('Saved', { exact: true }).waitFor({ timeout: 120_000 })
}

async function throttled(context: BrowserContext, page: Page, rate: number) {
  const client = await context.newCDPSession(page)
  await client.send('Emulation.setCPUThrottlingRate', { rate })
}

async function newList({ token }: Person): Promise<string> {
  const answer = await fetch(`${apiUrl}/api/v1/lists`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Measured' }),
  })
  return (await answer.json()).id
}

/** Waits until nothing is pending. */
async function waitUntilSaved(page: Page) {
  await page.getByText('Saved', { exact: true }).waitFor({ timeout: 120_000 })
  await page.waitForTimeout(2_000)
}
